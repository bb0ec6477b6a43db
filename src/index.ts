/**
 * The public API: what `import … from "specmill"` gives in a config, in a template and in a program.
 * Nothing inside src/ imports this file.
 */

import type { JsonObject } from "#model/json.ts";
import type { TemplateContext, TemplateHeader, UnitView } from "#model/template.ts";
import type { Helpers } from "#templates/helpers/registry.gen.ts";

export type { Json, JsonObject } from "#model/json.ts";
export type { UnitView, UnitViews } from "#model/template.ts";

/** What a template function receives: the unit, its source and options, look-ups and the helper groups. */
export type Context<V = UnitView, O = JsonObject> = TemplateContext<V, O> & Helpers;

/** The `header` that a `.ts` template exports. `output` and `when` may be functions of the context. */
export interface Header<V = UnitView, O = JsonObject> {
  readonly each: string;
  readonly output: string | ((context: Context<V, O>) => string);
  readonly when?: string | ((context: Context<V, O>) => boolean);
  /** `missing`: written when there is no such file, and the user's from then on. Default: `always`. */
  readonly write?: "always" | "missing";
  readonly escape?: TemplateHeader["escape"];
}
