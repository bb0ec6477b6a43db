/**
 * Promise 9: a folder runs no code but its own templates. Whatever a runtime, a bundler or an editor would load from a folder is
 * there, and each would leave a mark; the binary has to behave as if none of it existed.
 */
import { expect, test } from "bun:test";
import packageLock from "../../package-lock.json";
import { inputFiles, newLivingProject } from "../support/living-project.ts";
import type { Files, Run } from "../support/rig.ts";
import { project } from "../support/rig.ts";

const evil = 'require("fs").writeFileSync("MARK", "ran"); console.log("HOSTILE"); process.env.HOSTILE = "1";\n';

/** Whatever specmill is made of, and what its parts would look for: every package that its lock file names. */
const shadowed = [
  "specmill",
  "bun",
  ...Object.keys(packageLock.packages)
    .filter((path) => path.startsWith("node_modules/"))
    .map((path) => path.slice("node_modules/".length)),
];

const traps: Files = {
  "bunfig.toml": 'preload = ["./evil.js"]\n[run]\nbun = true\n[define]\n"process.env.NODE_ENV" = "\'hostile\'"\n',
  "evil.js": evil,
  "evil.ts": evil,
  ".env": "NO_COLOR=\nFORCE_COLOR=1\nSPECMILL_DEBUG=cache,plan\nBUN_OPTIONS=--preload ./evil.js\nHOSTILE=1\n",
  ".env.local": "FORCE_COLOR=1\nHOSTILE=1\n",
  ".env.production": "FORCE_COLOR=1\nHOSTILE=1\n",
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      baseUrl: ".",
      jsx: "react",
      paths: { "*": ["./evil.ts"], "#*": ["./evil.ts"], specmill: ["./evil.ts"] },
    },
  }),
  "jsconfig.json": JSON.stringify({ compilerOptions: { paths: { "*": ["./evil.js"] } } }),
  "package.json": JSON.stringify({
    name: "specmill",
    type: "commonjs",
    main: "./evil.js",
    exports: { ".": "./evil.js" },
    imports: { "#*": "./evil.js" },
    scripts: { preinstall: "node evil.js", prepare: "node evil.js" },
  }),
  ".npmrc": "node-options=--require=./evil.js\n",
  ".yarnrc.yml": "yarnPath: ./evil.js\n",
  ...Object.fromEntries(
    shadowed.flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "99.0.0", main: "index.js" })],
      [`node_modules/${name}/index.js`, evil],
    ]),
  ),
};

/** Uses every part of specmill's own that scaffolding has. */
const scaffold: Files = {
  "_templates/card/new/prompt.js": 'module.exports = [{ type: "input", name: "title", message: "?", initial: "A" }];\n',
  "_templates/card/new/.hygenignore": "*.bak\n",
  "_templates/card/new/card.t":
    "---\nto: cards/<%= h.changeCase.snake(name) %>.txt\nbefore: !!js/regexp /x/\n---\n<%= h.inflection.pluralize(title) %>\n",
};

const commands = [
  ["--version"],
  ["--help"],
  ["generate"],
  ["check"],
  ["list", "units"],
  ["list", "packs"],
  ["new", "--list"],
  ["new", "--validate"],
  ["new", "card", "new", "Ada", "--defaults"],
  ["complete", "--", "new", ""],
  ["doctor"],
  ["generate", "--executor", "threads", "--jobs", "2", "--force"],
];

test("a hostile folder changes nothing: same words, same exit codes, same tree", async () => {
  const files = { ...inputFiles(newLivingProject()), ...scaffold };
  await using plain = project(files);
  await using hostile = project({ ...files, ...traps });
  for (const command of commands) {
    const [expected, found] = [await plain.run(command), await hostile.run(command)];
    expect({ command, ...said(found) }).toEqual({ command, ...said(expected) });
  }
  expect(hostile.has("MARK")).toBe(false);
  expect(withoutTraps(hostile.tree())).toEqual(plain.tree());
});

test("a `.ts` config and `.ts` templates get specmill's own module, not one that shadows it", async () => {
  const config = `import type { Config } from "specmill";

export default {
  sources: { people: { kind: "data", path: "people.json" } },
  targets: { cards: { source: "people", pack: "./pack", output: "out" } },
} satisfies Config;
`;
  const files: Files = {
    "specmill.config.ts": config,
    "people.json": '[{ "id": "ada", "name": "Ada" }]\n',
    "pack/pack.yaml": "name: cards\ndescription: Cards.\nsource: data\n",
    "pack/card.ts": `import type { Context, Header } from "specmill";

export const header: Header = { each: "record", output: "<%= unit.slug %>.txt" };

export default (it: Context): string => \`\${it.unit.name}\\n\`;
`,
  };
  await using hostile = project({ ...files, ...traps });
  const { code, stdout, stderr } = await hostile.run(["generate"]);
  expect({ code, said: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, said: "" });
  expect(hostile.has("MARK")).toBe(false);
  expect(Object.keys(hostile.tree("out"))).toEqual(["ada.txt"]);
});

test("--untrusted runs no code of the folder, and says so with exit code 4", async () => {
  await using strict = project(inputFiles(newLivingProject()));
  const { code, stderr } = await strict.run(["generate", "--untrusted"]);
  expect(code).toBe(4);
  expect(stderr).toContain("untrusted");
  expect(strict.has("out/operations/index.md")).toBe(false);
});

/** Times differ from run to run; nothing else may. */
function said({ code, stdout, stderr }: Run) {
  const still = (text: string) => text.replace(/\b\d+(?:\.\d+)? ?(?:ms|s)\b/g, "TIME");
  return { code, stdout: still(stdout), stderr: still(stderr) };
}

function withoutTraps(tree: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !(path in traps)));
}
