/**
 * A page of the documentation as steps that can be run. Nothing is added to a page for it but what a reader may see or skip:
 * - a ```console block holds calls (`$ …`) with what they print; a line `…` stands for any lines. A call must succeed, unless
 *   `$ echo $?` comes next and shows otherwise;
 * - a fenced block whose first line names a file after the language (```yaml specmill.yaml) is that file of the project; that of a SQLite
 *   file (```sql shop.sqlite) is SQL, which is run in it;
 * - `<!-- edit FILE: THIS -> THAT -->` is what the prose around it asks the reader to do by hand; `\n` in it is a line feed.
 */

export interface Call {
  readonly type: "call";
  readonly command: string;
  /** What it prints on either stream, without the last line feed. */
  readonly printed: string;
  /** Line of the page, from 1. */
  readonly line: number;
}

export interface Write {
  readonly type: "write";
  readonly path: string;
  readonly text: string;
}

export interface Edit {
  readonly type: "edit";
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

export type Step = Call | Write | Edit;

/** Any fenced block. */
export interface Block {
  readonly language: string;
  /** What stands behind the language. */
  readonly info: string;
  readonly text: string;
  /** Line of the page, from 1, of the first line of the text. */
  readonly line: number;
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w*)(?: (.*))?\n([\s\S]*?)^```$/gm)].map((found) => ({
    language: found[1] ?? "",
    info: found[2] ?? "",
    text: found[3] ?? "",
    line: page.slice(0, found.index).split("\n").length + 1,
  }));
}

/** What a reader of the page would do, in order. */
export function stepsOf(page: string): Step[] {
  const placed: { line: number; steps: Step[] }[] = blocksOf(page).map((block) => ({
    line: block.line,
    steps: block.language === "console" ? callsOf(block) : fileOf(block),
  }));
  for (const found of page.matchAll(/^<!-- edit (\S+): (.+) -> (.+) -->$/gm)) {
    const [, path = "", from = "", to = ""] = found;
    placed.push({
      line: page.slice(0, found.index).split("\n").length,
      steps: [{ type: "edit", path, from, to: to.replaceAll("\\n", "\n") }],
    });
  }
  return placed.toSorted((a, b) => a.line - b.line).flatMap(({ steps }) => steps);
}

function callsOf(block: Block): Call[] {
  const calls: { command: string; printed: string[]; line: number }[] = [];
  for (const [at, line] of block.text.trimEnd().split("\n").entries()) {
    if (line.startsWith("$ ")) calls.push({ command: line.slice(2), printed: [], line: block.line + at });
    else calls.at(-1)?.printed.push(line);
  }
  return calls.map(({ printed, ...call }) => ({ type: "call", ...call, printed: printed.join("\n") }));
}

function fileOf({ info, text }: Block): Step[] {
  return info === "" ? [] : [{ type: "write", path: info, text }];
}

/** The page with what calls printed in place of what it shows; a block that leaves lines out (`…`) is left alone. */
export function withPrinted(page: string, printed: ReadonlyMap<Call, string>): string {
  const lines = page.split("\n");
  for (const [call, text] of [...printed].toSorted(([a], [b]) => b.line - a.line)) {
    const shown = call.printed === "" ? [] : call.printed.split("\n");
    if (shown.includes("…")) continue;
    lines.splice(call.line, shown.length, ...(text === "" ? [] : text.split("\n")));
  }
  return lines.join("\n");
}

/** Whether a call printed what the page shows; times and sizes differ from run to run. */
export function isAsShown(printed: string, shown: string): boolean {
  const pattern = steady(shown)
    .split("\n")
    .map((line) => (line === "…" ? "(?:[^\\n]*\\n)*" : `${RegExp.escape(line)}\\n`))
    .join("");
  return new RegExp(`^${pattern}$`).test(`${steady(printed)}\n`);
}

/** The text without what no two runs have in common. */
export function steady(text: string): string {
  return text
    .replace(/ in \d+(?:\.\d+)? s(?=$|;)/gm, " in N s")
    .replace(/"durationMs":[\d.]+/g, '"durationMs":N')
    .replace(/\b\d+(?:\.\d)? (?:B|kB|MB)$/gm, "N kB")
    .replace(/^\d+ results?\b/gm, "N results");
}
