/** A part of a template that is rendered by itself, the body or the value of a key, and where it lies in the file. */
import { placeAt } from "#document/place.ts";
import type { Diagnostic, Note, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { ActionTemplate, ParsedTemplate } from "./action.ts";
import type { OptionsMishap } from "./ejs/options.ts";
import { offsetOfLine } from "./ejs/place.ts";
import type { EjsFailure, EjsText } from "./ejs/render.ts";
import { attributePlace } from "./front-matter/attribute-place.ts";
import { cutFrontMatter } from "./front-matter/block.ts";

export interface TemplatePart {
  readonly template: ActionTemplate;
  /** Absent for the body. */
  readonly key?: string;
  readonly text: string;
}

export function bodyOf({ template, body }: ParsedTemplate): TemplatePart {
  return { template, text: body };
}

export function attributeOf(template: ActionTemplate, key: string, text: string): TemplatePart {
  return { template, key, text };
}

/** A problem of a part, or of a file that it includes. */
export function partProblem(part: TemplatePart, mishap: OptionsMishap, failure?: EjsFailure): Diagnostic {
  const file = failure?.within.file;
  const offset = mishap.offset ?? (mishap.line === undefined ? undefined : offsetOfLine(part.text, mishap.line));
  const length = mishap.length === undefined ? {} : { length: mishap.length };
  if (failure === undefined || file === undefined) {
    return error("scaffold/render", mishap.message, { place: partPlace(part, offset, length), notes: mishap.notes });
  }
  const place = placeAt(shown(part.template, file), failure.within.text, offset ?? 0, length);
  const notes = [...mishap.notes, ...failure.includedBy.map((text) => includedFrom(part, text))];
  return error("scaffold/render", mishap.message, { place, notes });
}

function includedFrom(part: TemplatePart, { text, file }: EjsText): Note {
  const at = Math.max(0, text.search(/\binclude\b/));
  const place =
    file === undefined
      ? partPlace(part, at, { length: 7 })
      : placeAt(shown(part.template, file), text, at, { length: 7 });
  return { message: "included from here", place };
}

/** The place of an offset in the part's text; of the key, where the value is not written as it reads. */
function partPlace(part: TemplatePart, offset: number | undefined, options: { readonly length?: number }): Place {
  const { display, text } = part.template;
  const at = part.key === undefined ? inBody(part, offset ?? 0) : inValue(part, part.key, offset);
  if (at === undefined) return attributePlace(part.template, part.key ?? "");
  return placeAt(display, text, at, offset === undefined ? {} : options);
}

/** A body is the file without its front matter, which may have text before it. */
function inBody({ template }: TemplatePart, offset: number): number {
  const cut = cutFrontMatter(template.text);
  return cut === undefined || offset < cut.start ? offset : offset + cut.end - cut.start;
}

/** YAML folds and unescapes: the piece of the value around the offset is looked for behind its key. */
function inValue({ template, text }: TemplatePart, key: string, offset: number | undefined): number | undefined {
  const cut = cutFrontMatter(template.text);
  if (offset === undefined || cut === undefined) return undefined;
  const from = offsetOfLine(template.text, attributePlace(template, key).line ?? 1);
  for (const start of [text.lastIndexOf("<%", offset), offset]) {
    const piece = text.slice(Math.max(0, start)).split(/[\r\n'"]/, 1)[0] ?? "";
    const found = piece === "" ? -1 : template.text.indexOf(piece, from);
    if (found !== -1 && found < cut.end && offset - start < Math.max(1, piece.length))
      return found + offset - Math.max(0, start);
  }
  return undefined;
}

/** A file as the template's own place names its file: from the same folder. */
function shown({ path, display }: ActionTemplate, file: string): string {
  const root = path.endsWith(display) ? path.slice(0, path.length - display.length) : "";
  return root !== "" && file.startsWith(root) ? file.slice(root.length).replaceAll("\\", "/") : file;
}
