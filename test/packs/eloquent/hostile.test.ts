/** Text of a schema cannot break out of the code: whatever its names and comments hold, PHP reads them as the very same text. */
import { expect } from "bun:test";
import type { Table } from "#sources/database/schema.ts";
import { hostileStrings } from "../../fixtures/hostile.ts";
import type { Say } from "../database-markdown/everything.ts";
import { everything, polymorphicOf } from "../database-markdown/everything.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { askPhp, phpTest } from "./php-runtime.ts";
import { folderOf, render, syntaxProblems, unitsOf } from "./support.ts";

/** No database has a NUL in a name. */
const texts = [...new Set([...hostileStrings, ...hostileTexts].map((text) => text.replaceAll("\0", "")))];

interface Reflected {
  readonly tables: { readonly [table: string]: readonly string[] };
  readonly enums: readonly (readonly string[])[];
  readonly morphs: readonly string[];
}

phpTest()(
  "classes with hostile names, comments and defaults load, and say the names of the database",
  async () => {
    const files = new Map<string, string>();
    for (const [number, text] of texts.entries()) {
      for (const [path, code] of await filesWith(text, `H${number}`)) files.set(`H${number}/${path}`, code);
    }
    using folder = folderOf(files);
    expect(syntaxProblems(folder.path)).toBe("");
    const answers = await askPhp<Reflected[]>("reflect.php", { folder: folder.path, count: texts.length });
    expect(answers.length).toBe(texts.length);
    for (const [number, text] of texts.entries()) expect(answers[number]).toEqual(expected(text));
  },
  60_000,
);

function sayWith(text: string): Say {
  return (name) => text + name + text;
}

async function filesWith(text: string, namespace: string): Promise<ReadonlyMap<string, string>> {
  const say = sayWith(text);
  const units = await unitsOf(everything(say), polymorphicOf(say));
  return (await render(units, { namespace, factories: true, fillable: "fillable" })).files;
}

function expected(text: string): Reflected {
  const say: Say = (name) => sayWith(text)(name).toWellFormed();
  const { schemas, defaultSchema } = everything(say);
  const tables = schemas.flatMap((schema) =>
    schema.tables.map((table) => [
      schema.name === defaultSchema ? table.name : `${schema.name}.${table.name}`,
      fillable(table),
    ]),
  );
  const enums = schemas.flatMap((schema) => schema.enums.map(({ values }) => values));
  return { tables: Object.fromEntries(tables), enums, morphs: Object.keys(polymorphicOf(say)["comments.commentable"]) };
}

function fillable({ kind, columns }: Table): string[] {
  if (kind === "view" || kind === "materialized-view") return [];
  return columns
    .filter(
      ({ identity, autoIncrement, generated }) =>
        identity === undefined && autoIncrement === undefined && generated === undefined,
    )
    .map(({ name }) => name);
}
