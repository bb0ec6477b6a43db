/** The schema that SQL files make: a file, a folder of migrations in the order of their names, a pattern, or several of them. */
import { decodeDocument } from "#document/check-bytes.ts";
import { compareText, error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import { runSqlScripts } from "./dialects/sqlite-scripts.ts";
import type { Options } from "./options.ts";
import type { ReadSchema } from "./origins.ts";

interface Script {
  readonly file: string;
  readonly text: string;
}

export function readScripts(
  schema: NonNullable<Options["schema"]>,
  { name }: SourceInput<Options>,
  context: SourceContext,
): ReadSchema {
  const paths = typeof schema === "string" ? [schema] : schema;
  // What several entries of the list find is run once, where it is found first.
  const files = new Set(paths.flatMap((path) => mustFind(path, name, context)));
  const scripts = [...files].map((file): Script => ({ file, text: withoutDown(textOf(file, context)) }));
  const [first] = scripts;
  return {
    schema: runSqlScripts(scripts, context.report),
    // A table may be made by one script and changed by the next: the first one stands for them all.
    origins: { file: first?.file ?? "", place: () => ({ file: first?.file ?? "" }) },
  };
}

function mustFind(path: string, source: string, context: SourceContext): readonly string[] {
  const found = filesOf(path, context);
  if (found.length > 0) return found;
  const message = `\`schema\` of \`${source}\` finds no SQL file: \`${path}\``;
  const notes = ["name a file, a folder that holds `*.sql` files, or a pattern that matches some"];
  throw new SpecmillError([error("source/missing", message, { place: { file: path }, notes })]);
}

/** What undoes a migration is not part of the schema: `1_start.down.sql`, `1_start/down.sql`, and `U1__start.sql` of Flyway. */
const undoing = /(?:^|[/._-])down\.sql$|(?:^|\/)U\d[\d._]*__[^/]*\.sql$/i;

function filesOf(path: string, { inputs }: SourceContext): readonly string[] {
  if (inputs.exists(path)) return [path];
  const isPattern = /[*?{[]/.test(path);
  const found = inputs.glob(isPattern ? path : `${path.replace(/\/+$/, "")}/**/*.sql`);
  return inOrder(found.filter((file) => undoing.test(path) || !undoing.test(file)));
}

/** Migrations are numbered: `10_b` comes after `2_a`, and a folder's files where its name comes. */
function inOrder(files: readonly string[]): string[] {
  const key = (file: string) => file.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, "").padStart(20, "0"));
  return [...files].sort((a, b) => compareText(key(a), key(b)) || compareText(a, b));
}

function textOf(file: string, { inputs }: SourceContext): string {
  const bytes = inputs.read(file) ?? new Uint8Array();
  const problems: Parameters<SourceContext["report"]>[0][] = [];
  const text = bytes.length === 0 ? "" : decodeDocument(file, bytes, (problem) => problems.push(problem));
  if (text === undefined) throw new SpecmillError(problems);
  return text;
}

const upOrDown = /^\s*--\s*(?:\+(?:goose|migrate)\s+|migrate:\s*)(up|down)\b/i;

/** dbmate, goose and sql-migrate keep both ways in one file. What undoes is left empty, so that lines keep their numbers. */
function withoutDown(text: string): string {
  if (!/--\s*(?:\+goose|\+migrate|migrate:)/i.test(text)) return text;
  let isDown = false;
  const lines = text.split("\n").map((line) => {
    const mark = upOrDown.exec(line)?.[1];
    if (mark !== undefined) isDown = mark.toLowerCase() === "down";
    return isDown ? "" : line;
  });
  return lines.join("\n");
}
