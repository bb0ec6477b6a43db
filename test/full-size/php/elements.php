<?php

/** Reads texts with one element each and writes them again: what of them is another text or an object of another class, by number. */

use App\Fhir\Resource\Resource;

['elements' => $elements, 'namespace' => $namespace] = require __DIR__.'/../../packs/fhir-php/php/boot.php';

$answer = [];

foreach ($elements as $number => ['type' => $type, 'text' => $text, 'steps' => $steps, 'class' => $class]) {
    try {
        $root = $type === null ? Resource::class : "$namespace\\DataType\\$type";
        $object = $root::fromJson($text);
        $written = $object->toJson();
        foreach ($steps as $step) {
            $object = is_array($object->$step) ? $object->$step[0] : $object->$step;
        }
        $found = is_object($object) ? substr(strrchr('\\'.$object::class, '\\'), 1) : get_debug_type($object);
        if ($written !== $text) {
            $answer[] = [$number, "became $written"];
        } elseif ($class !== null && $found !== $class) {
            $answer[] = [$number, "is a $found"];
        }
    } catch (Throwable $problem) {
        $answer[] = [$number, $problem->getMessage()];
    }
}

echo json_encode($answer, JSON_THROW_ON_ERROR);
