/**
 * Answers as they are kept: JSON that means the same on every machine. The folder of the project is written as a word, because hooks
 * like to give absolute paths.
 */
import type { Locals } from "../action.ts";

/** Stands for the folder of the project. */
const PROJECT = "<project>";

/** Where in the answers a value lies that cannot be kept, and why, as a sentence that follows its name. */
export interface Unportable {
  readonly name: string;
  readonly why: string;
}

/** Pushes what cannot be kept to `problems`. */
export function toPortable(answers: Locals, project: string, problems: Unportable[]): Locals {
  const known = new Set<object>();
  const visit = (value: unknown, name: string): unknown => {
    if (typeof value === "string") {
      if (value.includes(PROJECT)) problems.push({ name, why: `has \`${PROJECT}\` in it` });
      return project.length > 1 ? value.replaceAll(project, PROJECT) : value;
    }
    const why = refusal(value, known);
    if (why !== undefined) problems.push({ name, why });
    if (why !== undefined || typeof value !== "object" || value === null) return value;
    known.add(value);
    const made = Array.isArray(value)
      ? value.map((one, at) => visit(one, `${name}[${at}]`))
      : mapValues(value, (one, key) => visit(one, name === "" ? key : `${name}.${key}`));
    known.delete(value);
    return made;
  };
  return visit(answers, "") as Locals;
}

/** The answers on this machine. */
export function fromPortable(answers: Locals, project: string): Locals {
  const visit = (value: unknown): unknown => {
    if (typeof value === "string") return value.replaceAll(PROJECT, project);
    if (typeof value !== "object" || value === null) return value;
    return Array.isArray(value) ? value.map(visit) : mapValues(value, visit);
  };
  return visit(answers) as Locals;
}

/** Also for a key such as `__proto__`. A value that is `undefined` stays a key: a template may name it. */
function mapValues(from: object, map: (value: unknown, key: string) => unknown): object {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value, key)]));
}

function refusal(value: unknown, above: ReadonlySet<object>): string | undefined {
  if (value === undefined || value === null || typeof value === "boolean") return undefined;
  if (typeof value === "number")
    return Number.isFinite(value) && !Object.is(value, -0) ? undefined : `is ${Object.is(value, -0) ? "-0" : value}`;
  if (typeof value !== "object") return `is a ${typeof value}`;
  if (above.has(value)) return "holds itself";
  const prototype = Object.getPrototypeOf(value) as object | null;
  const isPlain = Array.isArray(value) || prototype === null || prototype === Object.prototype;
  return isPlain || isPlainElsewhere(prototype) ? undefined : "is an object of a class";
}

/** Objects of another realm, as some loaders of modules make them. */
function isPlainElsewhere(prototype: object | null): boolean {
  return prototype !== null && Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "hasOwnProperty");
}
