/** The extension point for reports: one file a format, which exports `reporter`. */
import type { Event } from "#model/event.ts";

export interface ReporterOptions {
  /** Writes to where the format belongs: stderr for people, stdout for machines. */
  write(text: string): void;
  readonly color: boolean;
  /** Columns of the terminal; 80 when there is none. */
  readonly width: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Milliseconds since the run began; only the progress line asks. */
  elapsed(): number;
}

export interface Reporter {
  /** Events arrive in order; diagnostics sorted, before the summary. The summary is the last event. */
  on(event: Event): void;
}

export interface ReporterFormat {
  readonly name: string;
  readonly stream: "stdout" | "stderr";
  open(options: ReporterOptions): Reporter;
}
