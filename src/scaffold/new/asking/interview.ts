/**
 * What a hook's questions have come to. A hook may swallow what a prompt throws; the interview remembers it, so that a run
 * that was cancelled or lacks an answer never goes on to write files.
 */
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Asker, Asking, OpenQuestion } from "./answers.ts";
import { answerTo, MissingAnswers, refusedAnswer } from "./answers.ts";

export class Interview {
  readonly #asking: Asking;
  readonly #asker: Asker;
  readonly #used = new Set<string>();
  readonly #open = new Map<string, OpenQuestion>();
  #fault: SpecmillError | undefined;

  constructor(asking: Asking, asker: Asker) {
    this.#asking = asking;
    this.#asker = asker;
  }

  /** Why nothing may be written; `undefined` when every question was answered. */
  get fault(): SpecmillError | undefined {
    return this.#fault;
  }

  get asker(): Asker {
    return this.#asker;
  }

  /** Where the answer to the next question comes from. */
  wayTo(name: string): "answer" | "default" | "person" | "nobody" {
    if (answerTo(name, this.#asking.answers) !== undefined) return "answer";
    if (this.#asking.useDefaults) return "default";
    return this.#asking.canAsk ? "person" : "nobody";
  }

  /** A question was met whose answer is a secret. */
  noteSecret(name: string): void {
    this.#asking.onSecret?.(name);
  }

  /** The given answer to a question that was asked. */
  take(name: string): unknown {
    this.#used.add(Object.hasOwn(this.#asking.answers, name) ? name : (name.split(".")[0] ?? name));
    return answerTo(name, this.#asking.answers);
  }

  /** Given answers that no question asked for. */
  unused(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.#asking.answers).filter(([name]) => !this.#used.has(name)));
  }

  /** Nobody answers these. Gives what to throw: it names all that are known of by now. */
  miss(questions: readonly OpenQuestion[]): MissingAnswers {
    for (const question of questions) this.#open.set(question.name, question);
    const missing = new MissingAnswers([...this.#open.values()], this.#asker);
    if (this.#fault === undefined || this.#fault instanceof MissingAnswers) this.#fault = missing;
    return missing;
  }

  /** An answer that its question refuses. Gives what to throw. */
  refuse(name: string, reason: string, origin: "answer" | "default"): SpecmillError {
    const refused = refusedAnswer(name, reason, origin, this.#asker.file);
    this.#fault ??= refused;
    return refused;
  }

  /** The person at the terminal pressed Ctrl-C or Escape. */
  cancel(): void {
    this.#fault ??= interrupted();
  }
}

/** For specmill's own questions: a person answers them, and nobody else. */
export function personalInterview(): Interview {
  return new Interview({ canAsk: true, answers: {}, useDefaults: false }, { file: "", takesFlags: false });
}

/** Ctrl-C or Escape at a question. */
export function interrupted(): SpecmillError {
  return new SpecmillError([error("run/interrupted", "interrupted: nothing was done")], exitCodes.interrupted);
}
