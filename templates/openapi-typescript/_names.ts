/**
 * What the files of this pack call their types, and which operations belong where.
 * Invariant: a name depends on the unit and its tag alone, so that the file that declares it and those that import it agree.
 */
import type { OperationView, PackContext, TagView, WebhookView } from "./_types.ts";

/** Global names that the generated code uses; no generated type may hide them. */
const globalNames: ReadonlySet<string> = new Set(["Extract", "NonNullable", "Omit", "Record", "WithRequired"]);

/** What the type of a schema is called by the file that exports it. */
export function schemaTypeName(ts: PackContext["ts"], name: string): string {
  const typeName = ts.typeName(name);
  return globalNames.has(typeName) ? `${typeName}_` : typeName;
}

/** What the file of a webhook exports. */
export function webhookTypeName(ts: PackContext["ts"], { operationId, webhook, method }: WebhookView): string {
  return ts.typeName(operationId ?? `${webhook} ${method}`);
}

/** The units of a kind, typed. */
export function unitsOf<V>(it: PackContext, kind: string): V[] {
  return [...(it.units(kind) as Iterable<unknown> as Iterable<V>)];
}

/** What the file of a tag exports for its operations with an id. */
export function tagTypeName(ts: PackContext["ts"], tag: string): string {
  return `${ts.typeName(tag)}Operations`;
}

/** The operations whose first tag this is. */
export function operationsOf(it: PackContext, tag: TagView): OperationView[] {
  const operations = tag.operations.map((id) => it.ref(id) as unknown as OperationView);
  return operations.filter((operation) => operation.tag === tag.name);
}

/** Unit id -> type name, for the operations of a tag that have no operationId: `GET /pets/{id}` is `GetPetsId`. */
export function unnamedOperations(
  ts: PackContext["ts"],
  tag: string,
  operations: readonly OperationView[],
): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set([tagTypeName(ts, tag)]);
  for (const { id, method, path, operationId } of operations) {
    if (operationId !== null) continue;
    const wanted = ts.typeName(`${method} ${path}`);
    let name = wanted;
    for (let suffix = 2; taken.has(name); suffix++) name = `${wanted}_${suffix}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}
