<?php

/** Loads every class, and says what it holds: names in JSON, attributes, codes, resources, and the longest line of all comments. */

['folder' => $folder, 'namespace' => $namespace] = require __DIR__.'/boot.php';

$answer = [];
$files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS));

foreach ($files as $file) {
    $name = strtr(substr($file, strlen($folder) + 1, -4), '/', '\\');
    $class = new ReflectionClass("$namespace\\$name");
    $paths = [];
    foreach ($class->getProperties() as $property) {
        foreach ($property->getAttributes() as $attribute) {
            $element = $attribute->newInstance();
            $paths[] = property_exists($element, 'path') ? [$element->path, $element->type, $element->max, $element->binding] : [];
        }
    }
    $answer[$name] = [
        'fields' => array_keys($class->getConstants()['FIELDS'] ?? []),
        'elements' => $paths,
        'resource' => $class->getConstants()['RESOURCE_TYPE'] ?? null,
        'codes' => $class->isEnum() ? array_map(fn ($case) => [$case->value, $case->display(), $case->system()], "$namespace\\$name"::cases()) : [],
        'types' => array_keys($class->getConstants()['CLASSES'] ?? []),
    ];
}

ksort($answer);
echo json_encode($answer, JSON_THROW_ON_ERROR);
