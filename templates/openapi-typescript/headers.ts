/** The headers that responses share, by name: the types of their values. */
import type { Header } from "specmill";
import { headerType } from "./_body.ts";
import { commentOf } from "./_comment.ts";
import { sharedFile } from "./_shared.ts";
import type { Options, PackContext, Parameter } from "./_types.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "headers.ts",
  when: (it) => it.units("header").length > 0,
};

export default function headersFile(it: PackContext): string {
  return sharedFile<Parameter>(it, {
    kind: "header",
    section: "headers",
    typeOf: (writer, data, name) => headerType(writer, data, name, 1),
    commentOf: ({ file }, data) => commentOf(file, data, 1, data.schema),
  });
}
