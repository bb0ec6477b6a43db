/** What can be known of a hook without running it: what it is for, and which values it asks for or takes. */
import type { JsToken } from "./js-tokens.ts";
import { jsTokens } from "./js-tokens.ts";

export interface HookFacts {
  /** First line of the comment that the file begins with. */
  readonly description?: string;
  /** Names of its questions and of the arguments that it reads, in the order of the file. */
  readonly names: readonly string[];
}

/** Pure; runs nothing. */
export function scanHook(source: string): HookFacts {
  const tokens = jsTokens(source.replace(/^\uFEFF?(?:#![^\n]*)?/, ""));
  const code = tokens.filter(({ kind }) => kind !== "comment");
  const names = [...new Set([...questionNames(code), ...argumentNames(code)])];
  const description = leadingComment(tokens);
  return description === undefined ? { names } : { description, names };
}

/** What stands above code without saying what it is for: tools, licences, and the comment of the hooks that hygen writes. */
const boilerplate =
  /^(?:see types of prompts|https?:|eslint|jshint|tslint|prettier|biome|istanbul|c8 |v8 |globals? |@|\/ ?<reference|copyright|licensed|spdx|use strict)/i;

function leadingComment(tokens: readonly JsToken[]): string | undefined {
  const end = tokens.findIndex(({ kind }) => kind !== "comment");
  const comments = end === -1 ? tokens : tokens.slice(0, end);
  // A block that begins with a licence goes on with one; lines of `//` belong together.
  const blocks =
    comments.length > 0 && comments.every(({ text }) => text.startsWith("//")) ? [comments] : split(comments);
  const firsts = blocks.map((block) => block.flatMap(linesOf).find((line) => line !== ""));
  return firsts.find((line) => line !== undefined && !boilerplate.test(line));
}

function split(comments: readonly JsToken[]): readonly (readonly JsToken[])[] {
  return comments.map((comment) => [comment]);
}

function linesOf({ text }: JsToken): readonly string[] {
  const inside = text.startsWith("//") ? text.slice(2) : text.replace(/^\/\*+|\*+\/$/g, "");
  return inside.split("\n").map((line) => line.replace(/^\s*\*?/, "").trim());
}

/** One bracket that is open, and what is known of an object in it. */
interface Open {
  readonly isInChoices: boolean;
  key?: string;
  name?: string;
  isQuestion: boolean;
}

/** A question is an object with a `name` and something that only questions have; choices have names too, and are none. */
function questionNames(code: readonly JsToken[]): readonly string[] {
  const names: string[] = [];
  const open: Open[] = [{ isInChoices: false, isQuestion: false }];
  for (const [at, { kind, text }] of code.entries()) {
    const inside = open.at(-1) as Open;
    if (kind === "other" && /^[{[(]$/.test(text)) {
      open.push({ isInChoices: inside.isInChoices || inside.key === "choices", isQuestion: false });
    } else if (kind === "other" && /^[}\])]$/.test(text)) {
      if (open.length > 1) open.pop();
      if (inside.name !== undefined && inside.isQuestion && !inside.isInChoices) names.push(inside.name);
    } else if (text === "," && kind === "other") {
      delete inside.key;
    } else if (isKey(code, at)) {
      inside.key = text;
      inside.isQuestion ||= ["type", "message", "initial"].includes(text);
    } else if (inside.key === "name" && inside.name === undefined && kind !== "other" && kind !== "word") {
      inside.name = text;
    }
  }
  return names;
}

function isKey(code: readonly JsToken[], at: number): boolean {
  const kind = code[at]?.kind;
  const [before, after] = [code[at - 1]?.text, code[at + 1]?.text];
  if (kind !== "word" && kind !== "text") return false;
  // `message() { … }` is a key as well.
  return (before === "{" || before === ",") && (after === ":" || after === "(");
}

/** `args.x`, `args["x"]` and `const { x } = args`: flags that the hook takes. */
function argumentNames(code: readonly JsToken[]): readonly string[] {
  return code.flatMap(({ kind, text }, at) => {
    if (kind !== "word" || text !== "args" || code[at - 1]?.text === ".") return [];
    const [first, second, third] = [code[at + 1], code[at + 2], code[at + 3]];
    if (first?.text === "." || first?.text === "?.")
      return second?.kind === "word" && !isAssigned(code, at + 3) ? [second.text] : [];
    if (first?.text === "[" && second?.kind === "text" && third?.text === "]") return [second.text];
    return code[at - 1]?.text === "=" && code[at - 2]?.text === "}" ? boundNames(code, at - 3) : [];
  });
}

function isAssigned(code: readonly JsToken[], at: number): boolean {
  return code[at]?.text === "=" && code[at + 1]?.text !== "=";
}

/** The keys of a pattern whose last token is at `end`. */
function boundNames(code: readonly JsToken[], end: number): readonly string[] {
  let start = end;
  while (start >= 0 && code[start]?.text !== "{") start--;
  const inside = code.slice(start + 1, end + 1);
  return inside.flatMap(({ kind, text }, at) =>
    kind === "word" && [undefined, ","].includes(inside[at - 1]?.text) ? [text] : [],
  );
}
