/**
 * `generate --frozen`: outputs are brought in step only where the lock already says what they are, as `npm ci` installs. What would
 * change the lock is a problem, and then nothing is written.
 */
import type { Diagnostic, Note } from "#model/diagnostic.ts";
import { compareText, error } from "#model/diagnostic.ts";
import type { TargetClaim } from "#model/manifest.ts";
import { LOCK_FILE } from "#write/manifest.ts";
import { lockTextFor } from "./commit-tree.ts";
import type { Session } from "./session.ts";

/** More would not be read; the diff of the lock has them all. */
const SHOWN = 10;

/** The problem, or `undefined` when the lock stays as it is. */
export function frozenProblem(claims: ReadonlyMap<string, TargetClaim>, session: Session): Diagnostic | undefined {
  const place = { file: LOCK_FILE };
  const { config, lockText, manifest } = session;
  if (!config.lock || lockText === undefined) {
    const why = config.lock ? `there is no \`${LOCK_FILE}\`` : "the config says `lock: false`";
    const notes = ["run `specmill generate` where the outputs are made, and commit the lock"];
    return error("lock/frozen", `${why}, so nothing says what the outputs must be`, { place, notes });
  }
  if (lockTextFor(claims, session) === lockText) return undefined;
  const changes = changesOf(manifest?.targets ?? new Map(), claims);
  const shown: (Note | string)[] = changes.slice(0, SHOWN);
  if (changes.length > SHOWN) shown.push(`and ${changes.length - SHOWN} more`);
  const notes = [...shown, "nothing was written; run `specmill generate` and commit what it changes"];
  return error("lock/frozen", `\`${LOCK_FILE}\` would have to change`, { place, notes });
}

/** A sentence a path, in the order of paths. */
function changesOf(before: ReadonlyMap<string, TargetClaim>, after: ReadonlyMap<string, TargetClaim>): string[] {
  const changes: [path: string, text: string][] = [];
  const both = (part: (claim: TargetClaim) => ReadonlyMap<string, unknown>, word: string) => {
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const [old, now] = [before.get(name), after.get(name)].map((claim) =>
        claim === undefined ? empty : part(claim),
      );
      for (const path of new Set([...(old ?? empty).keys(), ...(now ?? empty).keys()])) {
        const [was, is] = [hashOf(old?.get(path)), hashOf(now?.get(path))];
        const what = was === undefined ? "is new" : is === undefined ? "is gone" : "is another one";
        if (was !== is) changes.push([path, `${word} \`${path}\` ${what}`]);
      }
    }
  };
  both(({ inputs }) => inputs, "input");
  both(({ outputs }) => outputs, "output");
  return [...new Set(changes.sort(([a], [b]) => compareText(a, b)).map(([, text]) => text))];
}

const empty: ReadonlyMap<string, unknown> = new Map();

/** Of an input its digest, of an output the hash that it is claimed to have. */
function hashOf(claim: unknown): unknown {
  return typeof claim === "object" && claim !== null && "hash" in claim ? claim.hash : claim;
}
