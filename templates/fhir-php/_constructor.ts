/** The constructor of a class: every property is a named argument that may be left out, in the order of the definition. */

import { attributeLine } from "./_attribute.ts";
import type { PhpFile } from "./_file.ts";
import { defaultValue, docType, nativeType } from "./_php-types.ts";
import type { Properties, Property } from "./_properties.ts";

/** "" where the inherited one will do. */
export function constructorText({ inherited, own }: Properties, file: PhpFile): string {
  if (own.length === 0) return "";
  const parameters = [...inherited.map(passedOn), ...own.map((property) => promoted(property, file))];
  const call = inherited.map(({ name }) => `$${name}`).join(", ");
  const body = inherited.length === 0 ? "    ) {}\n" : `    ) {\n        parent::__construct(${call});\n    }\n`;
  return `${constructorDoc([...inherited, ...own], own, file)}    public function __construct(\n${parameters.join("")}${body}`;
}

function passedOn(property: Property): string {
  return `        ${nativeType(property)} $${property.name} = ${defaultValue(property)},\n`;
}

function promoted(property: Property, file: PhpFile): string {
  const attribute = property.isSibling ? "" : `        ${attributeLine(property, file)}\n`;
  return `${attribute}        public ${nativeType(property)} $${property.name} = ${defaultValue(property)},\n`;
}

/** What PHP's own types leave open: what lists hold, and what the definition says of a property. */
function constructorDoc(all: readonly Property[], own: readonly Property[], file: PhpFile): string {
  const { options, php } = file.it;
  const told = new Set(options.descriptions ? own : []);
  const lines = all.flatMap((property) => {
    const about = told.has(property) && !property.isSibling ? php.comment(property.field.short ?? "") : "";
    if (about === "" && !property.isList) return [];
    return [`     * @param ${docType(property)} $${property.name}${about === "" ? "" : ` ${about}`}\n`];
  });
  return lines.length === 0 ? "" : `    /**\n${lines.join("")}     */\n`;
}
