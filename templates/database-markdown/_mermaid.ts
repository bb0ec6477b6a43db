/**
 * Entity-relationship diagrams as text that Mermaid reads. Its grammar is a list of patterns without contexts, so no
 * character of a name may mean anything to any of them: names stand in quotes, and all but letters, digits and the
 * harmless are written as `#34;`.
 */
import type { It } from "./_database.ts";

/** Mermaid refuses longer texts and more edges: `maxTextSize` and `maxEdges` of its defaults, which GitHub keeps. */
const longest = 50_000;
export const mostEdges = 500;

export interface Entity {
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  readonly type: string;
  readonly name: string;
  /** PK, FK, UK. */
  readonly keys: readonly string[];
}

export interface Edge {
  /** The table that is referred to, and the one that refers. */
  readonly to: string;
  readonly from: string;
  /** The reference may be missing. */
  readonly isOptional: boolean;
  /** At most one row refers to the same. */
  readonly isOne: boolean;
  /** No foreign key stands behind it. */
  readonly isLoose?: boolean;
  /** The columns that refer, or what else it is called by. */
  readonly label: readonly string[];
}

/** The diagram as a code block; `undefined` when Mermaid would not take it. */
export function diagram(it: It, entities: readonly Entity[], edges: readonly Edge[]): string | undefined {
  if (edges.length > mostEdges) return undefined;
  const text = `erDiagram\n${[...entities.map(entityText), ...edges.map(edgeText)].join("\n")}`;
  return text.length >= longest ? undefined : it.md.fence(text, "mermaid");
}

function entityText({ name, attributes }: Entity): string {
  if (attributes.length === 0) return `  ${quoted(name)}`;
  return `  ${quoted(name)} {\n${attributes.map(attributeText).join("\n")}\n  }`;
}

/** A name that had to be changed to be a word is said behind it. */
function attributeText({ type, name, keys }: Attribute): string {
  const shown = word(name);
  const parts = [word(type), shown, keys.join(", "), shown === name ? "" : quoted(name)];
  return `    ${parts.filter((part) => part !== "").join(" ")}`;
}

function edgeText({ to, from, isOptional, isOne, isLoose, label }: Edge): string {
  const line = `${isOptional ? "|o" : "||"}${isLoose ? ".." : "--"}${isOne ? "o|" : "o{"}`;
  return `  ${quoted(to)} ${line} ${quoted(from)} : "${label.map(safe).join(", ")}"`;
}

/** Words that mean something in place of a type or a name, wherever they stand alone. */
const keyWords = /^(?:pk|fk|uk)(?!\w)/i;

/** Type or name of an attribute: ASCII letters, digits, `_` and array brackets. */
function word(text: string): string {
  const found = text.replace(/[^\w[\]]+/g, "_");
  return /^[A-Za-z_]/.test(found) && !keyWords.test(found) ? found : `_${found}`;
}

const plain = /^[A-Za-z][A-Za-z0-9]*(?:[_ ][A-Za-z0-9]+)*$/;

/** `direction LR` anywhere on a line is an order to Mermaid, quotes or not. */
const order = /direction\s+(?:TB|BT|LR|RL)/i;

/** Text as Mermaid shows it again, between quotes: also where it would be Markdown, such as `_x_` or `1. x`. */
function safe(text: string): string {
  return plain.test(text) && !order.test(text) ? text : encode(text);
}

function quoted(text: string): string {
  return `"${safe(text)}"`;
}

/** Letters with marks, digits, and between two of those `_`, `-`, `.` and a space; but `www.` begins a link. */
const harmless = /[\p{L}\p{M}\p{N}]|(?<=[\p{L}\p{M}\p{N}])(?:[_ -]|(?<!www)\.)(?=[\p{L}\p{N}])/iuy;

function encode(text: string): string {
  const isOrder = order.test(text);
  let done = "";
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    harmless.lastIndex = at;
    const stays = harmless.test(text) && !(isOrder && character === " ");
    done += stays ? character : entity(character);
    at += character.length;
  }
  return done;
}

/** What cannot be seen is named: `\u202e`. */
function entity(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (/[\p{C}\u2028\u2029]/u.test(character)) return `#92;u${point.toString(16).padStart(4, "0")}`;
  return `#${point};`;
}
