/**
 * `specmill.lock`: one sorted line an output and an input, so that two branches merge line by line. It is a claim that `check` on a fresh
 * checkout tests by hashing; `check --rebuild` proves it. Lines that do not parse (a merge conflict) are reported and their neighbours kept.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import { compareText, error, warning } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Manifest, OutputClaim, TargetClaim } from "#model/manifest.ts";
import { ABSENT } from "#model/manifest.ts";
import type { Digest } from "#model/unit.ts";

export const LOCK_FILE = "specmill.lock";
const FORMAT = "1";
const HEADER = "# What specmill wrote, and from what. Commit this file; do not edit it: `specmill generate` keeps it.";

/** The text of the lock. The same targets give the same text, whatever the order of their maps. */
export function encodeManifest(tool: string, targets: ReadonlyMap<string, TargetClaim>): string {
  const lines: string[] = [];
  for (const [name, claim] of targets) {
    const target = encode(name);
    lines.push(`target ${target} ${claim.slice}${claim.config === undefined ? "" : ` ${encode(claim.config)}`}`);
    for (const [path, hash] of claim.inputs) lines.push(`input ${target} ${encode(path)} ${hash}`);
    for (const [path, { hash, job }] of claim.outputs)
      lines.push(`output ${target} ${encode(path)} ${hash} ${encode(job)}`);
  }
  return `${[HEADER, `format ${FORMAT}`, `tool ${tool}`, ...lines.sort(compareText)].join("\n")}\n`;
}

/** Reads the lock. A newer format is an error: only the newer specmill knows what it owns. */
export function decodeManifest(text: string, report: (diagnostic: Diagnostic) => void): Manifest {
  const manifest = new ManifestBuilder();
  const unreadable: number[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "" || line.startsWith("#")) continue;
    if (!manifest.add(line.replace(/\r$/, ""))) unreadable.push(index + 1);
  }
  const [first] = unreadable;
  if (first !== undefined) {
    const isConflict = text.includes("\n<<<<<<< ");
    const why = isConflict ? "an unfinished merge is in it" : "it was changed by hand or cut short";
    report(
      warning("lock/unreadable", `${count(unreadable.length, "line")} of \`${LOCK_FILE}\` cannot be read: ${why}`, {
        place: { file: LOCK_FILE, line: first },
        notes: ["run `specmill generate`: it compares every output and writes the file anew"],
      }),
    );
  }
  return { tool: manifest.tool, targets: unreadable.length > 0 ? new Map() : manifest.targets, owned: manifest.owned };
}

interface MutableClaim extends TargetClaim {
  slice: Digest;
  config?: string;
  readonly inputs: Map<string, Digest>;
  readonly outputs: Map<string, OutputClaim>;
}

class ManifestBuilder {
  tool = "";
  readonly targets = new Map<string, MutableClaim>();
  readonly owned = new Map<string, Set<Digest>>();

  /** Says whether the line makes sense. */
  add(line: string): boolean {
    const [kind = "", first = "", second = "", third = "", fourth = "", ...rest] = line.split(" ");
    if (rest.length > 0) return false;
    switch (kind) {
      case "format":
        if (Number(first) > Number(FORMAT)) throw newer(first);
        return first === FORMAT && second === "";
      case "tool":
        this.tool = first;
        return second === "";
      case "target":
        this.#claim(first).slice = second;
        if (third !== "") this.#claim(first).config = decode(third);
        return isDigest(second) && fourth === "";
      case "input":
        this.#claim(first).inputs.set(decode(second), third);
        return (isDigest(third) || third === ABSENT) && fourth === "";
      case "output":
        return isDigest(third) && fourth !== "" && this.#output(first, decode(second), third, decode(fourth));
      default:
        return false;
    }
  }

  #output(target: string, path: string, hash: Digest, job: string): boolean {
    this.#claim(target).outputs.set(path, { hash, job });
    const hashes = this.owned.get(path) ?? new Set<Digest>();
    this.owned.set(path, hashes.add(hash));
    return true;
  }

  #claim(encoded: string): MutableClaim {
    const name = decode(encoded);
    let claim = this.targets.get(name);
    if (claim === undefined) {
      claim = { slice: "", inputs: new Map(), outputs: new Map() };
      this.targets.set(name, claim);
    }
    return claim;
  }
}

function newer(format: string): SpecmillError {
  const problem = error(
    "lock/newer",
    `\`${LOCK_FILE}\` has format ${format}, and this specmill knows format ${FORMAT}`,
    {
      place: { file: LOCK_FILE },
      notes: ["use the newer specmill that wrote it"],
    },
  );
  return new SpecmillError([problem], exitCodes.usage);
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
const SPECIAL = /[%\u0000-\u0020\u007f]/;
const EVERY_SPECIAL = new RegExp(SPECIAL, "g");

/** Spaces, `%` and control characters as in URLs: the fields of a line are separated by one space. Most fields have none. */
function encode(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(EVERY_SPECIAL, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function decode(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
