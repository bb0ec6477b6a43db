/** A factory: a row that the database takes, made from nothing; rows that it must refer to are made with it. */
import { writtenDates } from "./_dates.ts";
import { fakeValue } from "./_fake-values.ts";
import { banner, PhpFile } from "./_file.ts";
import { rowKey } from "./_key.ts";
import { nameInPath } from "./_names.ts";
import { modelOf } from "./_relations.ts";
import type { Column, PackContext, Relation, Table, TableView } from "./_types.ts";

export function factoryFile(it: PackContext<TableView>): string {
  const { namespace, phpdoc } = it.options;
  const name = nameInPath(it.output);
  const file = new PhpFile(it, `${namespace}\\Factories`, name);
  const model = file.use(`${namespace}\\${name.replace(/Factory$/, "")}`);
  const parent = file.use("Illuminate\\Database\\Eloquent\\Factories\\Factory");
  const lines = writtenColumns(it.unit.data, it).map(
    (column) => `            ${attribute(column, it.unit.data, file)}\n`,
  );
  const doc = phpdoc ? it.php.docComment([`@extends ${parent}<${model}>`]).replace("\\@", "@") : "";
  const body = `    protected $model = ${model}::class;

    public function definition(): array
    {
        return [
${lines.join("")}        ];
    }
`;
  return file.text(`${doc}class ${name} extends ${parent}\n{\n${body}}\n`, [banner]);
}

/** What neither the database nor Eloquent fills in. */
function writtenColumns(table: Table, it: PackContext): Column[] {
  const key = rowKey(table);
  const written = new Set<string | undefined>(Object.values(writtenDates(table, it.options)));
  if (key.isMade) written.add(key.single?.name);
  return table.columns.filter(
    ({ name, isReadOnly, autoIncrement }) => !isReadOnly && autoIncrement !== true && !written.has(name),
  );
}

function attribute(column: Column, table: Table, file: PhpFile): string {
  const { php } = file.it;
  const relation = relationOf(column, table);
  const value = relation === undefined ? fakeValue(column, table, file) : foreignValue(relation, column, table, file);
  const note = value === undefined ? ` // ${php.comment(column.type)}: fill it in` : "";
  return `${php.string(column.name)} => ${value ?? "null"},${note}`;
}

/** What a column refers to; a key of that column alone says more than one of several. */
function relationOf({ name }: Column, { relations }: Table): Relation | undefined {
  const fitting = relations.filter(({ kind, columns }) => kind === "belongs-to" && columns.includes(name));
  return fitting.find(({ columns }) => columns.length === 1) ?? fitting[0];
}

/** A row that must be there is made; one that refers back to this table is only looked up, or the two would make one another for ever. */
function foreignValue(relation: Relation, column: Column, table: Table, file: PhpFile): string | undefined {
  if (column.nullable || relation.table === undefined) return "null";
  // Where a part of the key may be missing, it is, and the rest refers to nothing.
  if (relation.nullable) return fakeValue(column, table, file);
  const model = modelOf(relation.table, file);
  if (model === undefined) return undefined;
  const key = file.it.php.string(relation.references[relation.columns.indexOf(column.name)] ?? "");
  const row = isCircle(relation, table) ? `${model}::query()->firstOrFail()` : `${model}::factory()->create()`;
  if (relation.columns.length === 1) return `fn () => ${row}->getAttribute(${key})`;
  const variable = variableOf(relation, file.it);
  return `function () use (&${variable}) {
                return (${variable} ??= ${row})->getAttribute(${key});
            }`;
}

/** Holds the row that several columns refer to together. */
function variableOf({ name }: Relation, { php }: PackContext): string {
  return `$${php.identifier(name)}`;
}

/** The other table refers to this one by a key of its own. */
function isCircle(there: Relation, { relations }: Table): boolean {
  const isWayBack = ({ kind, table }: Relation) =>
    kind !== "belongs-to" && kind !== "many-to-many" && table?.id === there.table?.id;
  return there.isSelf || relations.some(isWayBack);
}
