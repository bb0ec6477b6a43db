/** `specmill.d.ts`: the types behind `import … from "specmill"`, for an editor in a project that has the binary and nothing else. */
import type { PlannedFile } from "./planned-file.ts";
import { create } from "./planned-file.ts";
import { specmillTypes } from "./types.gen.ts";

export const typesPath = "specmill.d.ts";

/** An ambient declaration: any tsconfig that includes the root of the project finds it, no path mapping needed. */
export function typesFile(): PlannedFile {
  return create(typesPath, specmillTypes);
}
