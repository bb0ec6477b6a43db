/** pack.yaml: what a pack is for and which options it takes. Every problem is reported, each at its own line. */
import { locate } from "#document/locate.ts";
import { pointerOf } from "#document/pointer.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { suggestNote } from "#model/suggest.ts";
import type { Pack, PackOption } from "#model/template.ts";
import { packLimits } from "./front-matter.ts";

export type PackManifest = Pick<Pack, "description" | "source" | "options">;

type ConfigPath = readonly string[];

/** Reports a problem at the key or the value that this path leads to. */
type Report = (message: string, path: ConfigPath, want: "key" | "value", notes?: readonly string[]) => void;

const manifestKeys = ["name", "description", "source", "options"];
const optionKeys = ["type", "description", "default", "values"];
const optionTypes = ["boolean", "string", "number", "list"] as const;
const zero: { readonly [type in PackOption["type"]]: Json } = { boolean: false, string: "", number: 0, list: [] };

/** Reads the manifest; `undefined` after at least one error was reported. */
export async function readPackManifest(
  display: string,
  text: string,
  report: (problem: Diagnostic) => void,
): Promise<PackManifest | undefined> {
  const { parseDocument } = await import("#document/parse.ts");
  const bytes = new TextEncoder().encode(text);
  const value = await parseDocument(
    display,
    bytes,
    packLimits,
    (one) => report({ ...one, code: "pack/invalid" }),
    "yaml",
  );
  if (value === undefined) return undefined;
  let hasProblems = false;
  const at: Report = (message, path, want, notes = []) => {
    hasProblems = true;
    const place = locate(display, bytes, "yaml", pointerOf(path), want);
    report(error("pack/invalid", message, { place, notes }));
  };
  const manifest = checkManifest(value, at);
  return hasProblems ? undefined : manifest;
}

function checkManifest(value: Json, at: Report): PackManifest | undefined {
  if (!isObject(value)) {
    at("a pack.yaml is a mapping", [], "value", ["`source: …` is the least it needs"]);
    return undefined;
  }
  checkKeys(value, [], manifestKeys, at);
  const { name, description = "", source, options = {} } = value;
  if (name !== undefined && typeof name !== "string") at("`name` takes text", ["name"], "value");
  if (typeof description !== "string") at("`description` takes text", ["description"], "value");
  if (source === undefined)
    at("`source` is missing", [], "value", ["it is the kind of source that the pack renders, or `any`"]);
  else if (typeof source !== "string") at("`source` takes the kind of a source, or `any`", ["source"], "value");
  if (!isObject(options)) at("`options` takes a mapping of names to options", ["options"], "value");
  const checked = Object.entries(isObject(options) ? options : {}).map(([key, option]) => [
    key,
    checkOption(key, option, at),
  ]);
  return { description: String(description), source: String(source), options: Object.fromEntries(checked) };
}

function checkOption(name: string, value: Json, at: Report): PackOption | undefined {
  const path = ["options", name];
  if (!isObject(value)) {
    at(`the option \`${name}\` takes a mapping`, path, "key", ["`type: boolean` is the least it needs"]);
    return undefined;
  }
  checkKeys(value, path, optionKeys, at);
  const type = optionTypes.find((one) => one === value.type);
  if (type === undefined) {
    const has = value.type !== undefined;
    const notes = suggestNote(String(value.type ?? ""), optionTypes);
    at(
      has ? `there is no option type \`${String(value.type)}\`` : `the option \`${name}\` has no type`,
      has ? [...path, "type"] : path,
      has ? "value" : "key",
      notes,
    );
    return undefined;
  }
  const { description = "", values } = value;
  if (typeof description !== "string") at("`description` takes text", [...path, "description"], "value");
  const isList = Array.isArray(values) && values.every((one) => typeof one === "string");
  if (values !== undefined && !isList) at("`values` takes a list of texts", [...path, "values"], "value");
  const option: PackOption = {
    type,
    description: String(description),
    default: value.default ?? (isList && type === "string" ? (values[0] ?? "") : zero[type]),
    ...(isList ? { values: values.map(String) } : {}),
  };
  const problem = value.default === undefined ? undefined : optionProblem(option, value.default);
  if (problem !== undefined) at(`\`default\` ${problem.message}`, [...path, "default"], "value", problem.notes);
  return option;
}

function checkKeys(value: JsonObject, path: ConfigPath, known: readonly string[], at: Report): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const where = path.length === 0 ? "a pack.yaml" : "an option";
    at(`${where} has no key \`${key}\``, [...path, key], "key", suggestNote(key, known));
  }
}

export interface OptionProblem {
  /** The rest of a sentence that begins with the name of what was given. */
  readonly message: string;
  readonly notes: readonly string[];
}

/** Why a value does not fit an option. */
export function optionProblem(option: PackOption, value: Json): OptionProblem | undefined {
  const expected = { boolean: "`true` or `false`", string: "text", number: "a number", list: "a list of texts" }[
    option.type
  ];
  const fits =
    option.type === "list"
      ? Array.isArray(value) && value.every((one) => typeof one === "string")
      : typeof value === option.type;
  if (!fits) return { message: `takes ${expected}`, notes: [] };
  const unknown = (Array.isArray(value) ? value : [value]).find(
    (one) => option.values?.includes(String(one)) === false,
  );
  if (unknown === undefined) return undefined;
  return { message: `does not take \`${String(unknown)}\``, notes: suggestNote(String(unknown), option.values ?? []) };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
