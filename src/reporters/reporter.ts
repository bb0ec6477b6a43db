/** The extension point for reports: one file a format, which exports `reporter`. */
import type { Event } from "#model/event.ts";

export interface ReporterOptions {
  /** Writes to where the format belongs: stderr for people, stdout for machines, or the file that the call names. */
  write(text: string): void;
  readonly color: boolean;
  /** Columns of the terminal; 80 when there is none. */
  readonly width: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Milliseconds since the run began; only the progress line asks. */
  elapsed(): number;
  /** Of specmill. */
  readonly version: string;
  /** The command of the call, as in `specmill check`; "" when there is none. */
  readonly command: string;
  /** The config, named as the paths of this report are: the place of problems that have none, in formats that cannot do without. */
  readonly config: string;
}

export interface Reporter {
  /** Events arrive in order; diagnostics sorted, before the summary. The summary is the last event of a run that came to its end. */
  on(event: Event): void;
  /** There are no more events. A document is written now. Called once. */
  end?(exitCode: number): void;
}

export interface ReporterFormat {
  readonly name: string;
  readonly stream: "stdout" | "stderr";
  /** `workspace`: files are named from the top of the repository, because another program looks them up there. */
  readonly paths: "project" | "workspace";
  /** One document a run, written at its end. The others write as events arrive. */
  readonly isDocument: boolean;
  open(options: ReporterOptions): Reporter;
}
