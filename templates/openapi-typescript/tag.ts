/** The operations of a tag: those with an id by their id, the others as types of their own. */
import type { Header } from "specmill";
import { commentOf } from "./_comment.ts";
import { OutputFile } from "./_file.ts";
import { operationsOf, tagTypeName, unnamedOperations } from "./_names.ts";
import { operationType } from "./_operation.ts";
import { schemaWriter } from "./_schema.ts";
import type { OperationView, Options, PackContext, TagView } from "./_types.ts";
import type { Writer } from "./_writer.ts";

export const header: Header<TagView, Options> = {
  each: "tag",
  output: "operations/<%= unit.slug %>.ts",
  when: (it) => operationsOf(it, it.unit).length > 0,
};

export default function tagFile(it: PackContext<TagView>): string {
  const file = new OutputFile(it, "../");
  const writer = schemaWriter(file);
  const operations = operationsOf(it, it.unit);
  const unnamed = unnamedOperations(it.ts, it.unit.name, operations);
  const typeName = file.claim(tagTypeName(it.ts, it.unit.name));
  for (const name of unnamed.values()) file.claim(name);

  const members: string[] = [];
  const declarations: string[] = [];
  for (const operation of operations) {
    const name = unnamed.get(operation.id);
    if (name === undefined) members.push(member(writer, operation));
    else declarations.push(declaration(writer, operation, name));
  }
  const keyed = members.length === 0 ? [] : [`export interface ${typeName} {\n${members.join("\n")}}\n`];
  return file.text(...keyed, ...declarations);
}

function member(writer: Writer, operation: OperationView): string {
  const { ts } = writer.file.it;
  const id = operation.operationId ?? "";
  const comment = commentOf(writer.file, operation.data, 1);
  return `${comment}  ${ts.propertyKey(id)}: ${operationType(writer, operation.data, ts.typeName(id), 1)};\n`;
}

function declaration(writer: Writer, operation: OperationView, name: string): string {
  const comment = commentOf(writer.file, operation.data, 0);
  return `${comment}export interface ${name} ${operationType(writer, operation.data, name, 0)}\n`;
}
