<?php

/** What generated classes say, read by reflection: tables, columns and the values of enums, by folder. Nothing is connected to. */

require 'Illuminate/Database/autoload.php';

['folder' => $root, 'count' => $count] = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);

spl_autoload_register(function (string $class) use ($root) {
    $file = $root.'/'.strtr($class, '\\', '/').'.php';
    is_file($file) && require $file;
});

$answer = [];
for ($number = 0; $number < $count; $number++) {
    $found = ['tables' => [], 'enums' => [], 'morphs' => []];
    foreach (glob("$root/H$number/Base/*.php") as $file) {
        $class = new ReflectionClass("H$number\\Base\\".basename($file, '.php'));
        $defaults = $class->getDefaultProperties();
        $found['tables'][$defaults['table']] = $defaults['fillable'];
        class_exists("H$number\\Factories\\".basename($file, '.php').'Factory');
        class_exists("H$number\\".basename($file, '.php'));
    }
    foreach (glob("$root/H$number/Enums/*.php") as $file) {
        $found['enums'][] = array_map(fn ($case) => $case->value, ("H$number\\Enums\\".basename($file, '.php'))::cases());
    }
    if (class_exists("H$number\\MorphMap")) {
        $found['morphs'] = array_keys("H$number\\MorphMap"::MAP);
    }
    $answer[] = $found;
}

echo json_encode($answer);
