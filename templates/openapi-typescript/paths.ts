/** The paths with their methods. Reads facts alone: it changes when a path, a method, a tag or an id does. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { unitsOf, unnamedOperations } from "./_names.ts";
import { pathItemType } from "./_path-item.ts";
import type { OperationView, Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "paths.ts" };

export default function pathsFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  file.claim("paths");
  const operations = unitsOf<OperationView>(it, "operation");
  const unnamed = unnamedTypes(file, operations);
  const paths = new Map<string, Map<string, string>>();
  for (const { id, path, method, operationId } of operations) {
    const methods = paths.get(path) ?? new Map<string, string>();
    paths.set(path, methods.set(method, unnamed.get(id) ?? file.operation(operationId ?? "")));
  }
  const members = [...paths].map(([path, methods]) => `  ${it.ts.string(path)}: ${pathItemType(methods, 1)};\n`);
  if (members.length === 0) return file.text("export type paths = Record<string, never>;\n");
  return file.text(`export interface paths {\n${members.join("")}}\n`);
}

/** Unit id -> local name, of the operations without an id; they are named tag by tag. */
function unnamedTypes(file: OutputFile, operations: readonly OperationView[]): Map<string, string> {
  const { it } = file;
  const tags = Map.groupBy(operations, (operation) => operation.tag);
  const types = new Map<string, string>();
  for (const [tag, members] of tags) {
    for (const [id, name] of unnamedOperations(it.ts, tag, members)) {
      types.set(id, file.import(it.link(`tag:${tag}`) ?? "", name));
    }
  }
  return types;
}
