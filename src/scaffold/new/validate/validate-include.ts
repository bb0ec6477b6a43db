/** Files that a template includes by a path that stands in it as a text. What is computed shows when it runs. */
import type { Diagnostic } from "#model/diagnostic.ts";
import type { ParsedTemplate } from "../action.ts";
import { ejsCode, hasTags } from "../ejs/code.ts";
import type { TemplatePart } from "../template-part.ts";
import { bodyOf, partProblem } from "../template-part.ts";

/** `include("…"` and `include(templates + "…"`, where nothing more is added to the text. */
const call = /(?<![.\w$])include\s*\(\s*(templates\s*\+\s*)?(["'`])((?:(?!\2)[^\\\n$])*)\2\s*[,)]/dg;

/** `isThere` is asked for paths that count from the templates folder. */
export function includeProblems(parsed: ParsedTemplate, isThere: (path: string) => boolean): readonly Diagnostic[] {
  const part = bodyOf(parsed);
  if (!part.text.includes("include") || !hasTags(part.text)) return [];
  return ejsCode(part.text).tags.flatMap(({ start, code }) =>
    [...code.matchAll(call)].flatMap((found) => problemOf(part, found, start, isThere)),
  );
}

function problemOf(
  part: TemplatePart,
  found: RegExpExecArray,
  start: number,
  isThere: (path: string) => boolean,
): readonly Diagnostic[] {
  const [, templates, , name = ""] = found;
  const [from = 0, to = 0] = found.indices?.[3] ?? [];
  const place = { offset: start + from, length: Math.max(1, to - from) };
  // As EJS has it: a name without an extension is that of an `.ejs` file.
  const path = /\.[^./\\]*$/.test(name) ? name : `${name}.ejs`;
  if (templates !== undefined) {
    if (isThere(path)) return [];
    const notes = ["the path counts from the templates folder, and has to begin with `/`"];
    return [partProblem(part, { message: `there is no file \`${path}\` to include`, notes, ...place })];
  }
  if (/^(?:[/\\]|[A-Za-z]:\\)/.test(name)) return [];
  const notes = [`only absolute paths can be included: \`include(templates + "/${name.replace(/^\.\//, "")}")\``];
  return [partProblem(part, { message: `\`${name}\` is no absolute path`, notes, ...place })];
}
