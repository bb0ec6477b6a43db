/** Completion: what `specmill complete` answers, and that real shells do the right thing with it. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { completeWords } from "#commands/complete-words.ts";
import { commands, commonFlags } from "#commands/table.ts";
import { reporters } from "#reporters/registry.gen.ts";
import { builtInPackNames } from "#templates/built-in-packs.ts";
import { converse } from "../support/pseudo-terminal.ts";
import type { Files, Project } from "../support/rig.ts";
import { binary, project } from "../support/rig.ts";
import { readSourceTree, repository, staticReach } from "../support/source-graph.ts";

setDefaultTimeout(60_000);

const shop: Files = {
  "specmill.yaml": `sources: { api: { kind: openapi, path: api.yaml }, people: { kind: data, path: people.csv } }
targets:
  types: { source: api, pack: openapi-typescript, output: src/api }
  docs: { source: api, pack: openapi-markdown, output: docs/api }
`,
  "api.yaml": "openapi: 3.1.0\n",
  "reports/old.json": "{}",
  "_templates/card/new/card.ejs.t": "---\nto: <%= locals.colour %>.txt\n---\nx\n",
  "_templates/card/drop/card.ejs.t": "---\nto: x.txt\n---\nx\n",
};

/** The values that are answered, in their order; the last word is at the cursor. */
async function answers(folder: Project, ...words: string[]): Promise<string[]> {
  const run = await folder.run(["complete", "--", ...words]);
  expect([run.code, run.stderr]).toEqual([0, ""]);
  return run.stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/\t.*/, line.startsWith(":") ? "$&" : ""));
}

/** What the table alone knows. */
function values(...words: string[]): readonly string[] | string {
  const found = completeWords(words.slice(0, -1), words.at(-1) ?? "");
  return "candidates" in found ? found.candidates.map(({ value }) => value) : `${found.offer} ${found.prefix}`;
}

describe("the table offers", () => {
  const names = commands.map(({ name }) => name);
  const reporterNames = Object.keys(reporters);

  test("commands, also behind flags and behind `help`", () => {
    expect(values("")).toEqual([...names, "help"]);
    expect(values("--quiet", "--cwd", "sub", "ch")).toEqual(["check"]);
    expect(values("help", "ge")).toEqual(["generate"]);
    expect(names).not.toContain("complete");
  });

  test("the flags of the command, those that were given left out but for lists", () => {
    expect(values("--")).toEqual(commonFlags.map(({ name }) => `--${name}`));
    expect(values("check", "--sta")).toEqual(["--staged", "--stage", "--stats"]);
    expect(values("check", "--staged", "--sta")).toEqual(["--stage", "--stats"]);
    expect(values("generate", "--overwrite", "a", "--overw")).toEqual(["--overwrite"]);
  });

  test("the values of a flag, in the next word, behind `=` and behind a comma", () => {
    expect(values("generate", "--executor", "")).toEqual(["inline", "threads"]);
    expect(values("generate", "--executor=t")).toEqual(["--executor=threads"]);
    expect(values("--reporter", "")).toEqual(reporterNames);
    expect(values("--reporter", "json,s")).toEqual(["json,sarif"]);
    expect(values("--reporter=json,s")).toEqual(["--reporter=json,sarif"]);
    expect(values("generate", "--stats=")).toEqual(["--stats=json"]);
    expect(values("generate", "--jobs", "")).toEqual([]);
  });

  test("paths where paths are due", () => {
    expect(values("--cwd", "")).toBe("folder ");
    expect(values("--config=a")).toBe("file --config=");
    expect(values("check", "--reporter", "sarif=reports/")).toBe("file sarif=");
    expect(values("check", "--reporter=json,sarif=")).toBe("file --reporter=json,sarif=");
    expect(values("explain", "do")).toBe("file ");
    expect(values("explain", "a", "")).toEqual([]);
    expect(values("eject", "--to", "")).toBe("folder ");
  });

  test("no flags behind `--`, nothing behind the last argument", () => {
    expect(values("generate", "--", "--f")).toBe("target ");
    expect(values("cache", "status", "")).toEqual([]);
  });

  test("something for every flag and argument with a fixed list of values", () => {
    for (const command of commands) {
      for (const flag of [...command.flags, ...commonFlags].filter(
        (one) => one.values !== undefined && one.type !== "optional",
      )) {
        expect(values(command.name, `--${flag.name}`, "")).toEqual(flag.values as string[]);
      }
    }
  });
});

