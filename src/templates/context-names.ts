/** The names that stand in scope in every eta template and header expression, next to `it`, `include` and `layout`. */
import type { TemplateContext } from "#model/template.ts";
import { helpers } from "./helpers/registry.gen.ts";

/** The fields of TemplateContext; the type makes sure that none is forgotten. */
const fields: { readonly [name in keyof TemplateContext]: true } = {
  unit: true,
  source: true,
  options: true,
  output: true,
  ref: true,
  find: true,
  units: true,
  link: true,
};

export const contextNames: readonly string[] = [...Object.keys(fields), ...Object.keys(helpers)];
