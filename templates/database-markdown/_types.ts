/** The pages of types that a schema defines. */
import { typeText } from "./_columns.ts";
import type { Domain, EnumType, It } from "./_database.ts";
import { code, section } from "./_text.ts";

export function values(it: It, { values: all }: EnumType): string {
  return section("Values", all.map((value) => `- ${it.md.code(value)}`).join("\n"));
}

/** What a domain is made of, and what it adds. */
export function domainParts(it: It, domain: Domain): string {
  const { type, nullable, default: value, collation } = domain;
  const rows = [
    ["Type", typeText(it, { type, ...(domain.enum === undefined ? {} : { enum: domain.enum }) })],
    ["Null", nullable ? "yes" : "no"],
    ["Default", code(it, value)],
    ["Collation", code(it, collation)],
  ].filter(([, text]) => text !== "");
  return it.md.table(["Property", "Value"], rows);
}
