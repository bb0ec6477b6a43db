/** Renders in the calling thread, in order: the default below the threshold where a second thread pays (bench/README.md). */
import type { Executor } from "../executor.ts";
import { BATCH } from "../executor.ts";

export const executor: Executor = {
  async *run(tasks, renderHere, signal) {
    for (let at = 0; at < tasks.length && !signal.aborted; at += BATCH) {
      yield tasks.slice(at, at + BATCH).map(renderHere);
      // Lets a Ctrl-C be seen between two batches.
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
};
