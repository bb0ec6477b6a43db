<?php

/** Runs statements of a test; the names of the generated classes are imported by the test itself. */

['code' => $code] = require __DIR__.'/boot.php';

echo json_encode(eval($code), JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
