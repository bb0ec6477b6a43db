/**
 * The relations of a model as methods. Tables, keys and columns are always written out: what Laravel would guess depends on the names of
 * classes, and on keys of other tables that this file need not know.
 */
import type { PhpFile } from "./_file.ts";
import { methodNames } from "./_method-names.ts";
import { nameInPath } from "./_names.ts";
import type { Options, Relation, Table, TableReference } from "./_types.ts";

export interface RelationMethod {
  readonly relation: Relation;
  readonly name: string;
  /** `HasMany`; undefined for one that Eloquent cannot express: over several columns. */
  readonly type?: string;
  /** The class of the other side. */
  readonly related?: string;
  /** What reading the property gives; imports what it names. */
  valueType(): string;
  readonly call: string;
}

const relationClasses: { readonly [kind in Relation["kind"]]: string } = {
  "belongs-to": "BelongsTo",
  "has-one": "HasOne",
  "has-many": "HasMany",
  "many-to-many": "BelongsToMany",
  "morph-to": "MorphTo",
  "morph-one": "MorphOne",
  "morph-many": "MorphMany",
};

export interface Relations {
  readonly methods: readonly RelationMethod[];
  /** Those that are left out, because Eloquent has none over several columns. */
  readonly omitted: readonly Relation[];
}

export function relationsOf({ relations }: Table, file: PhpFile): Relations {
  const omitted = relations.filter(isComposite);
  const names = methodNames(relations.map(({ name }) => name));
  const methods = relations.flatMap((relation, at): RelationMethod[] => {
    const method = omitted.includes(relation) ? undefined : methodOf(relation, names[at] ?? relation.name, file);
    return method === undefined ? [] : [method];
  });
  return { methods, omitted };
}

function isComposite({ kind, columns, through }: Relation): boolean {
  return kind !== "morph-to" && (columns.length > 1 || (through?.columns.length ?? 1) > 1);
}

function methodOf(relation: Relation, name: string, file: PhpFile): RelationMethod | undefined {
  const { kind } = relation;
  if (kind === "morph-to")
    return {
      relation,
      name,
      ...use(kind, file),
      valueType: () => morphType(relation, file),
      call: morphTo(relation, file),
    };
  const related = relation.table === undefined ? undefined : modelOf(relation.table, file);
  if (related === undefined) return undefined;
  const call = `$this->${callOf(relation, related, file)}`;
  return { relation, name, ...use(kind, file), related, valueType: () => valueType(relation, related, file), call };
}

function use(kind: Relation["kind"], file: PhpFile): { readonly type: string } {
  return { type: file.use(`Illuminate\\Database\\Eloquent\\Relations\\${relationClasses[kind]}`) };
}

/** The user's class for a table; undefined where there is none. Reads nothing but its path. */
export function modelOf(table: TableReference, file: PhpFile): string | undefined {
  const link = file.it.link(table.id);
  return link === undefined ? undefined : file.use(`${file.it.options.namespace}\\${nameInPath(link)}`);
}

function callOf({ kind, columns, references, through, morph }: Relation, related: string, file: PhpFile): string {
  const { php, options } = file.it;
  const [column = "", reference = ""] = [columns[0], references[0]];
  const call = (method: string, ...names: readonly string[]) =>
    `${method}(${[`${related}::class`, ...names.map(php.string)].join(", ")})`;
  if (kind === "belongs-to") return call("belongsTo", column, reference);
  if (kind === "has-one") return call("hasOne", reference, column);
  if (kind === "has-many") return call("hasMany", reference, column);
  if (through !== undefined) {
    const { table, columns: far, references: farKeys, extra } = through;
    const pivot = call("belongsToMany", tableName(table), reference, far[0] ?? "", column, farKeys[0] ?? "");
    return pivot + pivotColumns(extra, options, php.string);
  }
  const { name = "", typeColumn = "", idColumn = "" } = morph ?? {};
  return call(kind === "morph-one" ? "morphOne" : "morphMany", name, typeColumn, idColumn, column);
}

/** What the pivot holds besides its keys. */
function pivotColumns(extra: readonly string[], options: Options, string: (text: string) => string): string {
  const { createdAt, updatedAt } = options;
  const hasBoth = extra.includes(createdAt) && extra.includes(updatedAt);
  const isUsual = createdAt === "created_at" && updatedAt === "updated_at";
  const others = hasBoth ? extra.filter((name) => name !== createdAt && name !== updatedAt) : extra;
  const withPivot = others.length === 0 ? "" : `\n            ->withPivot(${others.map(string).join(", ")})`;
  const named = isUsual ? "" : `${string(createdAt)}, ${string(updatedAt)}`;
  return withPivot + (hasBoth ? `\n            ->withTimestamps(${named})` : "");
}

/** A relation is kept under its name, which has to be that of the method. */
function morphTo({ morph }: Relation, { it }: PhpFile): string {
  const { typeColumn = "", idColumn = "" } = morph ?? {};
  return `$this->morphTo(__FUNCTION__, ${it.php.string(typeColumn)}, ${it.php.string(idColumn)})`;
}

function morphType({ morph, nullable }: Relation, file: PhpFile): string {
  const known = (morph?.targets ?? []).map(({ table }) => modelOf(table, file)).filter((name) => name !== undefined);
  const types = known.length === 0 ? [file.use("Illuminate\\Database\\Eloquent\\Model")] : [...new Set(known)];
  return [...types, ...(nullable ? ["null"] : [])].join("|");
}

function valueType({ kind, nullable }: Relation, related: string, file: PhpFile): string {
  if (kind === "belongs-to" || kind === "has-one" || kind === "morph-one")
    return nullable ? `${related}|null` : related;
  return `${file.use("Illuminate\\Database\\Eloquent\\Collection")}<int, ${related}>`;
}

/** As queries name it: with its schema, unless that is the default one, where a unit goes by its bare name. */
export function tableName({ id, schema, name }: TableReference): string {
  const bare = name.includes(".") ? `"${name}"` : name;
  return id === `table:${bare}` || id === `view:${bare}` ? name : `${schema}.${name}`;
}

export function methodText({ name, type = "", related, call }: RelationMethod, { it }: PhpFile): string {
  const doc = related === undefined || !it.options.phpdoc ? "" : `    /** @return ${type}<${related}, $this> */\n`;
  return `${doc}    public function ${name}(): ${type}\n    {\n        return ${call};\n    }\n`;
}
