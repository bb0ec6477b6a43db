/** The source kind `openapi`: operations, schemas and the other parts of an OpenAPI or Swagger document. */
import type { Source, SourceContext, SourceInput } from "../source.ts";
import type { Document } from "./document.ts";
import { unitKinds } from "./kinds.ts";
import { placeOf, placeProblems } from "./place-problems.ts";
import type { Problem } from "./problem.ts";
import type { Entry } from "./read.ts";
import { readEntry, readSliced } from "./read.ts";
import type { RecordContext } from "./records.ts";
import { checkReferences } from "./references.ts";
import type { Selection } from "./select.ts";
import { SliceError } from "./slices.ts";
import { OpenApiUnits } from "./unit-set.ts";
import type { Units } from "./units.ts";
import { makeUnits } from "./units.ts";
import { newerProblem } from "./version.ts";

/** As options.ts checks them. */
export type OpenApiOptions = {
  readonly path: string;
  readonly include?: Selection;
  readonly exclude?: Selection;
};

export const source: Source<OpenApiOptions> = {
  kind: "openapi",
  unitKinds,
  async load(input, context) {
    const entry = readEntry(input.options.path, input.limits, context);
    const read = loadSliced(entry, input, context) ?? (await loadParsed(entry, input, context));
    const problems = [...newerProblem(read.document.version, entry.file), ...read.problems];
    for (const diagnostic of placeProblems(problems, context)) context.report(diagnostic);
    return new OpenApiUnits(read.document, read.units, (origin) => placeOf({ ...origin, side: "key" }, context));
  },
};

interface Loaded {
  readonly document: Document;
  readonly units: Units;
  readonly problems: readonly Problem[];
}

type Input = SourceInput<OpenApiOptions>;

/** `undefined` when the document has to be parsed: it is of several files, or some piece of it is not what it looked like. */
function loadSliced(entry: Entry, input: Input, context: SourceContext): Loaded | undefined {
  try {
    const document = readSliced(entry, input.limits);
    if (document === undefined) return undefined;
    const references = checkReferences(document);
    const { units, problems } = unitsOf(document, input, context, references.refer);
    return { document, units, problems: [...references.problems(), ...problems] };
  } catch (fault) {
    if (fault instanceof SliceError) return undefined;
    throw fault;
  }
}

async function loadParsed(entry: Entry, input: Input, context: SourceContext): Promise<Loaded> {
  const { readParsed } = await import("./parsed.ts");
  const { document, problems } = await readParsed(entry, input.limits, context);
  const made = unitsOf(document, input, context, () => {});
  return { document, units: made.units, problems: [...problems, ...made.problems] };
}

function unitsOf(document: Document, { options }: Input, { memo }: SourceContext, refer: RecordContext["refer"]) {
  const problems: Problem[] = [];
  const selections = { include: options.include, exclude: options.exclude };
  const units = makeUnits({ document, memo, selections, refer, report: (problem) => problems.push(problem) });
  return { units, problems };
}
