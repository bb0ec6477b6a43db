/**
 * The shape of a config, once: validation, `schema.json`, the types of `specmill.d.ts` and hover texts are all made from it.
 * Strict everywhere, and no defaults: those are in resolve.ts.
 */
import * as z from "zod";
import { outputProblem } from "./output-path.ts";

/** What the config needs to know of a source kind: the zod object of its options, loaded when asked. Absent: it has none. */
export interface SourceKind {
  options?(): Promise<{ readonly options: z.ZodObject }>;
}
export type SourceKinds = Readonly<Record<string, SourceKind>>;

/** Names stand on the command line, in the lock file and in messages: no spaces, no shell characters. */
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

const target = z
  .strictObject({
    source: z.string().min(1).describe("The source to render, one of the names under `sources`."),
    pack: z
      .string()
      .min(1)
      .describe(
        "The templates: the name of a built-in pack, or the path of your own that starts with `./`, `../` or `/`.",
      ),
    output: z
      .string()
      .superRefine((path, check) => {
        const message = outputProblem(path);
        if (message !== undefined) check.addIssue({ code: "custom", message });
      })
      .describe("The folder to write to, relative to the config file. What the pack writes stays inside it."),
    options: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("Options of the pack; `specmill list packs` names them."),
  })
  .describe("One output folder: a source, the templates that render it, and where to.");

const limits = z.strictObject({
  documentBytes: z
    .int()
    .min(1)
    .optional()
    .describe("The largest document that is read, in bytes. Default: 67108864 (64 MiB)."),
  depth: z.int().min(1).optional().describe("How deep a document may be nested. Default: 500."),
  renderMs: z.int().min(1).optional().describe("Milliseconds that a template may spend on one unit. Default: 10000."),
});

/** The schema of a whole config, with the given source kinds. */
export async function configSchema(kinds: SourceKinds) {
  const source = await sourceSchema(kinds);
  return z
    .strictObject({
      $schema: z.string().optional().describe("The JSON schema of this file, for editors; specmill ignores it."),
      sources: z.record(name, source).describe("The inputs, by a name of your choice."),
      targets: z.record(name, target).optional().describe("The outputs, by a name of your choice."),
      format: z
        .record(z.string().min(1), z.string().min(1))
        .optional()
        .describe("Formatters: a glob pattern and the command that is run once for all new files that match it."),
      lock: z
        .boolean()
        .optional()
        .describe("Whether `specmill.lock`, the list of what was written and from what, is kept. Default: true."),
      allow: z
        .array(z.string().min(1))
        .optional()
        .describe("Output paths, as glob patterns, that are refused otherwise, such as `.github/workflows/*.yml`."),
      limits: limits.optional().describe("Caps on what an input may cost."),
    })
    .describe("The configuration of specmill.");
}

/** A config that fits the schema. */
export type CheckedConfig = z.output<Awaited<ReturnType<typeof configSchema>>>;

export interface CheckedSource {
  readonly kind: string;
  readonly [option: string]: unknown;
}

async function sourceSchema(kinds: SourceKinds): Promise<z.ZodType<CheckedSource>> {
  const names = Object.keys(kinds);
  const schemas = await Promise.all(
    names.map(async (kind) => withKind(kind, (await kinds[kind]?.options?.())?.options)),
  );
  const union = z.discriminatedUnion("kind", schemas as [z.ZodObject, ...z.ZodObject[]]);
  return union.describe("One input: its kind, and the options of that kind.") as unknown as z.ZodType<CheckedSource>;
}

/** The options of a kind with `kind` itself; strict, also where the source forgot to be. */
function withKind(kind: string, options: z.ZodObject = z.strictObject({})): z.ZodObject {
  return options.safeExtend({ kind: z.literal(kind).describe("What the input is.") }).strict();
}
