<?php

/** What every file consists of by folder: its tokens without their texts, and without comments. */

['folder' => $folder] = require __DIR__.'/boot.php';

$answer = [];

foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS)) as $file) {
    $tokens = PhpToken::tokenize(file_get_contents($file), TOKEN_PARSE);
    $kept = array_filter($tokens, fn ($token) => ! $token->isIgnorable());
    $root = strtok(substr($file, strlen($folder) + 1), '/');
    $answer[$root][] = implode(' ', array_map(fn ($token) => $token->getTokenName(), $kept));
}

foreach ($answer as &$shapes) {
    sort($shapes);
    $shapes = hash('sha256', implode("\n", $shapes));
}

echo json_encode($answer, JSON_THROW_ON_ERROR);
