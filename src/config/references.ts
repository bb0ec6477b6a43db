/** Checks that a schema cannot say: names that must exist elsewhere in the config, and keys that must not exist at all. */
import type { ConfigPath } from "#model/config.ts";
import type { Json } from "#model/json.ts";
import { suggestNote } from "#model/suggest.ts";
import type { Problem } from "./problem.ts";
import { valueAt } from "./raw-config.ts";

/** Works on the unchecked value, so that these problems show in the same run as those of the schema. */
export function referenceProblems(value: Json): Problem[] {
  return [...unknownSources(value), ...reservedKeys(value, [])];
}

function unknownSources(value: Json): Problem[] {
  const configured = valueAt(value, ["sources"]);
  // Where `sources` itself is missing or wrong, that is the thing to say.
  if (configured === undefined || configured === null || typeof configured !== "object") return [];
  const sources = keysOf(configured);
  return keysOf(valueAt(value, ["targets"])).flatMap((target): Problem[] => {
    const path = ["targets", target, "source"];
    const source = valueAt(value, path);
    if (typeof source !== "string" || source === "" || sources.includes(source)) return [];
    const message = `target \`${target}\` names a source \`${source}\` that is not configured`;
    return [{ path, part: "value", code: "config/unknown-source", message, notes: suggestNote(source, sources) }];
  });
}

/** zod skips `__proto__` in silence; nothing that a user wrote is skipped in silence here. */
function reservedKeys(value: Json | undefined, path: ConfigPath): Problem[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => reservedKeys(item, [...path, index]));
  return keysOf(value).flatMap((key): Problem[] => {
    const at = [...path, key];
    if (key !== "__proto__") return reservedKeys(valueAt(value, [key]), at);
    return [{ path: at, part: "key", code: "config/unknown-key", message: "the key `__proto__` is not allowed" }];
  });
}

function keysOf(value: Json | undefined): string[] {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? Object.keys(value) : [];
}
