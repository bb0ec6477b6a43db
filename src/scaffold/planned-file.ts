/** What a scaffolding planner returns: files to write, and nothing written. Who writes them passes the write guard first. */

export interface PlannedFile {
  /** Relative to the project root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** `create` writes a file that must not exist; `append` adds `text` to the end of one that does. */
  readonly action: "create" | "append";
}

export function create(path: string, text: string): PlannedFile {
  return { path, text, action: "create" };
}
