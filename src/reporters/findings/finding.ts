/** What a pipeline has to know of a run: its problems and its drift, in one shape. Texts are clean and masked; paths are as they are. */
import type { Note, Place, Severity } from "#model/diagnostic.ts";
import type { Event, OutputEvent, SnapshotEvent } from "#model/event.ts";
import { formatPlace, safeText } from "../text/diagnostic.ts";
import { driftRule } from "./drift-rules.ts";

/** The rule of a run that failed and did not say why. */
export const FAILED = "run/failed";

export interface Finding {
  /** The code of a problem, or a drift rule: `output/stale`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
  readonly notes: readonly Note[];
  /** Of drift: the output or snapshot, and whose it is. */
  readonly drift?: Drift;
}

export interface Drift {
  readonly status: string;
  readonly path: string;
  /** The target of an output, the source of a snapshot; "" for the lock. */
  readonly owner: string;
}

/** `undefined` for an event that calls for nothing. */
export function findingOf(event: Event): Finding | undefined {
  if (event.type === "output") return drift(event, event.target, []);
  if (event.type === "snapshot") return drift(event, event.source, event.changes);
  if (event.type !== "diagnostic") return undefined;
  const { code, severity, message, place, notes } = event.diagnostic;
  const cleanNotes = notes.map((note) => ({ ...note, message: clean(note.message) }));
  return { rule: code, severity, message: clean(message), notes: cleanNotes, ...(place && { place }) };
}

function drift(event: OutputEvent | SnapshotEvent, owner: string, changes: readonly string[]): Finding | undefined {
  const { type, status, path } = event;
  const rule = driftRule(`${type}/${status}`);
  if (rule === undefined) return undefined;
  return {
    rule: `${type}/${status}`,
    severity: "error",
    message: `${clean(`\`${path}\``)} ${rule.message}; ${rule.help}`,
    place: { file: path },
    notes: changes.map((message) => ({ message: clean(message) })),
    drift: { status, path, owner },
  };
}

/** The column behind what is meant; `undefined` when that is not known, or nothing. */
export function endColumn({ line, column, frame }: Place): number | undefined {
  const text = line === undefined ? undefined : frame?.lines[line - frame.firstLine];
  if (frame === undefined || text === undefined || column === undefined) return undefined;
  const end = Math.min(column + frame.length, text.length + 1);
  return end > column ? end : undefined;
}

/** The notes as lines: `note: api.yaml:9:20  the first one is here`. */
export function noteLines({ notes }: Finding): string[] {
  return notes.map(({ message, place }) => `note: ${place === undefined ? "" : `${formatPlace(place)}  `}${message}`);
}

/** Halves of pairs are refused by strict readers of JSON and XML. */
function clean(text: string): string {
  return safeText(text).toWellFormed();
}
