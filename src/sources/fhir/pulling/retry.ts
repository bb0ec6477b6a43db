/** Tries again what may go better in a moment. The waiting is handed in, so that no test has to. */
import { HttpError } from "#platform/http.ts";

/** Resolves after so many milliseconds; rejects with the reason of the signal when that comes first. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Long enough for a server that restarts, short enough for a person who waits. */
const pauses = [250, 1000] as const;

/** Up to three tries. What the last one throws says how many there were. */
export async function withRetries<T>(attempt: () => Promise<T>, sleep: Sleep, signal: AbortSignal): Promise<T> {
  for (const pause of pauses) {
    try {
      return await attempt();
    } catch (problem) {
      if (!(problem instanceof HttpError && problem.isTransient)) throw problem;
    }
    await sleep(pause, signal);
  }
  try {
    return await attempt();
  } catch (problem) {
    if (!(problem instanceof HttpError && problem.isTransient)) throw problem;
    throw new HttpError(`${problem.message} (${pauses.length + 1} tries)`, true, problem.status);
  }
}

/** By the timers of the runtime. */
export function realSleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
