/** The snapshot that `pull` finds: what is new is told against it, and a file that is none is not replaced. */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { absolute } from "#platform/paths.ts";
import type { PullContext } from "../source.ts";
import { decodeSnapshot, isNewer } from "./read-snapshot.ts";
import type { DatabaseSchema } from "./schema.ts";

export interface OldSnapshot {
  readonly text: string;
  readonly schema: DatabaseSchema;
}

/** `undefined` when there is none, or one that is damaged: it is replaced. Throws SpecmillError for a file of somebody else. */
export function oldSnapshot(file: string, { fs, root, limits }: PullContext): OldSnapshot | undefined {
  const bytes = fs.read(absolute(root, file));
  if (bytes === undefined || bytes.length === 0) return undefined;
  if (!looksLikeSnapshot(bytes)) {
    const notes = ["give `snapshot` of the source another path"];
    throw refusal("pull/foreign", `\`${file}\` is no snapshot, and pull would replace it`, file, notes);
  }
  if (bytes.length > limits.documentBytes) return undefined;
  const text = new TextDecoder().decode(bytes);
  const value = parsed(text);
  if (isNewer(value)) {
    const notes = ["use the specmill that wrote it, or a newer one"];
    throw refusal("database/snapshot", `\`${file}\` was written by a newer specmill`, file, notes);
  }
  const schema = decoded(value);
  return schema === undefined ? undefined : { text, schema };
}

/** The old text when it says the same: line ends of a checkout and what a formatter did to it are no change. */
export function keptText(old: OldSnapshot, text: string): string {
  return JSON.stringify(decoded(parsed(text))) === JSON.stringify(old.schema) ? old.text : text;
}

/** By its beginning, where a snapshot says what it is, also when it is damaged further on. */
function looksLikeSnapshot(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 1024));
  return /"specmill"\s*:\s*"database-schema"/.test(head);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function decoded(value: Json): DatabaseSchema | undefined {
  try {
    return decodeSnapshot(value, { file: "", bytes: new Uint8Array(), fix: "" });
  } catch {
    return undefined;
  }
}

function refusal(
  code: "pull/foreign" | "database/snapshot",
  message: string,
  file: string,
  notes: readonly string[],
): SpecmillError {
  return new SpecmillError([error(code, message, { place: { file }, notes })]);
}
