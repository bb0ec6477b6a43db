/** What a template threw -> a problem at the line that threw it, with the chain of includes that led there. */
import type { Diagnostic, Note, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { InternalError, SpecmillError } from "#model/errors.ts";
import type { PackAccess } from "../engines/engine.ts";
import { TemplateError } from "../engines/engine.ts";
import { modulePlace } from "../module-failure.ts";
import type { ThrownScope } from "../thrown.ts";
import { culprit, describeThrown } from "../thrown.ts";
import { findFrame } from "./compile.ts";
import { placeIn } from "./source.ts";

export interface FailureScope extends ThrownScope {
  readonly pack: PackAccess;
  /** Where to point when the stack says nothing. */
  readonly fallback: () => Place;
}

/** Turns anything that was thrown into the error to throw on; our own faults pass unchanged. */
export function templateFailure(thrown: unknown, scope: FailureScope): Error {
  if (thrown instanceof InternalError || thrown instanceof SpecmillError) return thrown;
  const problem = thrown instanceof TemplateError ? thrown.diagnostic : describe(thrown, scope);
  const places = framePlaces(thrown, problem.place === undefined ? problem.message : "");
  // What does not compile has its place already: there the whole stack is the way to it.
  const place = problem.place ?? places.shift() ?? scope.fallback();
  const includes: Note[] = places.map((one) => ({ message: "included here", place: one }));
  return new TemplateError({ ...problem, place, notes: [...problem.notes, ...includes] });
}

/** A function of `_helpers.ts` that throws is shown too: the tag that called it may well be right. */
function describe(thrown: unknown, scope: FailureScope): Diagnostic {
  const { message, notes } = describeThrown(thrown, scope);
  const helper = modulePlace(thrown, scope.pack, message);
  const thrownHere: Note[] = helper === undefined ? [] : [{ message: "thrown here", place: helper }];
  return error("template/failed", message, { notes: [...notes, ...thrownHere] });
}

/** The places of the templates in a stack, innermost first: one for each text, at the line that was running. */
function framePlaces(thrown: unknown, message: string): Place[] {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const frames = stack.split("\n").flatMap((line) => findFrame(line) ?? []);
  const texts = frames.filter(({ source }, index) => index === 0 || source !== frames[index - 1]?.source);
  return texts.map(({ source, offset, length }, index) => {
    if (length > 1) return placeIn(source, offset, length);
    const marked = culprit(source.text, offset, index === 0 ? message : "");
    return placeIn(source, marked.start, marked.length);
  });
}
