/** The source kind `openapi`: operations, schemas and the other parts of an OpenAPI or Swagger document. */
import type { Source, SourceContext, SourceInput } from "../source.ts";
import type { Document } from "./document.ts";
import { unitKinds } from "./kinds.ts";
import { placeOf, placeProblems } from "./place-problems.ts";
import type { Problem } from "./problem.ts";
import { checkReferences, type Entry, readEntry, readSliced } from "./read.ts";
import type { Selection } from "./select.ts";
import { SliceError } from "./slices.ts";
import { OpenApiUnits } from "./unit-set.ts";
import { makeUnits, type Units } from "./units.ts";
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
    const entry = readEntry(input.options.path, context);
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

function loadSliced(entry: Entry, input: Input, context: SourceContext): Loaded | undefined {
  try {
    const sliced = readSliced(entry, input.limits);
    if (sliced === undefined) return undefined;
    const problems = checkReferences(sliced);
    return { ...unitsOf(sliced.document, input, context, problems), document: sliced.document };
  } catch (fault) {
    if (fault instanceof SliceError) return undefined;
    throw fault;
  }
}

async function loadParsed(entry: Entry, input: Input, context: SourceContext): Promise<Loaded> {
  const { readParsed } = await import("./parsed.ts");
  const { document, problems } = await readParsed(entry, input.limits, context);
  return { ...unitsOf(document, input, context, problems), document };
}

function unitsOf(document: Document, { options }: Input, { memo }: SourceContext, known: readonly Problem[]) {
  const problems = [...known];
  const selections = { include: options.include, exclude: options.exclude };
  const units = makeUnits({ document, memo, selections, report: (problem) => problems.push(problem) });
  return { units, problems };
}
