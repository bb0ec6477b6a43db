/** YAML, Swagger 2 and documents of several files: parsed whole, put together, and then OpenAPI 3 of one file like any other. */
import { parseDocument } from "#document/parse.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import type { Origin } from "#model/unit.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import type { Lifted } from "./bundle.ts";
import { Bundle } from "./bundle.ts";
import type { Document } from "./document.ts";
import { sections } from "./kinds.ts";
import { placeProblems } from "./place-problems.ts";
import { step } from "./pointer.ts";
import type { Problem } from "./problem.ts";
import type { Entry } from "./read.ts";
import { openapi3, swagger2 } from "./shapes.ts";
import { checkStructure } from "./structure.ts";
import { valueNode } from "./values.ts";
import { identify } from "./version.ts";
import type { Mutable } from "./walk.ts";
import { isMapping } from "./walk.ts";

export interface Parsed {
  readonly document: Document;
  readonly problems: readonly Problem[];
}

/** Throws when the entry document does not parse, or is none. Problems of the files that it refers to are reported at once. */
export async function readParsed(entry: Entry, limits: SourceInput["limits"], context: SourceContext): Promise<Parsed> {
  const { file, bytes } = entry;
  const diagnostics: Diagnostic[] = [];
  const value = await parseDocument(file, bytes, limits, (diagnostic) => diagnostics.push(diagnostic));
  if (value === undefined) throw new SpecmillError(diagnostics);
  const identity = identify(value, file);
  if ("problem" in identity) throw new SpecmillError(placeProblems([identity.problem], context));
  const { root, version } = identity;
  const dialect = version.startsWith("2") ? swagger2 : openapi3;
  const problems = checkStructure(root, dialect.document, dialect, { file, pointer: "" });
  const bundle = new Bundle({ file, root, dialect, limits, context });
  const lifted = await bundle.run();
  const { converted, origins } = await convert(root, lifted, version, file);
  const document: Document = {
    file,
    version,
    root: valueNode(converted),
    isChecked: true,
    originOf: (pointer) => originOf(pointer, origins, file),
  };
  return { document, problems: [...problems, ...bundle.problems] };
}

/** Component pointer -> where it came from, for those that are not where they seem to be. */
type Origins = ReadonlyMap<string, Origin>;

async function convert(root: Mutable, lifted: readonly Lifted[], version: string, file: string) {
  if (version.startsWith("2")) {
    const { convertSwagger } = await import("./swagger2.ts");
    return convertSwagger(root, lifted, file);
  }
  const origins = new Map(lifted.map((one) => [`/components/${sections[one.kind]}${step(one.name)}`, one.origin]));
  return { converted: withComponents(root, lifted), origins };
}

/** Copies rather than sets: a component may be called `__proto__`. */
function withComponents(root: Mutable, lifted: readonly Lifted[]): Json {
  if (lifted.length === 0) return root;
  const components = new Map(isMapping(root.components) ? Object.entries(root.components) : []);
  for (const { kind, name, value } of lifted) {
    const section = components.get(sections[kind]);
    const entries = isMapping(section) ? Object.entries(section) : [];
    components.set(sections[kind], Object.fromEntries([...entries, [name, value]]));
  }
  return { ...root, components: Object.fromEntries(components) };
}

/** The origin of the nearest node above that has one of its own. */
function originOf(pointer: string, origins: Origins, file: string): Origin {
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf("/", end - 1)) {
    const origin = origins.get(pointer.slice(0, end));
    if (origin !== undefined) return { file: origin.file, pointer: origin.pointer + pointer.slice(end) };
  }
  return { file, pointer };
}
