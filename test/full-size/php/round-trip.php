<?php

/** Reads every JSON file of a folder as a resource and writes it again into another. Says how many, and what was wrong by name. */

use App\Fhir\Resource\Resource;

['examples' => $examples, 'written' => $written] = require __DIR__.'/../../packs/fhir-php/php/boot.php';

$answer = ['written' => 0, 'problems' => []];

foreach (array_diff(scandir($examples), ['.', '..', 'package.json']) as $name) {
    try {
        file_put_contents("$written/$name", Resource::fromJson(file_get_contents("$examples/$name"))->toJson());
        $answer['written']++;
    } catch (Throwable $problem) {
        $answer['problems'][$name] = $problem->getMessage();
    }
}

echo json_encode($answer, JSON_THROW_ON_ERROR);
