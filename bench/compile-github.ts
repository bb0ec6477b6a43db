/**
 * Proves the types of GitHub's description: generates them with dist/specmill, compiles them under `tsc --strict` and type-checks a program
 * that calls the API through openapi-fetch, with calls that must not compile. Not part of the tests: the document is a download of 29 MB.
 */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findDocument, installPeers, work } from "./peers.ts";

const root = join(import.meta.dir, "..");
const folder = join(work, "compile-github");

const config = (document: string) => `sources:
  api: { kind: openapi, path: ${document} }
targets:
  types: { source: api, pack: openapi-typescript, output: src/api }
`;

const program = `import createClient from "openapi-fetch";
import type { components, paths } from "./api/index.js";

const client = createClient<paths>({ baseUrl: "https://api.github.com" });
const { data, error } = await client.GET("/repos/{owner}/{repo}", { params: { path: { owner: "a", repo: "b" } } });
const name: string | undefined = data?.full_name;
const message: string | undefined = error?.message;
const issue = await client.POST("/repos/{owner}/{repo}/issues", {
  params: { path: { owner: "a", repo: "b" } },
  body: { title: "a title" },
});
const state: components["schemas"]["issue"]["state"] | undefined = issue.data?.state;
// @ts-expect-error a path that does not exist
await client.GET("/repos/{owner}", {});
// @ts-expect-error a path parameter is missing
await client.GET("/repos/{owner}/{repo}", { params: { path: { owner: "a" } } });
export { message, name, state };
`;

const tsconfig = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    module: "nodenext",
    target: "esnext",
    lib: ["esnext", "dom", "dom.iterable"],
    types: [],
  },
  include: ["src"],
};

installPeers(console.error);
const document = findDocument();
if (document === undefined) throw new Error("the document of @octokit/openapi is not there: bun bench/peers.ts");
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, "src"), { recursive: true });
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
writeFileSync(join(folder, "specmill.yaml"), config(document));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
run([join(root, "dist/specmill"), "generate"]);
writeFileSync(join(folder, "src/program.ts"), program);
run([join(root, "node_modules/.bin/tsc"), "-p", "."]);
console.log("the types of GitHub's description compile, and an openapi-fetch program type-checks against them");

function run(command: string[]): void {
  const { exitCode } = Bun.spawnSync(command, { cwd: folder, stdout: "inherit", stderr: "inherit" });
  if (exitCode !== 0) process.exit(1);
}
