/** `output` and `when` of a header: the same language as a template body, with each problem at its place in the header. */
import { error } from "#model/diagnostic.ts";
import { TemplateError } from "../engines/engine.ts";
import { escapes } from "../escapes.ts";
import { compileExpression, compileText } from "./compile.ts";
import { templateFailure } from "./failure.ts";
import type { EtaScope, EtaSight } from "./render.ts";
import { renderText } from "./render.ts";
import type { EtaSource } from "./source.ts";
import { placeIn } from "./source.ts";

/**
 * A path with `<%= %>`: each value comes out as one path segment, or as a part of one; only literal slashes make folders.
 * A value that is empty is a problem: two units must not meet in one path by accident. `<%~ %>` gives a path as it is.
 */
export function compileOutput(source: EtaSource, scope: EtaScope): (it: object) => string {
  const path: EtaScope = { ...scope, escape: segment };
  const compiled = compileText(source, path.names);
  return (it) => guarded(source, { it, scope: path, depth: 0 }, (sight) => renderText(compiled, sight));
}

/** A condition; whatever JavaScript takes for true is true. */
export function compileWhen(source: EtaSource, scope: EtaScope): (it: object) => boolean {
  const compiled = compileExpression(source, scope.names);
  const unused = { escaped: String, raw: String, include: String, layout: () => {} };
  return (it) => guarded(source, { it, scope, depth: 0 }, () => Boolean(compiled.run(it, unused)));
}

function guarded<T>(source: EtaSource, sight: EtaSight, work: (sight: EtaSight) => T): T {
  try {
    return work(sight);
  } catch (thrown) {
    const { it, scope } = sight;
    const fallback = () => placeIn(source, 0, source.text.length);
    throw templateFailure(thrown, { it, names: scope.names, pack: scope.pack, fallback });
  }
}

function segment(value: string): string {
  if (value !== "") return escapes.path(value);
  throw new TemplateError(error("template/failed", "the value is empty, and an output path needs one"));
}
