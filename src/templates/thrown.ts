/** What code of a pack threw, in our words: the engine's sentences made readable, and the text that they are about. */
import { suggestNote } from "#model/suggest.ts";

/** What was in scope, for "did you mean". */
export interface ThrownScope {
  readonly it: object;
  readonly names: readonly string[];
}

export interface ThrownDescription {
  readonly message: string;
  readonly notes: readonly string[];
}

/** One sentence for anything that can be thrown. */
export function describeThrown(thrown: unknown, scope: ThrownScope = { it: {}, names: [] }): ThrownDescription {
  if (!(thrown instanceof Error)) return { message: `the template threw ${inspect(thrown)}`, notes: [] };
  const text = thrown.message;
  const unknown = /^(?:Can't find variable: ([\w$]+)|([\w$]+) is not defined)$/.exec(text);
  const name = unknown?.[1] ?? unknown?.[2];
  if (name !== undefined) {
    return { message: `\`${name}\` is not defined`, notes: suggestNote(name, scope.names).filter(isHint) };
  }
  const call = /^(.+?) is not a function\. \(In '.*', '.*' is .*\)$/s.exec(text)?.[1];
  if (call !== undefined) return { message: `\`${call}\` is not a function`, notes: memberHint(call, scope.it) };
  const property = /^(.*) is not an object \(evaluating '(.*)'\)$/s.exec(text);
  if (property !== null) return { message: `\`${property[2]}\` reads a property of ${property[1]}`, notes: [] };
  const [first = ""] = text.split("\n");
  return { message: first === "" ? `the template threw \`${thrown.name}\`` : first.replace(/\.$/, ""), notes: [] };
}

/**
 * What to mark at an offset where the engine says that something failed. It points somewhere into an expression, at the `(` of a
 * call; its message quotes the expression in backquotes.
 */
export function culprit(
  text: string,
  offset: number,
  message = "",
): { readonly start: number; readonly length: number } {
  const quoted = /`([^`]+)`/.exec(message)?.[1];
  const found = quoted === undefined ? -1 : text.lastIndexOf(quoted, offset);
  if (quoted !== undefined && found >= 0 && found + quoted.length >= offset - 1) {
    return { start: found, length: quoted.length };
  }
  if (text[offset] !== "(") return { start: offset, length: 1 };
  const callee = /[\w$.]*$/.exec(text.slice(Math.max(0, offset - 80), offset))?.[0].length ?? 0;
  return { start: offset - callee, length: Math.max(1, callee) };
}

function memberHint(path: string, it: object): string[] {
  const [group = "", member = "", ...more] = path.split(".");
  const value: unknown = group in it ? it[group as keyof object] : undefined;
  if (more.length > 0 || typeof value !== "object" || value === null) return [];
  return suggestNote(member, Object.keys(value)).filter(isHint);
}

/** A list of all names would be longer than it helps. */
function isHint(note: string): boolean {
  return note.startsWith("did you mean");
}

function inspect(thrown: unknown): string {
  try {
    return JSON.stringify(thrown) ?? String(thrown);
  } catch {
    return `a ${typeof thrown}`;
  }
}
