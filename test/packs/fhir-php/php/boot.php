<?php

/** Reads the request from standard input, and finds generated classes as PSR-4 has them. Gives the request. */

set_error_handler(fn (int $level, string $message, string $file, int $line) => throw new ErrorException($message, 0, $level, $file, $line));

$request = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);

spl_autoload_register(function (string $class) use ($request) {
    if (str_starts_with($class, $request['namespace'].'\\')) {
        $file = $request['folder'].'/'.strtr(substr($class, strlen($request['namespace']) + 1), '\\', '/').'.php';
        is_file($file) && require $file;
    }
});

return $request;
