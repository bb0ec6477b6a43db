/** The lock file that `pull` finds: what is new is told against it, its hashes have to hold, and a file of somebody else is not replaced. */
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { absolute } from "#platform/paths.ts";
import type { PullContext } from "../../source.ts";
import type { FhirLock } from "../fhir-lock.ts";
import { decodeLock } from "../fhir-lock.ts";

export interface OldLock {
  readonly text: string;
  readonly lock: FhirLock;
}

/** `undefined` when there is none, or one that is damaged, which is reported. Throws SpecmillError for a file that must not be replaced. */
export function oldLock(file: string, source: string, context: PullContext): OldLock | undefined {
  const { fs, root, limits, report } = context;
  const bytes = fs.read(absolute(root, file));
  if (bytes === undefined || bytes.length === 0) return undefined;
  const text = new TextDecoder().decode(bytes);
  refuseForeign(file, text);
  try {
    return { text, lock: decodeLock(file, bytes, limits, source) };
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    const notes = ["it is written again, and the hashes that were in it are not held against what is downloaded"];
    report(warning("fhir/not-pulled", `\`${file}\` is damaged`, { place: { file }, notes }));
    return undefined;
  }
}

/** The text that was there when only the ends of its lines differ: those are the doing of a checkout. */
export function keptText(old: OldLock | undefined, text: string): string {
  return old !== undefined && old.text.replaceAll("\r\n", "\n") === text ? old.text : text;
}

/** By its beginning, where a lock file says what it is, also when it is damaged further on. */
function refuseForeign(file: string, text: string): void {
  const head = text.slice(0, 1024);
  if (!/"specmill"\s*:\s*"fhir-lock"/.test(head)) {
    const notes = ["give `lock` of the source another path"];
    const message = `\`${file}\` is no lock file of FHIR packages, and pull would replace it`;
    throw new SpecmillError([error("pull/foreign", message, { place: { file }, notes })]);
  }
  const version = Number(/"specmill"\s*:\s*"fhir-lock"\s*,\s*"version"\s*:\s*(\d+)/.exec(head)?.[1] ?? 1);
  if (version > 1) {
    const notes = ["use the specmill that wrote it, or a newer one"];
    const message = `\`${file}\` was written by a newer specmill`;
    throw new SpecmillError([error("fhir/not-pulled", message, { place: { file }, notes })]);
  }
}
