/** A discovered `.eta` template as the renderer runs it. */
import type { Template, TemplateContext } from "#model/template.ts";
import { contextNames } from "../context-names.ts";
import type { CompiledTemplate, PackAccess } from "../engines/engine.ts";
import { escapes } from "../escapes.ts";
import { functionMark, headerPlace } from "../header.ts";
import type { PackModule } from "../pack-module.ts";
import { compileText } from "./compile.ts";
import { compileOutput, compileWhen } from "./expression.ts";
import { templateFailure } from "./failure.ts";
import type { EtaScope } from "./render.ts";
import { extend, renderText } from "./render.ts";
import type { EtaSource } from "./source.ts";
import { bodySource, placeIn, valueSource } from "./source.ts";

/** `helpers` is the module `_helpers.ts` of the pack, when it has one. Throws TemplateError when something does not compile. */
export function compileEta(template: Template, pack: PackAccess, helpers: PackModule | undefined): CompiledTemplate {
  const scope: EtaScope = {
    pack,
    names: helpers === undefined ? contextNames : [...contextNames, "pack"],
    escape: escapes[template.header.escape],
    helperFiles: helpers?.files ?? [],
  };
  const body = bodySource(template.file, template.displayPath, template.bodyLine);
  const compiled = compileText(body, scope.names);
  const { output, when } = compileHeader(template, scope);
  const withPack = (context: TemplateContext): TemplateContext =>
    helpers === undefined ? context : (extend(context, { pack: helpers.exports }) as TemplateContext);
  return {
    output: (context) => output(withPack(context)),
    when: (context) => when(withPack(context)),
    render(context) {
      const it = withPack(context);
      try {
        return renderText(compiled, { it, scope, depth: 0 });
      } catch (thrown) {
        const fallback = () => placeIn(body, Math.max(0, body.text.search(/\bthrow\b/)));
        throw templateFailure(thrown, { it, names: scope.names, pack, fallback });
      }
    },
  };
}

/** The expressions of a header; a value that a `.ts` template gives as a function is not compiled, and must not be asked for. */
export function compileHeader(template: Template, scope: EtaScope): Pick<CompiledTemplate, "output" | "when"> {
  const { output, when = "true" } = template.header;
  return {
    output: output === functionMark ? () => "" : compileOutput(headerSource(template, "output", output), scope),
    when:
      when === functionMark || when === "true" ? () => true : compileWhen(headerSource(template, "when", when), scope),
  };
}

/** What the header of a `.ts` template can use. */
export function headerScope(pack: PackAccess): EtaScope {
  return { pack, names: contextNames, escape: escapes.path, helperFiles: [] };
}

function headerSource(template: Template, key: string, text: string): EtaSource {
  const { line = 1, column = 1 } = headerPlace(template)(key);
  const lines = template.file.text.split("\n").slice(0, line - 1);
  const start = lines.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return valueSource(text, template.file, template.displayPath, start);
}
