/**
 * specmill run from its sources in a folder of its own, for tests of the command line: they need no build.
 * The environment is made from nothing, so that no test depends on who runs it.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const main = join(import.meta.dir, "..", "..", "src", "main.ts");

export interface SourceRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Folder extends Disposable {
  readonly root: string;
  /** Writes files; `undefined` removes one. */
  write(files: Readonly<Record<string, string | undefined>>): void;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): SourceRun;
  start(args: readonly string[], env?: Readonly<Record<string, string>>): Bun.Subprocess<"ignore", "pipe", "pipe">;
}

/** A new folder that is removed at the end of the block: `using shop = folder({ … })`. */
export function folder(files: Readonly<Record<string, string>>): Folder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "specmill-commands-")));
  const write: Folder["write"] = (more) => {
    for (const [path, content] of Object.entries(more)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      if (content === undefined) rmSync(join(root, path));
      else writeFileSync(join(root, path), content);
    }
  };
  const options = (env: Readonly<Record<string, string>>) => {
    return {
      cwd: root,
      env: { PATH: "/usr/bin:/bin", HOME: tmpdir(), TMPDIR: tmpdir(), ...env },
      stdin: "ignore",
    } as const;
  };
  write(files);
  return {
    root,
    write,
    run(args, env = {}) {
      const run = Bun.spawnSync([process.execPath, main, ...args], { ...options(env), timeout: 60_000 });
      return { code: run.exitCode, stdout: run.stdout.toString(), stderr: run.stderr.toString() };
    },
    start: (args, env = {}) => {
      return Bun.spawn([process.execPath, main, ...args], { ...options(env), stdout: "pipe", stderr: "pipe" });
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Three people and the two templates that make a card of each, and a list. */
export const cards: Readonly<Record<string, string>> = {
  "specmill.yaml": `sources:
  people: { kind: data, path: data/people.yaml, id: id }
targets:
  cards: { source: people, pack: ./templates/card, output: out }
`,
  "data/people.yaml": `- { id: ada, name: Ada, role: analyst }
- { id: grace, name: Grace, role: admiral }
`,
  "templates/card/pack.yaml": "name: card\nsource: data\n",
  "templates/card/card.md.eta": `---
each: record
output: "<%= unit.slug %>.md"
escape: none
---
# <%= unit.data.name %>

<%= unit.data.role %>
`,
  "templates/card/list.md.eta": `---
each: once
output: list.md
escape: none
---
<% for (const person of units("record")) { -%>
- <%= person.id %>
<% } -%>
`,
};

/** Times are not the same twice. */
export function withoutTimes(text: string): string {
  return text.replace(/\d+\.\d+ s\b/g, "N s").replace(/"durationMs":[\d.]+/g, '"durationMs":0');
}
