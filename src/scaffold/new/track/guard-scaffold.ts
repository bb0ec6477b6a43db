/** The record of a scaffold comes out of a committed file: no path in it is believed. */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { absolute, isWithin, projectPath } from "#platform/paths.ts";
import { refusePath, TRACKED_FILE } from "#write/guard.ts";
import type { Grounds } from "../find-templates.ts";
import { actionAllows } from "../writing/output-guard.ts";
import type { TrackedScaffold } from "./tracked-scaffold.ts";

/** Throws SpecmillError when the record names anything outside of the project, or a file that no action may write. */
export function guardScaffold(id: string, scaffold: TrackedScaffold, { root, boundary }: Grounds): void {
  const { templates, folder, cwd, inputs, outputs } = scaffold;
  const outside = [templates, folder, cwd, ...inputs.keys()].find((path) => !isWithin(boundary, absolute(root, path)));
  if (outside !== undefined) throw refuse(id, outside, "lies outside the project");
  for (const path of outputs.keys()) {
    const refusal = refusePath(projectPath(boundary, absolute(root, path)), ".", actionAllows);
    if (refusal !== undefined)
      throw refuse(id, path, refusal.code === "write/outside" ? "lies outside the project" : refusal.why);
  }
}

function refuse(id: string, path: string, why: string): SpecmillError {
  const notes = ["`specmill new --track` never writes such a path: the file was changed by hand", "delete the entry"];
  const message = `\`${path}\` of \`${id}\` ${why}`;
  return new SpecmillError([error("scaffold/tracked", message, { place: { file: TRACKED_FILE }, notes })]);
}
