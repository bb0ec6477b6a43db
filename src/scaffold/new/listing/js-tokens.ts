/** A light look at JavaScript: enough to find names in code that nobody runs. It knows text and comments from code, and no more. */

export interface JsToken {
  readonly kind: "word" | "text" | "comment" | "template" | "other";
  readonly text: string;
}

const token =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')|(?<template>`(?:[^`\\]|\\[\s\S])*`)|(?<word>[\p{ID_Start}_$][\p{ID_Continue}$]*)|(?<number>\d[\w.]*)|\s+|(?<other>=>|\?\.|\.\.\.|[\s\S])/uy;
const regexp = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** Words behind which a slash begins a regular expression. */
const beforeRegexp = new Set(["return", "typeof", "case", "in", "of", "void", "delete", "throw", "new", "do", "else"]);

/** Everything but blanks, in order. Pure. */
export function jsTokens(source: string): readonly JsToken[] {
  const found: JsToken[] = [];
  let last: JsToken | undefined;
  for (let at = 0; at < source.length; ) {
    const next = regexpAt(source, at, last) ?? tokenAt(source, at);
    at += next.length;
    if (next.token === undefined) continue;
    found.push(next.token);
    if (next.token.kind !== "comment") last = next.token;
  }
  return found;
}

interface Step {
  readonly length: number;
  /** Absent for blanks. */
  readonly token?: JsToken;
}

function tokenAt(source: string, at: number): Step {
  token.lastIndex = at;
  const match = token.exec(source);
  const length = match?.[0].length ?? 1;
  const { comment, text, template, word, number, other } = match?.groups ?? {};
  if (comment !== undefined) return { length, token: { kind: "comment", text: comment } };
  if (text !== undefined) return { length, token: { kind: "text", text: text.slice(1, -1) } };
  if (template !== undefined) return { length, token: { kind: "template", text: template.slice(1, -1) } };
  if (word !== undefined) return { length, token: { kind: "word", text: word } };
  const rest = other ?? number;
  return rest === undefined ? { length } : { length, token: { kind: "other", text: rest } };
}

/** A slash behind a value divides; behind anything else it begins a regular expression, which may hold quotes. */
function regexpAt(source: string, at: number, last: JsToken | undefined): Step | undefined {
  if (source[at] !== "/" || isValue(last)) return undefined;
  if (source[at + 1] === "/" || source[at + 1] === "*") return undefined;
  regexp.lastIndex = at;
  const length = regexp.exec(source)?.[0].length;
  return length === undefined ? undefined : { length, token: { kind: "other", text: "/" } };
}

function isValue(last: JsToken | undefined): boolean {
  if (last === undefined) return false;
  if (last.kind === "word") return !beforeRegexp.has(last.text);
  return last.kind !== "other" || /^(?:[)\]}]|\d.*)$/.test(last.text);
}
