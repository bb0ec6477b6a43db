/** The request bodies that operations share, by name. */
import type { Header } from "specmill";
import { requestBodyType } from "./_body.ts";
import { commentOf } from "./_comment.ts";
import { sharedFile } from "./_shared.ts";
import type { Options, PackContext, RequestBody } from "./_types.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "request-bodies.ts",
  when: (it) => it.units("requestBody").length > 0,
};

export default function requestBodiesFile(it: PackContext): string {
  return sharedFile<RequestBody>(it, {
    kind: "requestBody",
    section: "requestBodies",
    typeOf: (writer, body, name) => requestBodyType(writer, body, name, 1),
    commentOf: ({ file }, { description }) => commentOf(file, { description }, 1),
  });
}