describe("the project offers", () => {
  test.concurrent("targets and sources, as the config is now, each with what it is", async () => {
    await using folder = project(shop);
    expect((await folder.run(["complete", "--", "generate", ""])).stdout).toBe(
      "types\topenapi-typescript -> src/api\ndocs\topenapi-markdown -> docs/api\n",
    );
    expect(await answers(folder, "generate", "types", "")).toEqual(["docs"]);
    expect(await answers(folder, "pull", "p")).toEqual(["people"]);
    mkdirSync(join(folder.root, "sub"));
    expect(await answers(folder, "--cwd", "sub", "check", "d")).toEqual(["docs"]);
    expect((await folder.run(["complete", "--next", "--", "pull"])).stdout).toStartWith("api\t");
  });

  test.concurrent("the names behind `list`", async () => {
    await using folder = project(shop);
    expect(await answers(folder, "list", "units", "")).toEqual(["api", "people"]);
    expect(await answers(folder, "list", "jobs", "")).toEqual(["types", "docs"]);
    expect(await answers(folder, "list", "packs", "")).toEqual(builtInPackNames());
    expect(await answers(folder, "list", "codes", "conf")).toEqual(["config"]);
    expect(await answers(folder, "eject", "openapi-m")).toEqual(["openapi-markdown"]);
  });

  test.concurrent("generators, their actions and the flags of an action", async () => {
    await using folder = project(shop);
    expect(await answers(folder, "new", "")).toEqual(["card"]);
    expect(await answers(folder, "new", "card", "")).toEqual(["drop", "new"]);
    expect(await answers(folder, "new", "card", "new", "--c")).toEqual(["--colour"]);
    expect(await answers(folder, "new", "--l")).toEqual(["--list"]);
    expect(await answers(folder, "new", "--answers", "")).toEqual([":file\t"]);
  });

  test.concurrent("nothing, and no error, where there is none or its config is half written", async () => {
    await using folder = project({});
    expect(await answers(folder, "generate", "")).toEqual([]);
    folder.write({ "specmill.yaml": "targets: { docs: {" });
    expect(await answers(folder, "generate", "")).toEqual([]);
  });

  test.concurrent("what the last run knew of a `.ts` config, which is not run for it", async () => {
    const code =
      "export default { sources: { people: { kind: 'data', path: 'people.csv' } }, targets: { pages: { source: 'people', pack: 'data-markdown', output: 'docs' } } };\n";
    await using folder = project({ "specmill.config.ts": code, "people.csv": "name\nAda\n" });
    expect(await answers(folder, "generate", "")).toEqual([]);
    expect((await folder.run(["generate"])).code).toBe(0);
    folder.write({ "specmill.config.ts": `await Bun.write("ran", "");\n${code}` });
    expect(await answers(folder, "generate", "")).toEqual(["pages"]);
    expect(folder.has("ran")).toBe(false);
  });

  test.concurrent("no code of the folder: neither `.hygen.js` nor prompts are run", async () => {
    const spy = 'require("node:fs").writeFileSync("ran", "");\nmodule.exports = {};\n';
    await using folder = project({ ...shop, ".hygen.js": spy, "_templates/card/new/prompt.js": spy });
    expect(await answers(folder, "new", "card", "")).toEqual(["drop", "new"]);
    expect(folder.has("ran")).toBe(false);
  });

  test.concurrent("no name that a shell could read as more than a word", async () => {
    const bad = ["$(touch ran)", "`touch ran`", "a b", "x;y", "--trust", "it's", "=ls", "a\\nb", "ok.name"];
    const targets = Object.fromEntries(bad.map((name) => [name, { source: "api", pack: "p", output: "o" }]));
    const files = Object.fromEntries(bad.map((name) => [`_templates/${name}/new/a.ejs.t`, "---\nto: a\n---\n"]));
    await using folder = project({ ...files, "specmill.json": JSON.stringify({ targets }) });
    expect(await answers(folder, "generate", "")).toEqual(["ok.name"]);
    expect(await answers(folder, "new", "")).toEqual(["ok.name"]);
  });
});

test("an answer loads neither zod nor yaml nor anything else that is heavy", () => {
  const { packages } = staticReach(readSourceTree(repository), "commands/complete.ts");
  const light = ["node:path", "node:fs", "bun:ffi"];
  expect([...packages.keys()].filter((name) => !light.includes(name) && !name.startsWith("node:os"))).toEqual([]);
});

