/** One domain (PostgreSQL): an alias of what it is made of, or a brand of it. */
import type { Header } from "specmill";
import { commentOf } from "./_comment.ts";
import { driverOf } from "./_driver.ts";
import { OutputFile } from "./_file.ts";
import { typeName } from "./_names.ts";
import type { DomainView, Options, PackContext } from "./_types.ts";
import { valueType } from "./_values.ts";

export const header: Header<DomainView, Options> = {
  each: "domain",
  output: "domains/<%= unit.slug %>.ts",
  when: (it) => it.options.domains !== "inline",
};

export default function domainFile(it: PackContext<DomainView>): string {
  const { data, name } = it.unit;
  const file = new OutputFile(it, "../");
  const type = file.claim(typeName(it, name));
  const { select } = valueType({ file, driver: driverOf(it.options, "postgres"), dialect: "postgres" }, data);
  const base = /[|]/.test(select) ? `(${select})` : select;
  const whole = it.options.domains === "brand" ? `${base} & { readonly __domain: ${it.ts.string(name)} }` : select;
  return file.text([`${commentOf(file, data)}export type ${type} = ${whole};\n`]);
}
