/** The flags of one action, for whoever types them: what its hook asks for, and what its templates read. Reads every template of it. */
import type { FileSystem } from "#platform/file-system.ts";
import { ejsCode, hasTags } from "../ejs/code.ts";
import { templatePaths } from "../template-files.ts";
import { readHook, readText } from "./action-facts.ts";
import type { JsToken } from "./js-tokens.ts";
import { jsTokens } from "./js-tokens.ts";

/** What every template has, so that nobody gives it. */
const given = new Set([
  ...["h", "name", "Name", "names", "Names", "templates", "actionfolder", "actionFolder", "generator", "action"],
  ...["subaction", "subAction", "_", "ts", "cwd", "attributes", "locals", "include", "escapeFn", "rethrow"],
]);

/** Without the dashes and without `name`, which every action takes: those of the hook first, then those of the templates, sorted. */
export function actionFlags(folder: string, fs: FileSystem): readonly string[] {
  const hook = readHook(folder, fs);
  const read = new Set<string>();
  for (const path of templatePaths(folder, fs)) {
    for (const name of templateNames(readText(path, fs) ?? "", hook === undefined)) read.add(name);
  }
  const all = new Set([...(hook?.names ?? []), ...[...read].sort()]);
  return [...all].filter((name) => !given.has(name));
}

/**
 * `locals.x` in any tag; with `free`, also names that nothing in the template declares. What a hook works out cannot be told from flags,
 * so free names count only without one.
 */
export function templateNames(text: string, free: boolean): readonly string[] {
  if (!hasTags(text)) return [];
  const tokens = ejsCode(text)
    .tags.filter(({ open }) => open !== "<%#" && open !== "<%%")
    .flatMap(({ code }) => [...jsTokens(code).filter(({ kind }) => kind !== "comment"), end]);
  const names = tokens.flatMap((_token, at) => localName(tokens, at) ?? []);
  return free ? [...names, ...freeNames(tokens)] : names;
}

/** Keeps the words of two tags apart. */
const end: JsToken = { kind: "other", text: ";" };

/** `locals.x` and `locals["x"]`. */
function localName(tokens: readonly JsToken[], at: number): string | undefined {
  const [first, second, third] = [tokens[at + 1], tokens[at + 2], tokens[at + 3]];
  if (tokens[at]?.kind !== "word" || tokens[at]?.text !== "locals" || isMember(tokens, at)) return undefined;
  if (first?.text === "." || first?.text === "?.") return second?.kind === "word" ? second.text : undefined;
  return first?.text === "[" && second?.kind === "text" && third?.text === "]" ? second.text : undefined;
}

const keywords = new Set(
  (
    "break case catch class const continue default delete do else extends false finally for function if in instanceof let new null of " +
    "return super switch this throw true try typeof undefined var void while yield async await"
  ).split(" "),
);

function freeNames(tokens: readonly JsToken[]): readonly string[] {
  const declared = declaredNames(tokens);
  return tokens.flatMap(({ kind, text }, at) => {
    const isName = kind === "word" && !keywords.has(text) && !isMember(tokens, at) && !isKey(tokens, at);
    return isName && !declared.has(text) && !(text in globalThis) ? [text] : [];
  });
}

function isMember(tokens: readonly JsToken[], at: number): boolean {
  const before = tokens[at - 1]?.text;
  return tokens[at - 1]?.kind === "other" && (before === "." || before === "?.");
}

/** A key of an object; the `b` of `a ? b : c` stands behind a `?`. */
function isKey(tokens: readonly JsToken[], at: number): boolean {
  return tokens[at + 1]?.text === ":" && /^[{,]$/.test(tokens[at - 1]?.text ?? "");
}

/** Names behind `const`, `let`, `var`, `function` and `class`, parameters, and whatever is assigned. */
function declaredNames(tokens: readonly JsToken[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [at, { kind, text }] of tokens.entries()) {
    const [before, after, next] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]];
    if (kind === "other" && text === "=>") for (const name of parameters(tokens, at - 1)) names.add(name);
    if (kind !== "word" || isMember(tokens, at)) continue;
    const isDeclared = before?.kind === "word" && /^(?:const|let|var|function|class)$/.test(before.text);
    if (isDeclared || (after?.text === "=" && next?.text !== "=")) names.add(text);
    if (before?.text === "const" || before?.text === "let" || before?.text === "var") continue;
    if (text === "const" || text === "let" || text === "var")
      for (const name of pattern(tokens, at + 1)) names.add(name);
    if (text === "function" || text === "catch")
      for (const name of pattern(tokens, at + (after?.text === "(" ? 1 : 2))) names.add(name);
  }
  return names;
}

/** Words from a bracket to its end, when there is one. */
function pattern(tokens: readonly JsToken[], start: number): readonly string[] {
  if (!/^[{[(]$/.test(tokens[start]?.text ?? "")) return [];
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    if (/^[{[(]$/.test(tokens[at]?.text ?? "")) depth++;
    if (/^[}\])]$/.test(tokens[at]?.text ?? "") && --depth === 0) return wordsOf(tokens.slice(start, at));
  }
  return [];
}

/** `x =>` or `(a, { b }) =>`, read from its end. */
function parameters(tokens: readonly JsToken[], last: number): readonly string[] {
  if (tokens[last]?.kind === "word") return [tokens[last].text];
  let depth = 0;
  for (let at = last; at >= 0; at--) {
    if (/^[}\])]$/.test(tokens[at]?.text ?? "")) depth++;
    if (/^[{[(]$/.test(tokens[at]?.text ?? "") && --depth === 0) return wordsOf(tokens.slice(at, last));
  }
  return [];
}

function wordsOf(tokens: readonly JsToken[]): readonly string[] {
  return tokens.filter(({ kind }) => kind === "word").map(({ text }) => text);
}
