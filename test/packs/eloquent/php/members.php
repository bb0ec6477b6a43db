<?php

/** The names of all methods that a call on a model can reach, and of the fields of Model. */

use Illuminate\Database\Eloquent\Builder;
use Illuminate\Database\Eloquent\Factories\HasFactory;
use Illuminate\Database\Eloquent\Model;
use Illuminate\Database\Eloquent\SoftDeletes;

require 'Illuminate/Database/autoload.php';

$names = array_map(fn ($field) => $field->getName(), (new ReflectionClass(Model::class))->getProperties());
foreach ([Model::class, Builder::class, SoftDeletes::class, HasFactory::class, Illuminate\Database\Query\Builder::class] as $class) {
    foreach ((new ReflectionClass($class))->getMethods() as $method) {
        $names[] = $method->getName();
    }
}

echo json_encode($names);
