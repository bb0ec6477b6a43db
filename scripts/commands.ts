/**
 * Keeps the parts of docs/commands.md between `<!-- help: NAME -->` and `<!-- /help -->` as the table of commands has them; the prose
 * around them is written by hand. `bun scripts/commands.ts` writes, `--check` exits 1 when the page is not current.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandEntry, Flag } from "#commands/table.ts";
import { commands, commonFlags } from "#commands/table.ts";

const path = "docs/commands.md";

/** The flags that every command takes stand once, under this name. */
const common = "common";

/** The page as it should be. Throws when a command has no place on it, or a place no command. Pure. */
export function withHelp(page: string): string {
  const seen = new Set<string>();
  const text = page.replaceAll(/(<!-- help: (\w+) -->\n)[\s\S]*?(<!-- \/help -->)/g, (_, open, name, close) => {
    seen.add(name);
    return `${open}\n${helpOf(name)}\n${close}`;
  });
  const missing = [common, ...commands.map((command) => command.name)].filter((name) => !seen.has(name));
  if (missing.length > 0) throw new Error(`${path} has no \`<!-- help: ${missing[0]} -->\``);
  return text;
}

function helpOf(name: string): string {
  if (name === common) return flagTable(commonFlags);
  const command = commands.find((one) => one.name === name);
  if (command === undefined) throw new Error(`${path} has help on \`${name}\`, which is no command`);
  return [examples(command), command.flags.length > 0 ? flagTable(command.flags) : ""].filter(Boolean).join("\n");
}

function examples(command: CommandEntry): string {
  const width = Math.max(...command.examples.map(([call]) => call.length));
  const lines = command.examples.map(([call, text]) => `specmill ${call.padEnd(width)}  # ${text}`);
  return ["```sh", ...lines, "```", ""].join("\n");
}

function flagTable(flags: readonly Flag[]): string {
  return ["| flag | |", "|---|---|", ...flags.map(flagRow), ""].join("\n");
}

function flagRow(flag: Flag): string {
  const short = flag.short === undefined ? "" : `\`-${flag.short}\`, `;
  const value = flag.value === undefined ? "" : flag.type === "optional" ? `[=${flag.value}]` : ` ${flag.value}`;
  const hasValues = flag.values !== undefined && flag.type !== "optional";
  const values = hasValues ? `: ${flag.values?.map((one) => `\`${one}\``).join(", ")}` : "";
  return `| ${short}\`--${flag.name}${value}\` | ${flag.text}${values} |`;
}

if (import.meta.main) {
  const file = join(import.meta.dir, "..", path);
  const before = readFileSync(file, "utf8");
  const after = withHelp(before);
  if (before !== after) {
    if (process.argv.includes("--check")) {
      console.error(`not current: ${path} (bun scripts/commands.ts)`);
      process.exit(1);
    }
    writeFileSync(file, after);
    console.error(`wrote ${path}`);
  }
}
