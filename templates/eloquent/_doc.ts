/** The doc comment of a model: what its table is, the types of its attributes and relations, and what could not be expressed. */
import { phpType } from "./_casts.ts";
import type { PhpFile } from "./_file.ts";
import type { Relations } from "./_relations.ts";
import { tableName } from "./_relations.ts";
import type { Column, Relation, Table } from "./_types.ts";

/** Fields of Model that anybody can see: they hide an attribute of their name. */
const publicFields: ReadonlySet<string> = new Set(
  "exists incrementing preventsLazyLoading timestamps usesUniqueIds wasRecentlyCreated".split(" "),
);

export function modelDoc(table: Table, relations: Relations, file: PhpFile, isReadOnly: boolean): string {
  const { php, options } = file.it;
  const about = options.phpdoc ? php.docLines(table.comment ?? "") : [];
  const tags = options.phpdoc ? [...columnTags(table, file, isReadOnly), ...relationTags(relations)] : [];
  const groups = [about, omissions(relations.omitted, file), tags].filter((group) => group.length > 0);
  if (groups.length === 0) return "";
  const lines = groups.flatMap((group, at) => (at === 0 ? group : ["", ...group]));
  return `/**\n${lines.map((line) => (line === "" ? " *\n" : ` * ${line}\n`)).join("")} */\n`;
}

/** A column that is no name of PHP is read by `getAttribute`. */
function columnTags(table: Table, file: PhpFile, isReadOnly: boolean): string[] {
  const { php } = file.it;
  const named = table.columns.filter(({ name }) => php.isIdentifier(name) && !publicFields.has(name));
  return named.map((column) => {
    const tag = isReadOnly || column.isReadOnly ? "@property-read" : "@property";
    const comment = php.comment(column.comment ?? "");
    return `${tag} ${nullable(column, phpType(column, table, file))} $${column.name}${comment === "" ? "" : ` ${comment}`}`;
  });
}

function nullable(column: Column, type: string): string {
  return column.nullable && type !== "mixed" ? `${type}|null` : type;
}

function relationTags({ methods }: Relations): string[] {
  return methods.map(({ name, valueType }) => `@property-read ${valueType()} $${name}`);
}

/** What is left out is said: a reader would look for it. */
function omissions(omitted: readonly Relation[], file: PhpFile): string[] {
  if (omitted.length === 0) return [];
  const { php } = file.it;
  const lines = omitted.map(({ name, table, columns, references, through }) => {
    const target = table === undefined ? "" : tableName(through?.table ?? table);
    return php.comment(`- ${name}: (${columns.join(", ")}) to ${target} (${references.join(", ")})`);
  });
  return ["Not here, as Eloquent has no relations over several columns:", ...lines];
}
