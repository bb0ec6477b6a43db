<?php

/** Loads every model, reads all its rows with all their casts, and resolves every relation: one row at a time, and eagerly. */

use Illuminate\Database\Eloquent\Collection;
use Illuminate\Database\Eloquent\Model;
use Illuminate\Database\Eloquent\Relations\Relation;

$request = require __DIR__.'/boot.php';

function related(Model $row, string $relation): int
{
    $found = $row->{$relation};

    return $found instanceof Collection ? $found->count() : ($found === null ? 0 : 1);
}

function relationsOf(string $class): array
{
    $methods = (new ReflectionClass($class))->getMethods(ReflectionMethod::IS_PUBLIC);
    $names = [];
    foreach ($methods as $method) {
        $type = $method->getReturnType();
        if ($type instanceof ReflectionNamedType && is_subclass_of($type->getName(), Relation::class)) {
            $names[] = $method->getName();
        }
    }

    return $names;
}

$answer = [];
foreach (glob($request['folder'].'/*.php') as $file) {
    $class = $request['namespace'].'\\'.basename($file, '.php');
    if (! is_subclass_of($class, Model::class)) {
        continue;
    }
    $rows = $class::query()->get();
    $rows->each(fn (Model $row) => $row->attributesToArray());
    $relations = [];
    foreach (relationsOf($class) as $name) {
        $first = $class::query()->limit(20)->get();
        $eager = $class::with($name)->get();
        $relations[$name] = [
            'all' => $eager->sum(fn (Model $row) => related($row, $name)),
            'eagerly' => $first->isEmpty() ? 0 : (clone $first)->load($name)->sum(fn (Model $row) => related($row, $name)),
            'lazily' => $class::query()->limit(20)->get()->sum(fn (Model $row) => related($row, $name)),
        ];
    }
    $answer[(new $class)->getTable()] = ['class' => class_basename($class), 'rows' => $rows->count(), 'relations' => (object) $relations];
}

echo json_encode((object) $answer);
