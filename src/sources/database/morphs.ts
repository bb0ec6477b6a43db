/** Polymorphic pairs: `commentable_type` and `commentable_id` point to a row of one table or another. Only by option: they are a convention. */

import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { camel } from "#model/names.ts";
import { suggest, suggestNote } from "#model/suggest.ts";
import type { Options } from "./options.ts";
import type { Column } from "./schema.ts";
import type { PlacedTable, TableIndex } from "./table-names.ts";
import { findTable } from "./table-names.ts";

export interface MorphPair {
  readonly owner: PlacedTable;
  /** Camel case: `commentable`. */
  readonly name: string;
  readonly typeColumn: string;
  readonly idColumn: string;
  readonly targets: readonly { readonly value: string; readonly table: PlacedTable }[];
}

/** The pairs that the option asks for, in the order of tables. What it names and the schema does not have is reported. */
export function morphPairs(
  option: Options["polymorphic"],
  tables: TableIndex,
  report: (problem: Diagnostic) => void,
): MorphPair[] {
  if (option === undefined || option === false) return [];
  const found = [...tables.values()].flatMap(pairsOf);
  if (option === true) return found;
  return Object.entries(option).flatMap(([path, targets]) => {
    const pair = pairAt(path, found, tables);
    if (pair === undefined) {
      report(unknownPair(path, found));
      return [];
    }
    return [{ ...pair, targets: targetsOf(path, targets, tables, report) }];
  });
}

function pairsOf(owner: PlacedTable): MorphPair[] {
  const { columns, foreignKeys } = owner.table;
  const keys = new Set(foreignKeys.flatMap((key) => key.columns));
  return columns.flatMap((column): MorphPair[] => {
    const stem = stemOf(column.name);
    const partner = stem === undefined ? undefined : idOf(stem, columns);
    if (stem === undefined || partner === undefined || keys.has(partner.name)) return [];
    return [{ owner, name: camel(stem), typeColumn: column.name, idColumn: partner.name, targets: [] }];
  });
}

/** `commentable` of `commentable_type`. */
function stemOf(typeColumn: string): string | undefined {
  return /^(.+?)_?type$/i.exec(typeColumn)?.[1];
}

/** `commentable_id`, `commentableId` or `CommentableID` for the stem `commentable`. */
function idOf(stem: string, columns: readonly Column[]): Column | undefined {
  const wanted = `${stem.toLowerCase()}id`;
  return columns.find(({ name }) => name.toLowerCase().replace(/_?id$/, "id") === wanted);
}

/** The pair that `comments.commentable` or `archive.comments.commentable` names. */
function pairAt(path: string, pairs: readonly MorphPair[], tables: TableIndex): MorphPair | undefined {
  const dot = path.lastIndexOf(".");
  const owner = findTable(tables, path.slice(0, Math.max(dot, 0)));
  const end = path.slice(dot + 1);
  return pairs.find((one) => one.owner === owner && [one.name, stemOf(one.typeColumn)].includes(end));
}

function targetsOf(
  path: string,
  targets: { readonly [value: string]: string },
  tables: TableIndex,
  report: (problem: Diagnostic) => void,
): MorphPair["targets"] {
  return Object.entries(targets).flatMap(([value, named]) => {
    const table = findTable(tables, named);
    if (table !== undefined) return [{ value, table }];
    const names = [...tables.values()].map(({ reference }) => reference.name);
    report(
      error(
        "database/schema",
        `\`polymorphic\` maps \`${value}\` of \`${path}\` to \`${named}\`, and there is no such table`,
        {
          notes: suggestNote(named, names),
        },
      ),
    );
    return [];
  });
}

function unknownPair(path: string, found: readonly MorphPair[]): Diagnostic {
  const known = found.map(({ owner, name }) => `${owner.reference.name}.${name}`);
  const near = suggest(path, known);
  const pairs = known.length === 0 ? "no table has such a pair" : `the pairs are \`${known.slice(0, 5).join("`, `")}\``;
  return error("database/schema", `\`polymorphic\` names \`${path}\`, and there is no such pair of columns`, {
    notes: [
      ...(near === undefined ? [] : [`did you mean \`${near}\`?`]),
      `a pair is \`<name>_type\` and \`<name>_id\` in one table; ${pairs}`,
    ],
  });
}
