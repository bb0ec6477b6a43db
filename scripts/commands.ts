/**
 * Writes what docs/specmill.yaml makes the page of commands, the man pages and the files for shells from: the table of commands as data.
 * `bun scripts/commands.ts` writes, `--check` exits 1 when a file is not current.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { callOf, exitCodeTexts, flagForms } from "#commands/help.ts";
import type { CommandEntry, Flag } from "#commands/table/entry.ts";
import { commonFlags, groups } from "#commands/table.ts";
import { completionScripts } from "#scaffold/completion/scripts.ts";

/** Project path -> content, of every file that is made here. */
export async function commandData(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["docs/data/commands.json", format(commandTable())],
    ["docs/data/shells.json", format(await shellTable())],
  ]);
}

/** specmill itself comes first, with what is the same for every command. */
function commandTable(): object {
  const exitCodes = exitCodeTexts.map(([code, text]) => ({ code, text }));
  const commands = groups.flatMap((group) => group.commands.map((one) => ({ group: group.title, ...toCommand(one) })));
  return [{ name: "specmill", flags: commonFlags.map(toFlag), exitCodes }, ...commands];
}

function toCommand(command: CommandEntry): object {
  const { name, text, examples } = command;
  return {
    name,
    call: callOf(command),
    text,
    arguments: command.arguments.map((argument) => ({ name: argument.name, text: argument.text })),
    flags: command.flags.map(toFlag),
    examples: examples.map(([call, what]) => ({ call: `specmill ${call}`, text: what })),
  };
}

function toFlag(flag: Flag): object {
  const values = flag.type === "optional" ? undefined : flag.values;
  return { forms: flagForms(flag), text: flag.text, ...(values === undefined ? {} : { values }) };
}

async function shellTable(): Promise<object> {
  const shells = Object.entries(completionScripts);
  return await Promise.all(shells.map(async ([shell, { file, text }]) => ({ shell, file, script: await text() })));
}

function format(data: object): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

if (import.meta.main) {
  const isCheck = process.argv.includes("--check");
  for (const [path, text] of await commandData()) {
    const file = join(import.meta.dir, "..", path);
    if (tryRead(file) === text) continue;
    if (isCheck) {
      console.error(`not current: ${path} (bun scripts/commands.ts, then \`specmill generate --cwd docs\`)`);
      process.exit(1);
    }
    writeFileSync(file, text);
    console.error(`wrote ${path}`);
  }
}

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
