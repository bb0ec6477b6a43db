/** The front matter of an Eta template as data. YAML problems have their places in the template, not in a piece of it. */
import { placeAtLine } from "#document/place.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { PackFile } from "#model/template.ts";
import { TemplateError } from "./engines/engine.ts";
import type { FrontMatter } from "./header.ts";
import { frontMatterPlace, splitFrontMatter } from "./header.ts";

/** A header and a manifest are a few lines: what is larger is a mistake. */
export const packLimits: Limits = { documentBytes: 1_000_000, depth: 20, renderMs: 0 };

export interface ReadHeader {
  readonly header: JsonObject;
  readonly bodyLine: number;
}

/** Reads the front matter. Throws TemplateError with its first problem. */
export async function readFrontMatter(file: PackFile, display: string): Promise<ReadHeader> {
  const matter = splitFrontMatter(file, display);
  if (isBlank(matter.yaml)) throw noKeys(file, display, matter);
  const { parseDocument } = await import("#document/parse.ts");
  const problems: Diagnostic[] = [];
  // The line break stands for the opening `---`, so that lines are counted from the top of the file.
  const bytes = new TextEncoder().encode(`\n${matter.yaml}`);
  const header = await parseDocument(display, bytes, packLimits, (problem) => problems.push(problem), "yaml");
  const [first] = problems.filter((problem) => problem.severity === "error");
  if (first !== undefined) throw new TemplateError(inFile(first, file, display));
  if (!isObject(header)) throw noKeys(file, display, matter);
  return { header, bodyLine: matter.bodyLine };
}

function isBlank(yaml: string): boolean {
  return yaml.split("\n").every((line) => /^\s*(?:#|$)/.test(line));
}

function noKeys(file: PackFile, display: string, matter: FrontMatter): TemplateError {
  const place = frontMatterPlace(file, display, matter)();
  const notes = ["`each: …` and `output: …` are the least it needs"];
  return new TemplateError(error("template/header", "the header has no keys", { place, notes }));
}

/** The same problem with the lines of the whole file around it. */
function inFile(problem: Diagnostic, file: PackFile, display: string): Diagnostic {
  const { line, column, frame } = problem.place ?? {};
  if (line === undefined) return { ...problem, code: "template/header" };
  const place = placeAtLine(display, file.text, line, column, frame?.length);
  return { ...problem, code: "template/header", place, notes: problem.notes.map(({ message }) => ({ message })) };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
