/** The path items that paths share, by name, with their operations in place. */
import type { Header } from "specmill";
import { operationType } from "./_operation.ts";
import { parametersType } from "./_parameter.ts";
import { methods, pathItemType } from "./_path-item.ts";
import { sharedFile } from "./_shared.ts";
import type { TypeText } from "./_text.ts";
import { atom } from "./_text.ts";
import type { Operation, Options, PackContext, PathItem } from "./_types.ts";
import type { Writer } from "./_writer.ts";
import { nameBelow } from "./_writer.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "path-items.ts",
  when: (it) => it.units("pathItem").length > 0,
};

export default function pathItemsFile(it: PackContext): string {
  return sharedFile<PathItem>(it, { kind: "pathItem", section: "pathItems", typeOf });
}

function typeOf(writer: Writer, item: PathItem, name: string): TypeText {
  const { parameters = [] } = item;
  const types = new Map<string, string>();
  for (const method of methods) {
    const operation = item[method] as Operation | undefined;
    if (operation === undefined) continue;
    const merged = { ...operation, parameters: [...parameters, ...(operation.parameters ?? [])] };
    types.set(method, operationType(writer, merged, nameBelow(writer.file, name, method), 2));
  }
  return atom(pathItemType(types, 1, parametersType(writer, parameters, name, 2)));
}
