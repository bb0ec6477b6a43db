/** From what zod found to what a user is told: one diagnostic a problem, each with its place, a sentence and the way out. */

import type * as z from "zod";
import type { ConfigPath } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { suggestNote } from "#model/suggest.ts";
import type { Part, RawConfig } from "./raw-config.ts";
import { pathText, valueAt } from "./raw-config.ts";
import { expectedWords, foundWords, knownKeys, schemaAt } from "./schema-words.ts";

/** A problem whose place is not looked up yet. */
export interface Problem {
  readonly path: ConfigPath;
  readonly part: Part;
  readonly code: Diagnostic["code"];
  readonly message: string;
  readonly notes?: readonly string[];
}

type Issue = z.core.$ZodIssue;

/** The problems that zod's issues stand for. `schema` is the JSON form of the schema that found them. */
export function toProblems(issues: readonly Issue[], value: Json, schema: JsonObject): Problem[] {
  return issues.flatMap((issue) => translate(issue, { value, schema }));
}

/** Looks up the places; the order stays. */
export async function toDiagnostics(problems: readonly Problem[], raw: RawConfig): Promise<Diagnostic[]> {
  return await Promise.all(
    problems.map(async ({ path, part, code, message, notes }) =>
      error(code, message, { place: await raw.place(path, part), notes: notes ?? [] }),
    ),
  );
}

interface Checked {
  readonly value: Json;
  readonly schema: JsonObject;
}

function translate(issue: Issue, checked: Checked): Problem[] {
  const path = issue.path as (string | number)[];
  const found = valueAt(checked.value, path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, checked));
  if (issue.code === "invalid_key") return [badName(path)];
  if (found === undefined) return [missing(path, checked)];
  if (isKindIssue(issue)) return [unknownKind(path, found, issue.options)];
  if (issue.code === "invalid_union" && issue.errors.length > 0) return variantProblems(issue, checked);
  if (issue.code === "invalid_value" && typeof found === "string") return [unknownValue(path, found, issue.values)];
  return [invalid(path, detail(issue, found, schemaAt(checked.schema, checked.value, path)))];
}

function unknownKey(path: ConfigPath, key: string, { schema, value }: Checked): Problem {
  const where = path.length === 0 ? "" : ` in \`${pathText(path)}\``;
  const notes = suggestNote(
    key,
    knownKeys(schema, value, path).filter((known) => known !== "$schema"),
  );
  return {
    path: [...path, key],
    part: "key",
    code: "config/unknown-key",
    message: `unknown key \`${key}\`${where}`,
    notes,
  };
}

function badName(path: ConfigPath): Problem {
  const message = `\`${path.at(-1)}\` is not a name`;
  const notes = ["a name starts with a letter or digit and goes on with letters, digits, `.`, `_` and `-`"];
  return { path, part: "key", code: "config/invalid", message, notes };
}

function missing(path: ConfigPath, { schema, value }: Checked): Problem {
  const parent = path.slice(0, -1);
  const subject = parent.length === 0 ? "the config" : `\`${pathText(parent)}\``;
  const key = String(path.at(-1));
  const description = schemaAt(schema, value, path)?.description;
  const notes = typeof description === "string" ? [`\`${key}\`: ${description}`] : kindNotes(schema, value, parent);
  return { path: parent, part: "key", code: "config/invalid", message: `${subject} has no \`${key}\``, notes };
}

/** A source without `kind` fits no variant yet, so the note lists what there is to choose from. */
function kindNotes(schema: JsonObject, value: Json, parent: ConfigPath): string[] {
  const variants = schemaAt(schema, value, parent)?.oneOf;
  const kinds = (Array.isArray(variants) ? variants : []).map((one) => valueAt(one, ["properties", "kind", "const"]));
  return kinds.length === 0 ? [] : [`known kinds: ${kinds.map((kind) => `\`${kind}\``).join(", ")}`];
}

function isKindIssue(issue: Issue): issue is Issue & { readonly options: readonly string[] } {
  return issue.code === "invalid_union" && "discriminator" in issue && Array.isArray(issue.options);
}

function unknownKind(path: ConfigPath, kind: Json, known: readonly string[]): Problem {
  if (typeof kind !== "string") return invalid(path, mismatch(kind, { enum: known }));
  const message = `unknown source kind \`${kind}\``;
  return { path, part: "value", code: "config/unknown-kind", message, notes: suggestNote(kind, known) };
}

function unknownValue(path: ConfigPath, found: string, values: readonly unknown[]): Problem {
  const notes = suggestNote(found, values.map(String));
  return { ...invalid(path, `unknown value \`${found}\``), notes };
}

/** The problems of the variant that fits best: one whose own type is right says more than "none of them". */
function variantProblems(issue: z.core.$ZodIssueInvalidUnion, checked: Checked): Problem[] {
  const fitting = issue.errors.find((issues) =>
    issues.every((inner) => inner.path.length > 0 || inner.code !== "invalid_type"),
  );
  const { path } = issue;
  if (fitting !== undefined)
    return fitting.flatMap((inner) => translate({ ...inner, path: [...path, ...inner.path] }, checked));
  const at = path as (string | number)[];
  return [invalid(at, mismatch(valueAt(checked.value, at), schemaAt(checked.schema, checked.value, at)))];
}

function invalid(path: ConfigPath, message: string): Problem {
  const subject = path.length === 0 ? "the config" : `\`${pathText(path)}\``;
  return { path, part: "value", code: "config/invalid", message: `${subject}: ${message}` };
}

function detail(issue: Issue, found: Json, schema: JsonObject | undefined): string {
  if (issue.code === "custom") return issue.message;
  if (issue.code === "too_small") return `expected ${boundWords(found, "at least", Number(issue.minimum))}`;
  if (issue.code === "too_big") return `expected ${boundWords(found, "at most", Number(issue.maximum))}`;
  if (issue.code === "invalid_type" || issue.code === "invalid_union") return mismatch(found, schema);
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function mismatch(found: Json | undefined, schema: JsonObject | undefined): string {
  const expected = expectedWords(schema);
  const what = expected === "a whole number" && typeof found === "number" ? `\`${found}\`` : foundWords(found);
  return `expected ${expected}, found ${what}`;
}

function boundWords(found: Json, bound: string, limit: number): string {
  if (typeof found === "number") return `${bound} ${limit}, found ${found}`;
  if (found === "" || (Array.isArray(found) && found.length === 0))
    return `${found === "" ? "text" : "a list"} that is not empty`;
  const unit = typeof found === "string" ? "character" : Array.isArray(found) ? "item" : "entry";
  return `${bound} ${limit} ${unit}${limit === 1 ? "" : unit === "entry" ? "" : "s"}`;
}
