/** From what zod found to what a user is told: one problem each, with the way out in a note. */

import type * as z from "zod";
import type { ConfigPath } from "#model/config.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { suggest, suggestNote } from "#model/suggest.ts";
import type { Problem } from "./problem.ts";
import { invalid, subjectOf } from "./problem.ts";
import { pathText, valueAt } from "./raw-config.ts";
import { expectedWords, foundWords, knownKeys, schemaAt } from "./schema-words.ts";

type Issue = z.core.$ZodIssue;
/** zod's own type leaves out `options`, which it sets for a discriminator that fits no variant. */
type KindIssue = z.core.$ZodIssueInvalidUnion & { readonly options: readonly string[] };

interface Checked {
  readonly value: Json;
  /** The JSON form of the schema that found the issues. */
  readonly schema: JsonObject;
}

/** The problems that zod's issues stand for. */
export function toProblems(issues: readonly Issue[], checked: Checked): Problem[] {
  const meant = issues.flatMap((issue) => meantKeys(issue, checked));
  return issues
    .filter((issue) => !meant.includes(pathText(pathOf(issue))))
    .flatMap((issue) => translate(issue, checked));
}

/** A key that was misspelt is missing and unknown at once: it is told once, as the unknown one. */
function meantKeys(issue: Issue, { schema, value }: Checked): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = pathOf(issue);
  const meant = issue.keys.map((key) => suggest(key, knownKeys(schema, value, path)));
  return meant.filter((key) => key !== undefined).map((key) => pathText([...path, key]));
}

function translate(issue: Issue, checked: Checked): Problem[] {
  const path = pathOf(issue);
  const found = valueAt(checked.value, path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, checked));
  if (issue.code === "invalid_key") return [badName(path)];
  if (found === undefined) return [missing(path, checked)];
  if (isKindIssue(issue)) return [unknownKind(path, found, issue.options)];
  if (issue.code === "invalid_union" && issue.errors.length > 0) return variantProblems(issue, checked);
  if (issue.code === "invalid_value" && typeof found === "string") return [unknownValue(path, found, issue.values)];
  const expected = schemaAt(checked.schema, checked.value, path);
  return [invalid(path, detail(issue, found, expected), booleanNote(found, expected))];
}

function unknownKey(path: ConfigPath, key: string, { schema, value }: Checked): Problem {
  const where = path.length === 0 ? "" : ` in \`${pathText(path)}\``;
  const known = knownKeys(schema, value, path).filter((one) => one !== "$schema");
  const message = `unknown key \`${key}\`${where}`;
  return { path: [...path, key], part: "key", code: "config/unknown-key", message, notes: suggestNote(key, known) };
}

function badName(path: ConfigPath): Problem {
  const message = `\`${path.at(-1)}\` is not a name`;
  const notes = ["a name starts with a letter or digit and goes on with letters, digits, `.`, `_` and `-`"];
  return { path, part: "key", code: "config/invalid", message, notes };
}

function missing(path: ConfigPath, { schema, value }: Checked): Problem {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const description = schemaAt(schema, value, path)?.description;
  const notes = typeof description === "string" ? [`\`${key}\`: ${description}`] : kindNotes(schema, value, parent);
  return {
    path: parent,
    part: "key",
    code: "config/invalid",
    message: `${subjectOf(parent)} has no \`${key}\``,
    notes,
  };
}

/** A source without `kind` fits no variant yet, so the note lists what there is to choose from. */
function kindNotes(schema: JsonObject, value: Json, parent: ConfigPath): string[] {
  const variants = schemaAt(schema, value, parent)?.oneOf;
  const kinds = (Array.isArray(variants) ? variants : []).map((one) => valueAt(one, ["properties", "kind", "const"]));
  return kinds.length === 0 ? [] : [`known kinds: ${kinds.map((kind) => `\`${kind}\``).join(", ")}`];
}

function isKindIssue(issue: Issue): issue is KindIssue {
  return issue.code === "invalid_union" && Array.isArray((issue as Partial<KindIssue>).options);
}

function unknownKind(path: ConfigPath, kind: Json, known: readonly string[]): Problem {
  if (typeof kind !== "string") return invalid(path, mismatch(kind, { enum: known }));
  const message = `unknown source kind \`${kind}\``;
  return { path, part: "value", code: "config/unknown-kind", message, notes: suggestNote(kind, known) };
}

function unknownValue(path: ConfigPath, found: string, values: readonly unknown[]): Problem {
  return invalid(path, `unknown value \`${found}\``, suggestNote(found, values.map(String)));
}

/** The problems of the variant that fits best: one whose own type is right says more than "none of them". */
function variantProblems(issue: z.core.$ZodIssueInvalidUnion, checked: Checked): Problem[] {
  const path = pathOf(issue);
  const fitting = issue.errors.find((issues) => issues.every(isInside));
  if (fitting !== undefined) {
    return fitting.flatMap((inner) => translate({ ...inner, path: [...path, ...inner.path] }, checked));
  }
  return [invalid(path, mismatch(valueAt(checked.value, path), schemaAt(checked.schema, checked.value, path)))];
}

function isInside(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code !== "invalid_type";
}

function detail(issue: Issue, found: Json, schema: JsonObject | undefined): string {
  if (issue.code === "custom") return issue.message;
  if (issue.code === "too_small") {
    const bound = issue.inclusive === false ? "more than" : "at least";
    return `expected ${boundWords(found, bound, Number(issue.minimum))}`;
  }
  if (issue.code === "too_big") return `expected ${boundWords(found, "at most", Number(issue.maximum))}`;
  if (issue.code === "invalid_type") return mismatch(found, schema);
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function mismatch(found: Json | undefined, schema: JsonObject | undefined): string {
  const expected = expectedWords(schema);
  const what = expected === "a whole number" && typeof found === "number" ? `\`${found}\`` : foundWords(found);
  return `expected ${expected}, found ${what}`;
}

/** YAML 1.2 reads `yes` as text, and quotes make text of anything. */
function booleanNote(found: Json, schema: JsonObject | undefined): string[] {
  if (schema?.type !== "boolean" || typeof found !== "string") return [];
  if (/^(yes|on|true)$/i.test(found)) return ["write `true`, without quotes"];
  return /^(no|off|false)$/i.test(found) ? ["write `false`, without quotes"] : [];
}

function boundWords(found: Json, bound: string, limit: number): string {
  if (typeof found === "number") return `${bound} ${limit}, found ${found}`;
  if (found === "") return "text that is not empty";
  if (typeof found === "string") return `${bound} ${limit} characters, found ${found.length}`;
  const count = Array.isArray(found) ? found.length : Object.keys(found ?? {}).length;
  return `${bound} ${limit} entries, found ${count}`;
}

function pathOf(issue: Issue): (string | number)[] {
  return issue.path as (string | number)[];
}
