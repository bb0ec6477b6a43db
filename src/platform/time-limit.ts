/** Stops JavaScript that does not end. The engine's own watchdog interrupts it, in this thread, in the middle of a loop. */
import { Script } from "node:vm";

export class TimeLimitError extends Error {
  override name = "TimeLimitError";
}

const HOLDER = "__specmillLimited";
let script: Script | undefined;

/** Runs `work` for at most `limitMs` milliseconds; throws TimeLimitError after that. Costs about a microsecond. Does not nest. */
export function withTimeLimit<T>(limitMs: number, work: () => T): T {
  script ??= new Script(`${HOLDER}()`);
  const holder = globalThis as { [HOLDER]?: () => T };
  holder[HOLDER] = work;
  try {
    return script.runInThisContext({ timeout: limitMs }) as T;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") throw new TimeLimitError();
    throw problem;
  }
}
