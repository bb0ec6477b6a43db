/** Runs the compiler over generated files, as a strict project would. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dir, "../../..");

/** As strict as projects get, and no declaration is let off. */
const strict = {
  target: "ESNext",
  lib: ["ESNext", "DOM", "DOM.Iterable"],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noUnusedLocals: true,
};

export const bundler = { module: "Preserve", moduleResolution: "bundler" };
export const nodeNext = { module: "NodeNext", moduleResolution: "NodeNext" };

/** What the compiler says about the files; "" when it is content. */
export function typeErrors(files: ReadonlyMap<string, string>, settings: object = bundler): string {
  const folder = mkdtempSync(join(tmpdir(), "openapi-typescript-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const config = { compilerOptions: { ...strict, ...settings }, include: ["**/*.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    const compiler = join(root, "node_modules", ".bin", process.platform === "win32" ? "tsc.cmd" : "tsc");
    const run = Bun.spawnSync([compiler, "-p", folder], { cwd: folder, stderr: "pipe", stdout: "pipe" });
    return run.exitCode === 0 ? "" : `${run.stdout}${run.stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
