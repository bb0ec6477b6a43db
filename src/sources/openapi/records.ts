/**
 * What is known of a part without parsing it again: kept in the memo by the digest of its text.
 * Invariant: only parts without problems are kept, so that a problem is found again on every run until it is mended.
 */
import type { Json, JsonObject } from "#model/json.ts";
import type { Facts, Origin } from "#model/unit.ts";
import type { Memo } from "../source.ts";
import type { Document, Node, Part } from "./document.ts";
import { summaryOf } from "./first-sentence.ts";
import type { ComponentKind } from "./kinds.ts";
import { normaliseSchema } from "./normalise.ts";
import type { Problem } from "./problem.ts";
import { eachReference } from "./references.ts";
import { openapi3 } from "./shapes.ts";
import { checkStructure } from "./structure.ts";
import { isMapping } from "./walk.ts";

export interface ComponentRecord {
  readonly facts: Facts;
  /** As of its node. */
  readonly references: readonly string[];
  /** The component is nothing but another name for this `$ref`. */
  readonly alias?: string;
}

export interface OperationRecord {
  readonly references: readonly string[];
  readonly operationId: string | null;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly deprecated: boolean;
  /** Which of the fields that it could inherit it has itself. */
  readonly own: readonly string[];
  /** `$ref`s among its parameters: what they lead to decides which inherited ones they replace. */
  readonly parameters: readonly string[];
}

export interface RecordContext {
  readonly document: Document;
  readonly memo: Memo;
  readonly report: (problem: Problem) => void;
  /** Told what the `$ref`s of each part say. */
  readonly refer: (text: string, part: Part) => void;
}

export function componentRecord(
  part: Part & { readonly shape: ComponentKind },
  context: RecordContext,
): ComponentRecord {
  return recordOf(part, context, (value, references) => {
    const component = isMapping(value) ? value : {};
    const facts = componentFacts(part.shape, component);
    return typeof component.$ref === "string" ? { references, facts, alias: component.$ref } : { references, facts };
  });
}

export function operationRecord(node: Node, origin: Origin, context: RecordContext): OperationRecord {
  return recordOf({ shape: "operation", node, origin }, context, (value, references) =>
    operationFacts(isMapping(value) ? value : {}, references),
  );
}

type Compute<Known> = (value: Json, references: readonly string[]) => Known;

function recordOf<Known extends ComponentRecord | OperationRecord>(
  part: Part,
  context: RecordContext,
  compute: Compute<Known>,
): Known {
  // A number in front of the digest: what another way to compute records has made is not found.
  const key = `openapi1:${part.shape}:${part.node.digest}`;
  const record = (context.memo.get(key) as Known | undefined) ?? newRecord(key, part, context, compute);
  for (const text of record.references) context.refer(text, part);
  return record;
}

function newRecord<Known>(key: string, part: Part, context: RecordContext, compute: Compute<Known>): Known {
  const { shape, node, origin } = part;
  const value = node.value();
  const problems = context.document.isChecked ? [] : checkStructure(value, shape, openapi3, origin);
  for (const problem of problems) context.report(problem);
  if (shape === "schema" && isMapping(value)) normaliseSchema(value);
  const record = compute(value, referencesIn(value, part, context));
  node.handBack?.(value);
  if (problems.length === 0) context.memo.set(key, record);
  return record;
}

/** As the node tells them, and those that a discriminator maps values to. */
function referencesIn(value: Json, { shape, node }: Part, { document }: RecordContext): readonly string[] {
  if (document.isChecked) return [];
  const texts = new Set(node.references());
  if (node.mentions("mapping")) eachReference(value, shape, openapi3, ({ text }) => texts.add(text));
  return [...texts];
}

function operationFacts(operation: JsonObject, references: readonly string[]): OperationRecord {
  const { operationId, parameters } = operation;
  return {
    references,
    operationId: typeof operationId === "string" && operationId !== "" ? operationId : null,
    tags: textsOf(operation.tags),
    summary: summaryOf(operation.summary, operation.description),
    deprecated: operation.deprecated === true,
    own: ["servers", "security"].filter((key) => Array.isArray(operation[key])),
    parameters: referencesAmong(parameters),
  };
}

/** The `$ref`s in a list of parameters. */
export function referencesAmong(parameters: Json | undefined): string[] {
  if (!Array.isArray(parameters)) return [];
  return parameters.flatMap((one: Json) => (isMapping(one) && typeof one.$ref === "string" ? [one.$ref] : []));
}

function componentFacts(kind: ComponentKind, value: JsonObject): Facts {
  if (kind === "schema") return schemaFacts(value);
  if (kind === "parameter") {
    return { in: textOf(value.in), parameterName: textOf(value.name), required: value.required === true };
  }
  if (kind === "response") return { summary: summaryOf(value.summary, value.description) };
  return kind === "securityScheme" ? { type: textOf(value.type) } : {};
}

function schemaFacts(schema: JsonObject): Facts {
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => type !== "null");
  return {
    title: typeof schema.title === "string" ? schema.title : null,
    summary: summaryOf(schema.title, schema.description),
    type: types.length === 1 && typeof types[0] === "string" ? types[0] : null,
    deprecated: schema.deprecated === true,
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? [...new Set(value.filter((one: Json): one is string => typeof one === "string"))] : [];
}
