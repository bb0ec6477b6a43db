/** The class that specmill writes for a table or a view: its properties, and its relations as methods. */
import { castList, defaultList, guardList, hiddenList } from "./_columns.ts";
import type { WrittenDates } from "./_dates.ts";
import { writtenDates } from "./_dates.ts";
import { modelDoc } from "./_doc.ts";
import { banner, classBody, PhpFile, property } from "./_file.ts";
import type { RowKey } from "./_key.ts";
import { isInteger, rowKey } from "./_key.ts";
import { nameInPath } from "./_names.ts";
import { methodText, relationsOf } from "./_relations.ts";
import type { PackContext, Table, TableView } from "./_types.ts";

/** `base`: an abstract class in the namespace `Base`. */
export function modelFile(it: PackContext<TableView>, kind: "base" | "single"): string {
  const { namespace, baseClass } = it.options;
  const name = nameInPath(it.output);
  const file = new PhpFile(it, kind === "base" ? `${namespace}\\Base` : namespace, name);
  const table = it.unit.data;
  const isView = it.unit.kind === "view";
  const key = isView ? { columns: [], isMade: false } : rowKey(table);
  const dates = isView ? {} : writtenDates(table, it.options);
  const relations = relationsOf(table, file);
  const body = classBody([
    traitLines(key, dates, isView, file),
    dateConstants(dates, file),
    tableProperties(table, file),
    keyProperties(key, file),
    dateProperties(dates, it),
    isView ? "" : guardList(table, key, dates, file),
    hiddenList(table, file),
    isView ? "" : defaultList(table, key, file),
    castList(table, key, file),
    it.options.factories && !isView ? factoryMethod(name, file) : "",
    ...relations.methods.map((method) => methodText(method, file)),
  ]);
  const doc = modelDoc(table, relations, file, isView);
  const own = kind === "base" ? `${banner} Yours is ${namespace}\\${name}.` : banner;
  return file.text(`${doc}${kind === "base" ? "abstract " : ""}class ${name} extends ${file.use(baseClass)}\n${body}`, [
    own,
  ]);
}

function traitLines(key: RowKey, { deletedAt }: WrittenDates, isView: boolean, file: PhpFile): string {
  const { namespace, factories, traits } = file.it.options;
  const own = (name: string) => `${namespace}\\Concerns\\${name}`;
  const used = [
    ...traits,
    ...(isView ? [own("IsReadOnly")] : factories ? ["Illuminate\\Database\\Eloquent\\Factories\\HasFactory"] : []),
    ...(key.columns.length > 1 ? [own("HasCompositeKey")] : []),
    ...(key.columns.length === 0 && !isView ? [own("HasNoKey")] : []),
    ...(deletedAt === undefined ? [] : ["Illuminate\\Database\\Eloquent\\SoftDeletes"]),
  ];
  const names = [...new Set(used)]
    .map((name) => file.use(name))
    .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return names.map((name) => `    use ${name};\n`).join("");
}

/** Where Eloquent would look for another column than there is. */
function dateConstants({ createdAt, updatedAt, deletedAt }: WrittenDates, { it }: PhpFile): string {
  const constant = (name: string, value: string | undefined, usual: string) =>
    value === usual ? "" : `    public const ${name} = ${value === undefined ? "null" : it.php.string(value)};\n`;
  const isWritten = createdAt !== undefined || updatedAt !== undefined;
  const both = [constant("CREATED_AT", createdAt, "created_at"), constant("UPDATED_AT", updatedAt, "updated_at")];
  const deleted = deletedAt === undefined ? "" : constant("DELETED_AT", deletedAt, "deleted_at");
  return [...(isWritten ? both : []), deleted].filter((line) => line !== "").join("\n");
}

function tableProperties({ isDefaultSchema, schema, name }: Table, { it }: PhpFile): string {
  const { php, options } = it;
  const table = isDefaultSchema ? name : `${schema}.${name}`;
  const lines = options.connection === "" ? [] : [property("protected $connection", php.string(options.connection))];
  return [...lines, property("protected $table", php.string(table))].join("\n");
}

function keyProperties({ columns, single, isMade }: RowKey, { it }: PhpFile): string {
  const { php } = it;
  const isUsual = single !== undefined && single.name === "id";
  const composite = columns.length > 1 ? [property("protected $compositeKey", columns.map(php.string))] : [];
  const lines = [
    ...(isUsual ? [] : [property("protected $primaryKey", single === undefined ? "null" : php.string(single.name))]),
    ...(single === undefined || isInteger(single) ? [] : [property("protected $keyType", "'string'")]),
    ...(isMade ? [] : [property("public $incrementing", "false")]),
    ...composite,
  ];
  return lines.join("\n");
}

function dateProperties({ createdAt, updatedAt }: WrittenDates, { php, options }: PackContext): string {
  const isWritten = createdAt !== undefined || updatedAt !== undefined;
  const lines = [
    ...(isWritten ? [] : [property("public $timestamps", "false")]),
    ...(options.dateFormat === "" ? [] : [property("protected $dateFormat", php.string(options.dateFormat))]),
  ];
  return lines.join("\n");
}

/** Laravel would look for it among the factories of the application. */
function factoryMethod(name: string, file: PhpFile): string {
  const factory = file.use(`${file.it.options.namespace}\\Factories\\${name}Factory`);
  return `    protected static function newFactory(): ${factory}\n    {\n        return ${factory}::new();\n    }\n`;
}
