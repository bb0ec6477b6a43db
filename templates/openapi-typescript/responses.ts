/** The responses that operations share, by name. */
import type { Header } from "specmill";
import { responseType } from "./_body.ts";
import { commentOf } from "./_comment.ts";
import { sharedFile } from "./_shared.ts";
import { atom } from "./_text.ts";
import type { Options, PackContext, Response } from "./_types.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "responses.ts",
  when: (it) => it.units("response").length > 0,
};

export default function responsesFile(it: PackContext): string {
  return sharedFile<Response>(it, {
    kind: "response",
    section: "responses",
    typeOf: (writer, response, name) => atom(responseType(writer, response, name, 1)),
    commentOf: ({ file }, { description }) => commentOf(file, { description }, 1),
  });
}
