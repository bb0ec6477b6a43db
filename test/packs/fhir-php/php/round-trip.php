<?php

/** Reads every text as a resource and writes it again: what came out, or what was wrong, by name. */

use App\Fhir\Resource\Resource;
use App\Fhir\Support\FhirException;

['examples' => $examples, 'lenient' => $lenient] = require __DIR__.'/boot.php';

$answer = ['written' => [], 'problems' => []];

foreach ($examples as $name => $text) {
    try {
        $answer['written'][$name] = Resource::fromJson($text, $lenient)->toJson();
    } catch (FhirException $problem) {
        $answer['problems'][$name] = $problem->getMessage();
    }
}

echo json_encode($answer, JSON_THROW_ON_ERROR);
