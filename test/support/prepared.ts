/** A project that was generated once, to be copied by every test that begins with one: a copy costs less than a run. */
import { cpSync, lstatSync } from "node:fs";
import { join } from "node:path";
import type { Files, Project, Tree } from "./rig.ts";
import { project, tree } from "./rig.ts";

export interface Prepared {
  /** A copy with its state folder; the stamps in it are those of other files, so that contents decide. */
  copy(): Promise<Project>;
}

/** Nothing runs before the first copy. Call `dispose` when the last test is done. */
export function prepared(files: Files): Prepared & { dispose(): Promise<void> } {
  let made: Promise<Project> | undefined;
  return {
    async copy() {
      made ??= generated(files);
      const copy = project({});
      cpSync((await made).root, copy.root, { recursive: true, preserveTimestamps: true });
      return copy;
    },
    async dispose() {
      await (await made)?.[Symbol.asyncDispose]();
    },
  };
}

/** A new project whose first run succeeded. */
export async function generated(files: Files): Promise<Project> {
  const made = project(files);
  const { code, stdout, stderr } = await made.run(["generate"]);
  if (code !== 0) throw new Error(`exit code ${code}\n${stdout}${stderr}`);
  return made;
}

/** What identifies each file of a folder beside its content: a file that was written again has another inode or another time. */
export function identities(root: string, folder = "."): Tree {
  const at = join(root, folder);
  return Object.fromEntries(
    Object.keys(tree(at)).map((path) => {
      const { ino, mtimeNs } = lstatSync(join(at, path), { bigint: true });
      return [path, `${ino} ${mtimeNs}`];
    }),
  );
}

/** Three people, a card of each and a list: the smallest project in which things can come, go and be left over. */
export const cards: Files = {
  "specmill.yaml": `sources:
  people: { kind: data, path: people.json, id: id }
targets:
  cards: { source: people, pack: ./pack, output: out }
`,
  "people.json": people("ada", "grace", "joan"),
  "pack/pack.yaml": "name: cards\nsource: data\n",
  "pack/card.txt.eta": `---
each: record
output: "<%= unit.slug %>.txt"
---
Dear <%= unit.data.id %>
`,
  "pack/all.txt.eta": `---
each: once
output: all.txt
---
<% for (const person of units("record")) { %>
<%= person.name %>
<% } %>
`,
};

/**
 * A pack whose card of grace is not done before `open` is called, so that a test decides how far a run has come. The gate is a file
 * that is no part of the project's tree.
 */
export function gated(at: Project, body: string): { open(): void } {
  const gate = ".home/gate";
  at.write({
    "pack/_helpers.ts": `import { existsSync } from "node:fs";
export const wait = () => {
  while (!existsSync(${JSON.stringify(join(at.root, gate))})) Bun.sleepSync(5);
  return "";
};
`,
    "pack/card.txt.eta": `---
each: record
output: "<%= unit.slug %>.txt"
---
<% if (unit.data.id === "grace") pack.wait(); %>
${body}
`,
  });
  return { open: () => at.write({ [gate]: "" }) };
}

/** The text of `people.json`, a line a person. */
export function people(...ids: readonly string[]): string {
  return `[\n${ids.map((id) => `  ${JSON.stringify({ id })}`).join(",\n")}\n]\n`;
}
