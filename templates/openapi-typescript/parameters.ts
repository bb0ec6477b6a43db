/** The parameters that operations share, by name: the types of their values. */
import type { Header } from "specmill";
import { commentOf } from "./_comment.ts";
import { parameterType } from "./_parameter.ts";
import { sharedFile } from "./_shared.ts";
import type { Options, PackContext, Parameter } from "./_types.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "parameters.ts",
  when: (it) => it.units("parameter").length > 0,
};

export default function parametersFile(it: PackContext): string {
  return sharedFile<Parameter>(it, {
    kind: "parameter",
    section: "parameters",
    typeOf: (writer, parameter, name) => parameterType(writer, parameter, name, 1),
    commentOf: ({ file }, data) => commentOf(file, data, 1, data.schema),
  });
}
