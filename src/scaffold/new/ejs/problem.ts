/** What a template threw while it was rendered, as a sentence with a place in the file that the user wrote. */
import { culprit, describeThrown } from "#templates/thrown.ts";
import { ejsCode } from "./code.ts";
import { tagAt, templateOffset, thrownAt } from "./place.ts";
import type { EjsFailure } from "./render.ts";
import { EjsSyntaxError } from "./render.ts";
import type { EjsMishap } from "./syntax.ts";
import { explainSyntax } from "./syntax.ts";

/** Names of Node's modules: there in a file of Node, and not in a template. */
const notInTemplates = new Set(["require", "module", "exports", "__dirname"]);

/** Anything that a render threw; `locals` are what it could name. */
export function explainThrown(thrown: unknown, failure: EjsFailure, locals: object): EjsMishap {
  if (thrown instanceof EjsSyntaxError) return explainSyntax(thrown);
  const { message, notes } = describeThrown(thrown, { it: locals, names: Object.keys(locals) });
  const further = [...notes, ...missingName(message), ...memberHint(message)];
  return { message, notes: further, ...whereThrown(thrown, failure, message) };
}

function whereThrown(thrown: unknown, { within }: EjsFailure, message: string) {
  const code = ejsCode(within.text);
  const at = thrownAt(code.source, thrown);
  const tag = at === undefined ? code.tags.find((one) => /\bthrow\b/.test(one.code)) : tagAt(code, at);
  if (tag === undefined) return {};
  const from = at === undefined ? tag.start + tag.code.search(/\S/) : templateOffset(tag, at);
  const { start, length } = culprit(within.text, from, message);
  return { offset: start, length };
}

function missingName(message: string): string[] {
  const name = /^`([\w$]+)` is not defined$/.exec(message)?.[1];
  if (name === undefined) return [];
  if (notInTemplates.has(name))
    return ["templates have no modules: call a function of `helpers` in .hygen.js, or let a hook give the value"];
  return [`pass \`--${name} VALUE\`, or write \`locals.${name}\` where it may be missing`];
}

/** Helpers are the only functions of templates, so a misspelt one is said to be one. */
function memberHint(message: string): string[] {
  const path = /^`(h\.[\w$.]+)` is not a function$/.exec(message)?.[1];
  return path === undefined
    ? []
    : ["helpers are `h.changeCase`, `h.inflection`, `h.path`, `h.capitalize` and those of .hygen.js"];
}
