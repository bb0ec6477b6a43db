/** Runs the compiler over generated files as strictly as projects do; Buffer is Node's. */
import { bundler, typeErrors } from "../openapi-typescript/type-check.ts";

export function errorsIn(files: ReadonlyMap<string, string>, settings: object = {}): string {
  return typeErrors(files, { ...bundler, types: ["node"], ...settings });
}

/** What the compiler says about a program beside the files, which are in `db/`. */
export function errorsInProgram(files: ReadonlyMap<string, string>, program: string, settings: object = {}): string {
  const all = new Map([...files].map(([path, text]) => [`db/${path}`, text]));
  return errorsIn(all.set("program.ts", program), settings);
}
