/** Another thread of `specmill new --validate`: it reads and checks the templates that it is handed. */
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { ValidateTask } from "#scaffold/new/validate/validate.ts";
import { validateBatch } from "#scaffold/new/validate/validate.ts";
import type { FromValidateThread } from "#scaffold/new/validate/validate-threads.ts";

declare const self: Worker;

/** Listens to the main thread until it is stopped. What goes wrong here is done again there, and told by it. */
export function serve(): void {
  self.onmessage = ({ data }: MessageEvent<ValidateTask>) => self.postMessage(answer(data));
}

function answer(task: ValidateTask): FromValidateThread {
  try {
    return { type: "checked", problems: validateBatch(task, fs) };
  } catch {
    return { type: "died" };
  }
}
