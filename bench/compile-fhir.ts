/**
 * Proves what the FHIR packs make of whole releases: R4B and R5 compile under `tsc --strict`, every PHP class is syntactically right and loads.
 * Not part of the tests: the packages are a download of 30 MB. `bun bench/compile-fhir.ts`, after a build.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cachedRelease, fetchReleases, lockOf, releases } from "./fhir.ts";
import { work } from "./peers.ts";

const root = join(import.meta.dir, "..");

const tsconfig = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck: false,
    noEmit: true,
    module: "nodenext",
    target: "esnext",
    types: [],
  },
  include: ["types"],
};

/** Loads every class through a PSR-4 loader; a parse error ends the program with a message. */
const loader = `<?php
spl_autoload_register(function (string $class): void {
    $file = __DIR__ . '/classes/' . str_replace('\\\\', '/', substr($class, strlen('App\\\\Fhir\\\\'))) . '.php';
    if (is_file($file)) require_once $file;
});
$count = 0;
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator(__DIR__ . '/classes')) as $file) {
    if ($file->getExtension() !== 'php') continue;
    require_once $file->getPathname();
    $count++;
}
echo "$count files loaded\\n";
`;

if (!fetchReleases()) throw new Error("the FHIR packages could not be fetched");
for (const release of releases) {
  const folder = join(work, "compile-fhir", release.replace("@", "-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "specmill.yaml"),
    `sources: { fhir: { kind: fhir, packages: [${release}], cache: ${JSON.stringify(cachedRelease)} } }
targets:
  types: { source: fhir, pack: fhir-typescript, output: types }
  classes: { source: fhir, pack: fhir-php, output: classes }
`,
  );
  writeFileSync(join(folder, "fhir.lock.json"), lockOf([release]));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  writeFileSync(join(folder, "load.php"), loader);
  run([join(root, "dist/specmill"), "generate"], folder);
  run([join(root, "node_modules/.bin/tsc"), "-p", "."], folder);
  if (Bun.which("php") !== null) run(["php", "load.php"], folder);
  console.log(`${release}: compiles and loads`);
}

function run(command: string[], cwd: string): void {
  const { exitCode } = Bun.spawnSync(command, { cwd, stdout: "inherit", stderr: "inherit" });
  if (exitCode !== 0) throw new Error(`${command.join(" ")}: exit code ${exitCode}`);
}
