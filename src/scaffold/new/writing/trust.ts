/** Templates from outside the project run nothing unless the user says so at the prompt; no file can (docs/security.md). */
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Operation } from "../action.ts";
import { attributePlace } from "../front-matter/attribute-place.ts";

/** Throws SpecmillError, exit 4, when an operation starts a process. */
export function requireTrust(operations: readonly Operation[]): void {
  const problems = operations.flatMap((operation) => {
    if (operation.kind !== "shell") return [];
    const notes = ["the template lies outside the project: `--trust` lets its commands run", "nothing was written"];
    return [
      error("scaffold/untrusted", `\`sh: ${operation.command}\` would have to run`, {
        place: attributePlace(operation.template, "sh"),
        notes,
      }),
    ];
  });
  if (problems.length > 0) throw new SpecmillError(problems, exitCodes.untrusted);
}
