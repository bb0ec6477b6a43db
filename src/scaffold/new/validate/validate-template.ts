/** Everything that can be known to be wrong with one template without running it. */
import { join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { ActionTemplate, ParsedTemplate } from "../action.ts";
import { toOperations } from "../front-matter/operations.ts";
import { parseTemplate } from "../front-matter/parse.ts";
import { checkParsed } from "../render-action.ts";
import { includeProblems } from "./validate-include.ts";

/** `templates` is the folder of the generators, which `from` and most includes count from. */
export function validateTemplate(template: ActionTemplate, templates: string, fs: FileSystem): readonly Diagnostic[] {
  try {
    const parsed = parseTemplate(template);
    return [
      ...checkParsed(parsed),
      ...attributeProblems(parsed, templates, fs),
      ...includeProblems(parsed, (path) => isFile(join(templates, path), fs)),
    ];
  } catch (thrown) {
    if (thrown instanceof SpecmillError) return thrown.diagnostics;
    throw thrown;
  }
}

/** The rules of the attributes are those of a run; what a tag computes is taken to be as it has to be. */
function attributeProblems(parsed: ParsedTemplate, templates: string, fs: FileSystem): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const rendered = { parsed, attributes: withoutTags(parsed.attributes), body: "" };
  const readFrom = (path: string) => (isFile(join(templates, path), fs) ? new Uint8Array() : undefined);
  const listFrom = (folder: string) => (fs.list(join(templates, folder)) ?? []).map(({ name }) => name);
  const report = (problem: Diagnostic) => problems.push(problem);
  try {
    toOperations(rendered, { compat: "default", report, readFrom, listFrom, cwdSetup: "." });
  } catch (thrown) {
    if (!(thrown instanceof SpecmillError)) throw thrown;
    problems.push(...thrown.diagnostics);
  }
  return problems;
}

/** What a computed value is taken for, where not any text will do. */
const likely: Readonly<Record<string, unknown>> = {
  at_line: 0,
  before: "computed",
  after: "computed",
  skip_if: "computed",
  setup: "computed/computed",
  from: undefined,
};

function withoutTags(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => {
      const isComputed = typeof value === "string" && value.includes("<%");
      return [key, isComputed && Object.hasOwn(likely, key) ? likely[key] : value];
    }),
  );
}

function isFile(path: string, fs: FileSystem): boolean {
  const real = fs.realPath(path);
  return real !== undefined && fs.stamp(real)?.type === "file";
}
