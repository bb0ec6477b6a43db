<?php

/** Reads the request from standard input, connects Eloquent, and finds the generated classes. Gives the request. */

use Illuminate\Container\Container;
use Illuminate\Database\Capsule\Manager as Capsule;
use Illuminate\Events\Dispatcher;

require 'Illuminate/Database/autoload.php';

set_error_handler(function (int $level, string $message, string $file, int $line) {
    if (error_reporting() & $level) {
        throw new ErrorException($message, 0, $level, $file, $line);
    }

    return true;
});

$request = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);

spl_autoload_register(function (string $class) use ($request) {
    if (str_starts_with($class, $request['namespace'].'\\')) {
        $file = $request['folder'].'/'.strtr(substr($class, strlen($request['namespace']) + 1), '\\', '/').'.php';
        is_file($file) && require $file;
    }
});

$capsule = new Capsule(Container::getInstance());
$capsule->addConnection($request['connection']);
$capsule->setAsGlobal();
if (class_exists(Dispatcher::class)) {
    $capsule->setEventDispatcher(new Dispatcher());
}
$capsule->bootEloquent();

return $request;
