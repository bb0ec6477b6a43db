/** The two errors specmill throws on purpose. Everything that a user can mend is a `Diagnostic`; see diagnostic.ts. */
import type { Diagnostic } from "./diagnostic.ts";

/** The exit codes of every command (docs/exit-codes.md). */
export const exitCodes = {
  inStep: 0,
  drift: 1,
  usage: 2,
  edited: 3,
  untrusted: 4,
  internal: 70,
  busy: 75,
  interrupted: 130,
} as const;

/** Thrown when a stage has no value to return; carries what the user needs to know. */
export class SpecmillError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: number;

  constructor(diagnostics: readonly Diagnostic[], exitCode: number = exitCodes.drift) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join("; "));
    this.name = "SpecmillError";
    this.diagnostics = diagnostics;
    this.exitCode = exitCode;
  }
}

/** Our own bug: shown with its stack and a request to report it, exit 70. */
export class InternalError extends Error {
  override name = "InternalError";
}