/** A folder for the PATH of a shell in which `specmill` is the binary. */
function withBinary(folder: Project): string {
  const bin = join(folder.root, ".home", "bin");
  mkdirSync(bin, { recursive: true });
  symlinkSync(binary, join(bin, "specmill"));
  // What stands on the line is not what is asked: a folder cannot bring its own.
  writeFileSync(join(folder.root, "specmill"), "#!/bin/sh\ntouch ran\n");
  chmodSync(join(folder.root, "specmill"), 0o755);
  return `${bin}:/usr/bin:/bin`;
}

/** A shell that is there; in a pipeline all have to be. */
function shell(name: string): { readonly isMissing: boolean; readonly path: string } {
  const path = Bun.which(name, { PATH: "/usr/bin:/bin:/usr/local/bin" });
  if (path === null && process.env.CI !== undefined) throw new Error(`no ${name} here: .ci/services.sh installs it`);
  return { isMissing: path === null, path: path ?? name };
}

/** [what is typed before TAB, what stands there after it]. */
const typed: readonly (readonly [line: string, completed: string])[] = [
  ["specmill gen", "specmill generate "],
  ["specmill generate do", "specmill generate docs "],
  ["specmill generate --expl", "specmill generate --explain "],
  ["specmill check --reporter=gitl", "specmill check --reporter=gitlab "],
  ["specmill check --reporter sarif=repor", "specmill check --reporter sarif=reports/"],
  ["specmill check --reporter=sarif=reports/ol", "specmill check --reporter=sarif=reports/old.json "],
  ["specmill --cwd repor", "specmill --cwd reports/"],
  ["specmill new car", "specmill new card "],
  ["specmill new card dr", "specmill new card drop "],
  ["./specmill generate do", "./specmill generate docs "],
];

interface Typing {
  readonly command: readonly string[];
  readonly load: string;
}

/** Each line is completed by TAB and then printed by the shell itself: the cursor goes to its start, and `echo` is put before it. */
async function typeAndComplete({ command, load }: Typing): Promise<void> {
  await using folder = project(shop);
  const env = { PATH: withBinary(folder), HISTFILE: "/dev/null", PS1: "@@ " };
  const talk = converse(command, { cwd: folder.root, env });
  talk.type(`${load}; echo ready=$((1+1))\r`);
  await talk.until("ready=2");
  for (const [line, completed] of typed) {
    talk.type(`${line}\t`);
    await talk.until(completed.replace(/ $/, ""));
    talk.type(`\x01echo "<\x05>"\r`);
    // zsh takes a space or slash back that it added itself.
    await talk.until(`<${completed.replace(/[ /]$/, "")}`);
  }
  talk.type("exit\r");
  await talk.exited();
  expect(folder.has("ran")).toBe(false);
}

describe.skipIf(process.platform === "win32")("a real shell completes", () => {
  const [bash, zsh, fish] = [shell("bash"), shell("zsh"), shell("fish")];

  test.skipIf(bash.isMissing)("bash", async () => {
    await typeAndComplete({
      command: [bash.path, "--norc", "--noprofile", "-i"],
      load: 'PS1="@@ "; bind "set enable-bracketed-paste off"; source <(specmill completion bash)',
    });
  });

  test.skipIf(zsh.isMissing)("zsh", async () => {
    await typeAndComplete({
      command: [zsh.path, "-f", "-i"],
      load: "autoload -U compinit; compinit -u -D; source <(specmill completion zsh)",
    });
  });

  test.skipIf(fish.isMissing)("fish", async () => {
    await using folder = project(shop);
    const env = { PATH: withBinary(folder), HOME: folder.root };
    const complete = (line: string) => {
      const script = `specmill completion fish | source; complete -C ${JSON.stringify(line)}`;
      const run = Bun.spawnSync([fish.path, "--no-config", "-c", script], { cwd: folder.root, env });
      expect(run.stderr.toString()).toBe("");
      return run.stdout
        .toString()
        .split("\n")
        .filter((one) => one !== "");
    };
    for (const [line, completed] of typed.filter(([one]) => !one.startsWith("./"))) {
      const word = completed.trimEnd().split(" ").at(-1);
      expect(complete(line).map((one) => one.split("\t")[0])).toEqual([word]);
    }
    expect(complete("specmill generate ty")).toEqual(["types\topenapi-typescript -> src/api"]);
    expect(folder.has("ran")).toBe(false);
  });
});

test("the script for PowerShell asks the same way, and says with a flag what an empty word cannot", async () => {
  await using folder = project({});
  const { code, stdout } = await folder.run(["completion", "powershell"]);
  expect(code).toBe(0);
  expect(stdout).toContain("& $binary complete @next '--' @words @current");
  expect(stdout).toContain("'--next'");
});
