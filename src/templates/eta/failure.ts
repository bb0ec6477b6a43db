/** What a template threw -> a problem at the line that threw it, with the chain of includes that led there. */
import type { Diagnostic, Note, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { InternalError, SpecmillError } from "#model/errors.ts";
import { suggestNote } from "#model/suggest.ts";
import { TemplateError } from "../engines/engine.ts";
import { findFrame } from "./compile.ts";
import { placeIn } from "./source.ts";

/** What was in scope, for "did you mean", and where to point when the stack says nothing. */
export interface FailureScope {
  readonly it: object;
  readonly names: readonly string[];
  readonly fallback: () => Place;
}

/** Turns anything that was thrown into the error to throw on; our own faults pass unchanged. */
export function templateFailure(thrown: unknown, scope: FailureScope): Error {
  if (thrown instanceof InternalError || thrown instanceof SpecmillError) return thrown;
  const description = thrown instanceof TemplateError ? thrown.diagnostic : describe(thrown, scope);
  if (description.place !== undefined) return new TemplateError(description);
  const [place, ...outer] = framePlaces(thrown, description.message);
  const includes: Note[] = outer.map((one) => ({ message: "included here", place: one }));
  const notes = [...description.notes, ...includes];
  return new TemplateError({ ...description, place: place ?? scope.fallback(), notes });
}

function describe(thrown: unknown, scope: FailureScope): Diagnostic {
  const text =
    thrown instanceof Error ? thrown.message : `the template threw ${JSON.stringify(thrown) ?? String(thrown)}`;
  const { message, notes } = explain(text === "" ? "the template threw an error without a message" : text, scope);
  return error("template/failed", message, { notes });
}

/** The engine's sentences in our form, with a hint where a name is nearly right. */
function explain(text: string, { it, names }: FailureScope): { message: string; notes: readonly string[] } {
  const unknown = /^(?:Can't find variable: )?([\w$]+)(?: is not defined)?$/.exec(text);
  if (unknown?.[1] !== undefined && text !== unknown[1]) {
    return { message: `\`${unknown[1]}\` is not defined`, notes: suggestNote(unknown[1], names).filter(isHint) };
  }
  const call = /^(.+?) is not a function\. \(In '.*', '.*' is .*\)$/s.exec(text);
  if (call?.[1] !== undefined) return { message: `\`${call[1]}\` is not a function`, notes: memberHint(call[1], it) };
  const property = /^(.*) is not an object \(evaluating '(.*)'\)$/s.exec(text);
  if (property !== null) return { message: `\`${property[2]}\` reads a property of ${property[1]}`, notes: [] };
  const [first = text] = text.split("\n");
  return { message: first.replace(/\.$/, ""), notes: [] };
}

function memberHint(path: string, it: object): string[] {
  const [group = "", member = "", ...more] = path.split(".");
  const value: unknown = group in it ? it[group as keyof object] : undefined;
  if (more.length > 0 || typeof value !== "object" || value === null) return [];
  return suggestNote(member, Object.keys(value)).filter(isHint);
}

/** A list of all names would be longer than it helps. */
function isHint(note: string): boolean {
  return note.startsWith("did you mean");
}

/** The places of the template frames in a stack, innermost first. */
function framePlaces(thrown: unknown, message: string): Place[] {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const frames = stack.split("\n").flatMap((line) => findFrame(line) ?? []);
  const places = frames.map(({ source, offset }, index) => {
    const culprit = index === 0 ? /`([^`]+)`/.exec(message)?.[1] : undefined;
    const start = culprit === undefined ? -1 : source.text.lastIndexOf(culprit, offset);
    // The engine points somewhere into the expression; its message quotes the expression.
    const isQuoted = culprit !== undefined && start >= 0 && start + culprit.length >= offset - 1;
    return isQuoted ? placeIn(source, start, culprit.length) : placeIn(source, offset);
  });
  return places.filter((place, index) => index === 0 || !isSame(place, places[index - 1]));
}

function isSame(a: Place, b: Place | undefined): boolean {
  return a.file === b?.file && a.line === b.line;
}
