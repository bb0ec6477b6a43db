/**
 * Headers of templates: where the front matter of a file ends, and whether a header says what it must.
 * Every problem of a header is reported, each at its own key.
 */

import { placeAt } from "#document/place.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { JsonObject } from "#model/json.ts";
import { suggestNote } from "#model/suggest.ts";
import type { EscapeContext, PackFile, Template, TemplateHeader } from "#model/template.ts";
import { TemplateError } from "./engines/engine.ts";

/** Stands in a header for an `output` or a `when` that a `.ts` template gives as a function. */
export const functionMark = "(function)";

export interface FrontMatter {
  /** YAML between the two `---` lines. */
  readonly yaml: string;
  /** Line of the file, from 1, at which the body starts. */
  readonly bodyLine: number;
}

const keys = ["each", "output", "when", "escape", "write"];

const contexts: readonly EscapeContext[] = ["none", "code", "markdown", "html", "yaml", "json", "shell", "sql", "path"];

/** By the ending of the output; everything else is not escaped. */
const contextOfEnding: ReadonlyMap<string, EscapeContext> = new Map<string, EscapeContext>([
  ...["md", "mdx", "markdown"].map((ending) => [ending, "markdown"] as const),
  ...["html", "htm", "xml", "svg", "vue"].map((ending) => [ending, "html"] as const),
  ...["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "php", "java", "kt", "cs", "go", "rs", "swift", "dart"].map(
    (ending) => [ending, "code"] as const,
  ),
  ...["c", "h", "cc", "cpp", "hpp", "scala", "groovy", "proto"].map((ending) => [ending, "code"] as const),
  ...["yaml", "yml"].map((ending) => [ending, "yaml"] as const),
  ...["json", "jsonc", "json5", "ndjson"].map((ending) => [ending, "json"] as const),
  ...["sh", "bash", "zsh"].map((ending) => [ending, "shell"] as const),
  ["sql", "sql"],
]);

/** Splits the front matter off. Throws TemplateError when there is none or it never ends. */
export function splitFrontMatter(file: PackFile, display: string): FrontMatter {
  const opened = /^---[ \t]*\n/.exec(file.text);
  if (opened === null) {
    const notes = ["it starts with front matter: a line `---`, then `each: …` and `output: …`, then a line `---`"];
    throw new TemplateError(
      error("template/header", "the template has no header", { place: firstLine(file, display), notes }),
    );
  }
  const rest = file.text.slice(opened[0].length);
  const closed = /^---[ \t]*(?:\n|$)/m.exec(rest);
  if (closed === null) {
    const notes = ["a line `---` ends it"];
    throw new TemplateError(
      error("template/header", "the header never ends", { place: firstLine(file, display), notes }),
    );
  }
  const yaml = rest.slice(0, closed.index);
  return { yaml, bodyLine: yaml.split("\n").length + 2 };
}

/** Finds the place of a key in the header of a file; without a key, that of the header. */
export type HeaderPlace = (key?: string) => Place;

/** The places in the front matter of a file. */
export function frontMatterPlace(file: PackFile, display: string, matter: FrontMatter): HeaderPlace {
  return (key) => {
    if (key === undefined) return firstLine(file, display);
    const found = new RegExp(`^(["']?)${RegExp.escape(key)}\\1[ \\t]*:`, "m").exec(matter.yaml);
    if (found === null) return firstLine(file, display);
    return placeAt(display, file.text, file.text.indexOf("\n") + 1 + found.index, { length: key.length });
  };
}

/** The places in a `header` object of a module. */
export function headerObjectPlace(file: PackFile, display: string): HeaderPlace {
  return (key) => {
    const start = /^export (?:const|let|var) header\b/m.exec(file.text)?.index;
    if (start === undefined) return firstLine(file, display);
    const object = file.text.slice(start);
    const found =
      key === undefined ? null : new RegExp(`(?<=[{,\\s])(["']?)${RegExp.escape(key)}\\1\\s*[:(]`).exec(object);
    if (found === null) return placeAt(display, file.text, start, { length: "export const header".length });
    return placeAt(display, file.text, start + found.index, { length: key?.length ?? 1 });
  };
}

export type HeaderCheck =
  | { readonly header: TemplateHeader; readonly problems?: never }
  | { readonly header?: never; readonly problems: readonly Diagnostic[] };

/** Checks a header as an engine read it and fills in the default of `escape`. `name` is the file's name in the pack. */
export function checkHeader(raw: JsonObject, name: string, placeOf: HeaderPlace): HeaderCheck {
  const problems: Diagnostic[] = [];
  const report = (message: string, key?: string, notes: readonly string[] = []) =>
    problems.push(error("template/header", message, { place: placeOf(key), notes }));

  for (const key of Object.keys(raw)) {
    if (!keys.includes(key)) report(`a header has no key \`${key}\``, key, suggestNote(key, keys));
  }
  const { each, output, when, escape: context, write } = raw;
  if (each === undefined) report("`each` is missing in the header", undefined, ["it names a unit kind, or `once`"]);
  else if (typeof each !== "string" || each === "") report("`each` takes the name of a unit kind, or `once`", "each");
  if (output === undefined) report("`output` is missing in the header", undefined, ["it is the path of the output"]);
  else if (typeof output !== "string" || output.trim() === "") report("`output` takes a path", "output");
  if (when !== undefined && typeof when !== "string" && typeof when !== "boolean") {
    report("`when` takes a JavaScript expression", "when", [
      "quote it when it holds characters that mean something in YAML",
    ]);
  }
  if (context !== undefined && !contexts.some((one) => one === context)) {
    report(`there is no escape \`${String(context)}\``, "escape", suggestNote(String(context), contexts));
  }
  if (write !== undefined && write !== "always" && write !== "missing") {
    report(`\`write\` takes \`always\` or \`missing\``, "write", [
      "`missing` writes a file that is not there yet, and leaves it to whoever edits it from then on",
    ]);
  }
  if (problems.length > 0 || typeof each !== "string" || typeof output !== "string") return { problems };
  const fitting = contexts.find((one) => one === context) ?? defaultEscape(output, name);
  return {
    header: {
      each,
      output,
      escape: fitting,
      ...(when === undefined ? {} : { when: String(when) }),
      ...(write === "missing" ? { write } : {}),
    },
  };
}

/** Whether the source has such units; the caller knows the kinds once the source is loaded. */
export function checkEach(template: Template, kinds: readonly string[]): Diagnostic | undefined {
  const { each } = template.header;
  if (each === "once" || kinds.includes(each)) return undefined;
  const place = headerPlace(template)("each");
  return error("template/header", `the source has no units of kind \`${each}\``, {
    place,
    notes: suggestNote(each, [...kinds, "once"]),
  });
}

/** The places in the header of a template that was discovered. */
export function headerPlace(template: Pick<Template, "file" | "displayPath">): HeaderPlace {
  const { file, displayPath } = template;
  if (!file.text.startsWith("---")) return headerObjectPlace(file, displayPath);
  return frontMatterPlace(file, displayPath, splitFrontMatter(file, displayPath));
}

/** The ending of the output decides; when that is computed, the name of the template does: `page.md.eta`. */
function defaultEscape(output: string, name: string): EscapeContext {
  const ending = /\.(\w+)$/.exec(output)?.[1] ?? /\.(\w+)\.\w+$/.exec(name)?.[1] ?? "";
  return contextOfEnding.get(ending.toLowerCase()) ?? "none";
}

function firstLine(file: PackFile, display: string): Place {
  return placeAt(display, file.text, 0, { length: Math.max(1, file.text.indexOf("\n")) });
}
