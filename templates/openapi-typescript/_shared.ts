/** Files that hold all components of one kind, as one interface: they are small, and change seldom. */
import type { SharedSection } from "./_file.ts";
import { OutputFile } from "./_file.ts";
import { unitsOf } from "./_names.ts";
import { schemaWriter } from "./_schema.ts";
import type { TypeText } from "./_text.ts";
import { after } from "./_text.ts";
import type { PackContext } from "./_types.ts";
import type { Writer } from "./_writer.ts";

/** How the components of a kind are written. */
export interface SharedKind<Data> {
  readonly kind: string;
  readonly section: SharedSection;
  /** The type of one, on a line of level 1; `name` is for constants. */
  typeOf(writer: Writer, data: Data, name: string): TypeText;
  /** Its comment, on a line of level 1. */
  commentOf?(writer: Writer, data: Data): string;
}

export function sharedFile<Data>(it: PackContext, shared: SharedKind<Data>): string {
  const file = new OutputFile(it, "./");
  file.declareShared(shared.section);
  const writer = schemaWriter(file);
  const members = unitsOf<{ name: string; data: Data }>(it, shared.kind).map(({ name, data }) => {
    const type = shared.typeOf(writer, data, it.ts.typeName(name));
    const comment = shared.commentOf?.(writer, data) ?? "";
    return `${comment}  ${it.ts.propertyKey(name)}:${after(type)};\n`;
  });
  return file.text(`export interface ${shared.section} {\n${members.join("")}}\n`);
}
