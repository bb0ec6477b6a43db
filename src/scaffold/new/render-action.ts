/**
 * Renders the templates of an action: in order, in this realm, each attribute and each body with a fresh copy of the
 * locals. What templates make global is seen by the later ones, and gone at the end.
 */

import { placeAt } from "#document/place.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { sortDiagnostics, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { readText } from "#platform/file-system.ts";
import type { ActionTemplate, ParsedTemplate, RenderedTemplate } from "./action.ts";
import { hasTags } from "./ejs/code.ts";
import { TemplateGlobals } from "./ejs/globals.ts";
import { explainOptions, renderWithOptions } from "./ejs/options.ts";
import { explainThrown } from "./ejs/problem.ts";
import type { ReadText } from "./ejs/render.ts";
import { compileEjs, EjsRenderer, EjsSyntaxError, ejsOptions } from "./ejs/render.ts";
import { explainSyntax } from "./ejs/syntax.ts";
import { cutFrontMatter } from "./front-matter/block.ts";
import { parseTemplate } from "./front-matter/parse.ts";
import type { TemplatePart } from "./template-part.ts";
import { attributeOf, bodyOf, partProblem } from "./template-part.ts";

/** All templates, or a SpecmillError with the problems of all of them. `read` is for `include`. */
export function renderAction(
  parsed: readonly ParsedTemplate[],
  locals: Record<string, unknown>,
  read: ReadText = readText,
): readonly RenderedTemplate[] {
  const globals = new TemplateGlobals();
  const action = new ActionRenderer(locals, new EjsRenderer(read, globals.prepare));
  try {
    const rendered = parsed.map((template) => action.template(template));
    if (action.problems.length > 0) throw new SpecmillError(sortDiagnostics(action.problems));
    return rendered;
  } finally {
    globals.restore();
  }
}

/** The problems of one template that can be seen without running it. */
export function checkTemplate(template: ActionTemplate): readonly Diagnostic[] {
  try {
    return checkParsed(parseTemplate(template));
  } catch (thrown) {
    if (thrown instanceof SpecmillError) return thrown.diagnostics;
    throw thrown;
  }
}

/** The same for one whose front matter is read already. */
export function checkParsed(parsed: ParsedTemplate): readonly Diagnostic[] {
  const attributes = strings(parsed.attributes).map(([key, text]) => attributeOf(parsed.template, key, text));
  return sortDiagnostics([...unfinished(parsed), ...[...attributes, bodyOf(parsed)].flatMap(syntaxProblem)]);
}

class ActionRenderer {
  readonly problems: Diagnostic[] = [];
  readonly #locals: Record<string, unknown>;
  readonly #options: readonly string[];
  readonly #ejs: EjsRenderer;

  constructor(locals: Record<string, unknown>, ejs: EjsRenderer) {
    this.#locals = locals;
    this.#options = ejsOptions(locals);
    this.#ejs = ejs;
  }

  /** Attributes first, because the body sees them. */
  template(parsed: ParsedTemplate): RenderedTemplate {
    const attributes: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(parsed.attributes)) {
      attributes[key] = typeof value === "string" ? this.#value(attributeOf(parsed.template, key, value), {}) : value;
    }
    return { parsed, attributes, body: this.#body(bodyOf(parsed), { attributes }) };
  }

  #body(part: TemplatePart, more: object): string {
    const before = this.problems.length;
    const body = this.#value(part, more);
    if (typeof body === "string" || this.problems.length > before) return String(body);
    const notes = ["`return` ends the whole render: put what follows it into `<% if (…) { %> … <% } %>`"];
    this.problems.push(partProblem(part, { message: "the body returns something else than its text", notes }));
    return "";
  }

  /** What a part renders to; what goes wrong is kept, so that the others are looked at too. */
  #value(part: TemplatePart, more: object): unknown {
    try {
      const value = this.#render(part.text, more);
      if (!(value instanceof Promise)) return value;
      value.catch(() => {});
      this.problems.push(
        partProblem(part, {
          message: "the local `async` makes EJS give a promise",
          notes: ["give the flag another name"],
        }),
      );
    } catch (thrown) {
      this.problems.push(this.#problem(part, thrown));
    }
    return undefined;
  }

  #render(text: string, more: object): unknown {
    if (this.#options.length > 0) return renderWithOptions(text, this.#data(more));
    return hasTags(text) ? this.#ejs.render({ text }, this.#data(more)) : text;
  }

  #data(more: object): Record<string, unknown> {
    return { ...this.#locals, ...more, h: { ...(this.#locals.h as object) } };
  }

  #problem(part: TemplatePart, thrown: unknown): Diagnostic {
    if (this.#options.length > 0) return partProblem(part, explainOptions(thrown, this.#options));
    // Nothing is known of what is no object, such as a thrown text.
    const failure = this.#ejs.failure(thrown) ?? { within: { text: part.text }, includedBy: [] };
    return partProblem(part, explainThrown(thrown, failure, this.#locals), failure);
  }
}

function strings(attributes: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(attributes).filter((one): one is [string, string] => typeof one[1] === "string");
}

function syntaxProblem(part: TemplatePart): Diagnostic[] {
  if (!hasTags(part.text)) return [];
  try {
    compileEjs(part.text);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof EjsSyntaxError)) throw thrown;
    return [partProblem(part, explainSyntax(thrown))];
  }
}

/** A block that is opened on the first line and never closed is text to hygen: the template makes nothing, without a word. */
function unfinished({ template }: ParsedTemplate): Diagnostic[] {
  const { text, display } = template;
  if (!/^\uFEFF?(?:---|= yaml =)\r?\n/.test(text) || cutFrontMatter(text) !== undefined) return [];
  const notes = ["end it with a line `---`; as it is, the template makes nothing"];
  return [
    warning("scaffold/front-matter", "the front matter is not closed", {
      place: placeAt(display, text, 0, { length: 3 }),
      notes,
    }),
  ];
}
