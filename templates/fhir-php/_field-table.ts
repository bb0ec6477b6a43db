/** The constant by which FhirObject reads and writes JSON: a line a property, with its sibling beside it. */
import type { PhpFile } from "./_file.ts";
import type { Property } from "./_properties.ts";

/** `inherits`: whether there is a class above that has a table, too. */
export function fieldTable(own: readonly Property[], inherits: boolean, file: PhpFile): string {
  if (own.length === 0) return "";
  const lines: string[] = [];
  for (const property of own) {
    const entry = `${file.it.php.string(property.json)} => ${entryText(property, file)},`;
    if (property.isSibling && lines.length > 0) lines.push(`${lines.pop()} ${entry}`);
    else lines.push(entry);
  }
  const body = lines.map((line) => `        ${line}\n`).join("");
  return `    protected const FIELDS = ${inherits ? "parent::FIELDS + " : ""}[\n${body}    ];\n`;
}

/** `[self::OBJECT | self::LIST, HumanName::class]`: kind, class, element that it is a choice for, name in PHP where that is another. */
function entryText(property: Property, { it: { php } }: PhpFile): string {
  const { kind, isList, className, field, json, name } = property;
  const parts = [
    `self::${kind}${isList ? " | self::LIST" : ""}`,
    className === undefined || kind === "DECIMAL" ? "null" : `${className}::class`,
    field.isChoice ? php.string(field.name) : "null",
    name === json ? "null" : php.string(name),
  ];
  while (parts.at(-1) === "null") parts.pop();
  return `[${parts.join(", ")}]`;
}
