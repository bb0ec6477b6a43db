/** What is wrong with the YAML of a front matter, in the file that the user has open, and what to write instead. */
import { placeAt } from "#document/place.ts";
import type { Note } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { ActionTemplate } from "../action.ts";
import type { FrontMatter } from "./block.ts";

/** The parts of js-yaml's exception that are used. */
interface YamlFailure {
  readonly reason?: string;
  readonly mark?: { readonly position?: number };
}

interface Broken {
  readonly template: ActionTemplate;
  readonly cut: FrontMatter;
  /** Offset in the text of the template. */
  readonly offset: number;
  /** The line of `offset`, without its line end. */
  readonly line: string;
  readonly lineStart: number;
}

/** Anything that js-yaml threw about a block. */
export function yamlProblem(template: ActionTemplate, cut: FrontMatter, thrown: unknown): SpecmillError {
  const { reason, mark } = thrown as YamlFailure;
  const broken = locate(template, cut, Math.min(mark?.position ?? 0, Math.max(0, cut.yaml.length - 1)));
  const says = reason ?? (thrown instanceof Error ? thrown.message : String(thrown));
  const { message, notes } = explain(says, broken);
  const place = placeAt(template.display, template.text, broken.offset);
  return new SpecmillError([error("scaffold/front-matter", message, { place, notes })]);
}

interface Explanation {
  readonly message: string;
  readonly notes: readonly (Note | string)[];
}

function explain(reason: string, broken: Broken): Explanation {
  if (/duplicated mapping key/.test(reason)) return duplicate(broken);
  if (/^\s*\t/.test(broken.line) || /\btab\b/.test(reason)) {
    return { message: "the front matter is indented with a tab", notes: ["YAML takes blanks only"] };
  }
  const function_ = /js\/function> explicit tag/.test(reason);
  if (function_)
    return {
      message: "the value of `!!js/function` is no function",
      notes: ["write `!!js/function 'function (x) { … }'`"],
    };
  if (isIndentedAsAWhole(broken)) {
    const notes = ["every line of the front matter is indented: begin its keys at the left margin"];
    return { message: `the front matter is no YAML: ${reason}`, notes };
  }
  const isColon = broken.template.text[broken.offset] === ":" && /^incomplete explicit|^bad indentation/.test(reason);
  const message = `the front matter is no YAML: ${isColon ? "a value without quotes holds `: `" : reason}`;
  return { message, notes: quoteNotes(broken) };
}

function duplicate(broken: Broken): Explanation {
  const { template, cut, lineStart } = broken;
  const key = /^\s*(["']?)(.*?)\1\s*:/.exec(broken.line)?.[2] ?? "";
  const first = new RegExp(`^[ \\t]*(["']?)${RegExp.escape(key)}\\1[ \\t]*:`, "m").exec(
    template.text.slice(cut.yamlStart, lineStart),
  );
  const place =
    first === null
      ? undefined
      : placeAt(template.display, template.text, cut.yamlStart + first.index, { length: key.length });
  const note: Note = { message: "it is here already; keep one of them", ...(place === undefined ? {} : { place }) };
  return { message: `the front matter has \`${key}\` twice`, notes: [note] };
}

/** The block is trimmed before it is parsed, so only its first line loses its indent. */
function isIndentedAsAWhole({ template, cut }: Broken): boolean {
  const before = template.text.slice(template.text.lastIndexOf("\n", cut.yamlStart) + 1, cut.yamlStart);
  return before !== "" && /^[ \t]+$/.test(before) && /\n[ \t]+\S/.test(cut.yaml);
}

/** A value that YAML reads as something else: tags with `: `, `skip_if` with a colon, `@scope/…`, `'a' + b`, which it reports a line later. */
function quoteNotes({ template, line, lineStart }: Broken): readonly string[] {
  const before = /([^\r\n]*)\r?\n$/.exec(template.text.slice(0, lineStart))?.[1] ?? "";
  const candidates = [line, /:[ \t]+["']/.test(before) ? before : ""];
  for (const candidate of candidates) {
    const [, key = "", value = ""] = /^\s*([\w.-]+):[ \t]+([^\s|>].*)$/.exec(candidate) ?? [];
    if (/^["'][^"']*$/.test(value)) return ["the quote is not closed"];
    if (!/^[\w./-]*$/.test(value)) return [`put the value in quotes: \`${key}: ${quoted(value.trimEnd())}\``];
  }
  return [];
}

/** As YAML has it, with the least to escape. A value that begins with a quote ends in the middle: all of it goes into the other kind. */
function quoted(value: string): string {
  return /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`;
}

/** js-yaml points behind what it read: the line end means the line before it. */
function locate(template: ActionTemplate, cut: FrontMatter, position: number): Broken {
  const { yaml } = cut;
  let at = position;
  while (at > 0 && /[\r\n]/.test(yaml[at] ?? "\n")) at--;
  const offset = blamed(yaml, at) + cut.yamlStart;
  const lineStart = template.text.lastIndexOf("\n", offset - 1) + 1;
  const line = /^[^\r\n]*/.exec(template.text.slice(lineStart))?.[0] ?? "";
  return { template, cut, offset, line, lineStart };
}

/**
 * An unquoted value with `: ` in it: js-yaml goes on to the end of the line, or into the next one. The second colon is what it fell over.
 */
function blamed(yaml: string, at: number): number {
  const start = yaml.lastIndexOf("\n", at - 1) + 1;
  const line = /^[^\r\n]*/.exec(yaml.slice(start))?.[0] ?? "";
  const colon = /^\s*[\w.-]+:[ \t]+[^\s"'|>{[].*?(:)(?:\s|$)/.exec(line);
  return colon === null ? at : start + colon[0].replace(/\s$/, "").length - 1;
}
