/**
 * Operations: parameters, body and answers, in the shape that openapi-fetch reads.
 * What an operation refers to stays a reference, so that a change there leaves its file alone.
 */
import { requestBodyMember, responsesType } from "./_body.ts";
import { parametersType } from "./_parameter.ts";
import { pad } from "./_text.ts";
import type { Operation } from "./_types.ts";
import type { Writer } from "./_writer.ts";

/** `{ parameters: …; requestBody: …; responses: … }`, opening on a line of that level. */
export function operationType(writer: Writer, operation: Operation, name: string, level: number): string {
  const margin = pad(level + 1);
  return (
    `{\n${margin}parameters: ${parametersType(writer, operation.parameters ?? [], name, level + 1)};\n` +
    requestBodyMember(writer, operation.requestBody, name, level + 1) +
    `${margin}responses: ${responsesType(writer, operation.responses ?? {}, name, level + 1)};\n${pad(level)}}`
  );
}
