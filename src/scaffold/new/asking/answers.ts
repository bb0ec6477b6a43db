/**
 * Answers that are given before anything is asked, and the error when some are missing and nobody can be asked.
 * `--answers FILE` is JSON or YAML: a mapping from the names of questions to what would be typed or chosen.
 */
import { parseDocument } from "#document/parse.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";

/** How questions are answered. Given answers come first, then `useDefaults`, then a person at a terminal. */
export interface Asking {
  readonly canAsk: boolean;
  readonly answers: Readonly<Record<string, unknown>>;
  /** Every other question is answered as Enter answers it. */
  readonly useDefaults: boolean;
  /** Told the name of every question whose answer is a secret: such an answer is never kept. */
  readonly onSecret?: (name: string) => void;
}

/** More than any list of answers; a file that is larger is another one than was meant. */
const limits: Limits = { documentBytes: 10_000_000, depth: 100, renderMs: 0 };

/** Reads an answers file. Throws SpecmillError (`scaffold/answers`, exit 2) with places when it does not parse or is no mapping. */
export async function readAnswers(path: string, text: string): Promise<Record<string, unknown>> {
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic) => problems.push({ ...problem, code: "scaffold/answers" });
  const value = await parseDocument(path, new TextEncoder().encode(text), limits, report);
  if (problems.length > 0) throw new SpecmillError(problems, exitCodes.usage);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  const notes = ["write `name: value`, a line for each question"];
  const place = { file: path, line: 1, column: 1 };
  const problem = error("scaffold/answers", "the answers are no mapping from names to values", { place, notes });
  throw new SpecmillError([problem], exitCodes.usage);
}

/** The answer to a question; `undefined` when there is none. `null` is none. A name with dots finds `a: { b: … }` too. */
export function answerTo(name: string, answers: Asking["answers"]): unknown {
  const whole = ownValue(answers, name) ?? undefined;
  return whole ?? name.split(".").reduce<unknown>(ownValue, answers) ?? undefined;
}

function ownValue(from: unknown, name: string): unknown {
  return typeof from === "object" && from !== null && Object.hasOwn(from, name)
    ? (from as Record<string, unknown>)[name]
    : undefined;
}

/** A question that nobody answered. */
export interface OpenQuestion {
  readonly name: string;
  readonly kind: string;
  readonly message: string;
  /** Names of what can be chosen. */
  readonly choices: readonly string[];
}

/** Where the questions come from. */
export interface Asker {
  /** The hook, as problems name it. */
  readonly file: string;
  /** A flag of a question's name answers it. */
  readonly takesFlags: boolean;
}

/** Nobody can be asked. Exit 2: the call lacks something. */
export class MissingAnswers extends SpecmillError {
  readonly questions: readonly OpenQuestion[];

  constructor(questions: readonly OpenQuestion[], asker: Asker) {
    super([missingProblem(questions, asker)], exitCodes.usage);
    this.questions = questions;
  }
}

function missingProblem(questions: readonly OpenQuestion[], asker: Asker): Diagnostic {
  const names = questions.map(({ name }) => `\`${name}\``).join(", ");
  const what = questions.length === 1 ? `the answer to ${names} is` : `the answers to ${names} are`;
  const notes = [...questions.map(describe), nextStep(questions, asker)];
  const place = { file: asker.file };
  return error("scaffold/answers", `${what} missing, and there is no terminal to ask`, { place, notes });
}

function describe({ name, kind, message, choices }: OpenQuestion): string {
  const shown = choices.slice(0, 20).map((one) => `\`${one}\``);
  const list = shown.length === 0 ? "" : `; one of ${shown.join(", ")}${choices.length > 20 ? " …" : ""}`;
  return `\`${name}\` (${kind}): ${message}${kind === "multiselect" ? list.replace("one of", "any of") : list}`;
}

function nextStep(questions: readonly OpenQuestion[], asker: Asker): string {
  const flags = questions.filter(({ name }) => /^\w[\w.-]*$/.test(name)).map(({ name }) => `--${name} VALUE`);
  const byFlag = asker.takesFlags && flags.length > 0 ? [`as flags (\`${flags.join(" ")}\`)`] : [];
  const ways = [...byFlag, "in a JSON or YAML file (`--answers FILE`)"];
  return `give them ${ways.join(" or ")}, or take what Enter would give with \`--defaults\``;
}

/** An answer that does not fit its question. `reason` never repeats the answer to a question for a secret. */
export function refusedAnswer(name: string, reason: string, origin: "answer" | "default", file: string): SpecmillError {
  const which = name === "" ? "a question without a name" : `\`${name}\``;
  const what = origin === "answer" ? "the answer" : "what Enter would give as the answer";
  const notes = origin === "default" ? [`give the answer in a JSON or YAML file (\`--answers FILE\`)`] : [];
  const problem = error("scaffold/answers", `${what} to ${which} does not fit: ${reason}`, { place: { file }, notes });
  return new SpecmillError([problem], exitCodes.usage);
}
