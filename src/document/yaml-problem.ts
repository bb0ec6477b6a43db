/** Says what is wrong with YAML that the fast parser refused, in our words and with a place. Loads the slow parser; only for problems. */
import type { Document, ErrorCode, Node, Pair, YAMLError } from "yaml";
import type { TextProblem } from "./document-problems.ts";
import { keyText } from "./key-text.ts";

/** The slow parser takes 10 s and 2 GB for more than this. */
const maxCharacters = 20_000_000;

const words: Partial<Record<ErrorCode, readonly [message: string, note?: string]>> = {
  ALIAS_PROPS: ["an alias cannot have an anchor or a tag"],
  BAD_ALIAS: ["this is not a valid alias"],
  BAD_COLLECTION_TYPE: ["the tag does not fit this collection"],
  BAD_DIRECTIVE: ["this directive is not known"],
  BAD_DQ_ESCAPE: ["this escape is not known in double quotes", "write a backslash as `\\\\`, or use single quotes"],
  BAD_INDENT: [
    "the indentation does not fit the lines above",
    "entries of one mapping or list start at the same column",
  ],
  BAD_PROP_ORDER: ["an anchor or a tag stands before the indicator it should follow"],
  BAD_SCALAR_START: ["text cannot begin with this character", "put the text in quotes"],
  BLOCK_AS_IMPLICIT_KEY: [
    "a mapping cannot begin on the line of its key",
    "is a `: ` in text that needs quotes, or a line indented too far?",
  ],
  BLOCK_IN_FLOW: ["a block collection cannot stand in brackets"],
  DUPLICATE_KEY: ["a mapping has the same key twice"],
  IMPOSSIBLE: ["this is not YAML"],
  KEY_OVER_1024_CHARS: ["a key has more than 1024 characters"],
  MISSING_CHAR: ["a `:` with a blank after it is missing behind this key"],
  MULTILINE_IMPLICIT_KEY: ["a key has to stand on one line", "is a `: ` in text that needs quotes or `|`?"],
  MULTIPLE_ANCHORS: ["a value can have only one anchor"],
  MULTIPLE_DOCS: ["there is more than one document"],
  MULTIPLE_TAGS: ["a value can have only one tag"],
  NON_STRING_KEY: ["a key has to be text"],
  TAB_AS_INDENT: ["a tab cannot indent", "indent with spaces"],
  TAG_RESOLVE_FAILED: ["the tag does not fit this value"],
  UNEXPECTED_TOKEN: ["this does not belong here", "does a line start too far to the left, or lack its `-` or key?"],
};

/** `fault` is the message of the fast parser. */
export async function findYamlProblem(text: string, fault: string): Promise<TextProblem> {
  const plain = fault.replace(/^YAML Parse error: /, "");
  const otherwise = { message: `the YAML does not parse: ${plain.charAt(0).toLowerCase()}${plain.slice(1)}` };
  if (text.length > maxCharacters) return otherwise;
  const yaml = await import("yaml");
  const documents = yaml.parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
  const list = Array.isArray(documents) ? documents : [];
  for (const document of list) {
    const first = document.errors[0];
    if (first !== undefined) return describe(yaml, document, first, text);
  }
  return aliasProblem(yaml, list, plain) ?? controlProblem(text) ?? otherwise;
}

/** Whether the slow parser sees a mapping with the same key twice: a second opinion on what the scanner found. */
export async function hasDuplicateKeys(text: string): Promise<boolean> {
  const yaml = await import("yaml");
  const documents = yaml.parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
  let found = false;
  for (const document of Array.isArray(documents) ? documents : []) {
    if (document.errors.length > 0) return true;
    yaml.visit(document, {
      Map(_key, map) {
        const names = map.items.map((pair) => keyName(yaml, pair)).filter((name) => name !== undefined);
        found ||= new Set(names).size < names.length;
      },
    });
  }
  return found;
}

type Yaml = typeof import("yaml");

function keyName(yaml: Yaml, pair: Pair): string | undefined {
  if (!yaml.isScalar(pair.key)) return undefined;
  if (pair.key.type !== "PLAIN") return String(pair.key.value);
  const source = new TextEncoder().encode(pair.key.source ?? String(pair.key.value));
  const name = keyText(source, 0, source.length, 0);
  return name === "<<" ? undefined : name;
}

function describe(yaml: Yaml, document: Document, first: YAMLError, text: string): TextProblem {
  const [start, end] = first.pos;
  const unclosed = findUnclosed(yaml, document, first, text);
  if (unclosed !== undefined) return { offset: start, ...unclosed };
  if (/doc-start/.test(first.message))
    return { offset: start, message: "a line with `---` is missing after the directives" };
  const [message = "this is not YAML", note] = words[first.code] ?? [];
  const shown = first.code === "BAD_SCALAR_START" ? `text cannot begin with \`${text[start]}\`` : message;
  return { offset: start, length: Math.max(1, end - start), message: shown, ...(note === undefined ? {} : { note }) };
}

/** A quote or bracket that is never closed: the parser complains at the end, but the mistake is where it opens. */
function findUnclosed(
  yaml: Yaml,
  document: Document,
  first: YAMLError,
  text: string,
): Pick<TextProblem, "offset" | "message"> | undefined {
  const isQuote = /^Missing closing/.test(first.message);
  if (!isQuote && !/^Flow (map|sequence) in block/.test(first.message)) return undefined;
  let opener: number | undefined;
  const consider = (node: Node) => {
    const start = node.range?.[0] ?? Number.POSITIVE_INFINITY;
    if (start <= first.pos[0] && (isQuote ? /["']/ : /[[{]/).test(text[start] ?? "")) opener = start;
  };
  yaml.visit(
    document,
    isQuote ? { Scalar: (_key, node) => consider(node) } : { Collection: (_key, node) => consider(node) },
  );
  const what = opener === undefined ? (isQuote ? "a quote" : "a bracket") : `\`${text[opener]}\``;
  return { message: `${what} is never closed`, ...(opener === undefined ? {} : { offset: opener }) };
}

function aliasProblem(yaml: Yaml, documents: readonly Document[], fault: string): TextProblem | undefined {
  const isExcessive = fault === "Excessive aliasing";
  if (!isExcessive && fault !== "Unresolved alias") return undefined;
  let problem: TextProblem | undefined;
  for (const document of documents) {
    const anchors = new Set<string>();
    yaml.visit(document, {
      Node(_key, node) {
        if ("anchor" in node && typeof node.anchor === "string") anchors.add(node.anchor);
      },
      Alias(_key, alias) {
        if (!isExcessive && anchors.has(alias.source)) return undefined;
        const [offset = 0, end = offset + 1] = alias.range ?? [];
        problem = isExcessive ? excessive(offset, end) : unresolved(alias.source, offset, end);
        return yaml.visit.BREAK;
      },
    });
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function excessive(offset: number, end: number): TextProblem {
  const message = "the aliases of this document stand for too many values";
  return { offset, length: end - offset, message, note: "aliases of aliases multiply; write the parts out" };
}

function unresolved(name: string, offset: number, end: number): TextProblem {
  return {
    offset,
    length: end - offset,
    message: `there is no anchor \`&${name}\` before this alias`,
    note: "text that begins with `*` needs quotes",
  };
}

function controlProblem(text: string): TextProblem | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what YAML forbids (YAML 1.2.2, 5.1).
  const found = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(text);
  if (found === null) return undefined;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return { offset: found.index, message: `YAML text cannot hold the control character \`U+${code}\`` };
}
