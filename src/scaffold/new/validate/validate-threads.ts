/** Hands batches of templates to further threads and to this one, from one queue. What they find is put in order by the caller. */
import type { Diagnostic } from "#model/diagnostic.ts";
import type { ValidateTask } from "./validate.ts";

/** Tells the entry of the binary which kind of thread it is. */
export const VALIDATE_THREAD = "--specmill-validate-thread";

/** What a thread answers to a task. */
export type FromValidateThread =
  | { readonly type: "checked"; readonly problems: readonly Diagnostic[] }
  | { readonly type: "died" };

export interface ValidateThreads {
  /** Threads besides this one. */
  readonly extra: number;
  spawn(): Worker;
  /** Checks a batch in this thread. */
  here(task: ValidateTask): readonly Diagnostic[];
}

/** The problems of all tasks, in no order. What a dead thread had in its hands is looked at here. */
export async function validateInThreads(
  tasks: readonly ValidateTask[],
  { extra, spawn, here }: ValidateThreads,
): Promise<readonly Diagnostic[]> {
  const queue = [...tasks].reverse();
  const threads = Array.from({ length: Math.min(extra, tasks.length - 1) }, () => new ValidateThread(spawn(), queue));
  const found: Diagnostic[] = [];
  try {
    for (let task = queue.pop(); task !== undefined; task = queue.pop()) {
      found.push(...here(task));
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const thread of threads) {
      const left = await thread.finished;
      found.push(...thread.found, ...(left === undefined ? [] : here(left)));
    }
    return found;
  } finally {
    for (const thread of threads) thread.stop();
  }
}

class ValidateThread {
  readonly found: Diagnostic[] = [];
  /** Ends with the task that it did not get done, or with nothing. */
  readonly finished: Promise<ValidateTask | undefined>;
  readonly #worker: Worker;
  readonly #queue: ValidateTask[];
  #held: ValidateTask | undefined;
  #finish: (left: ValidateTask | undefined) => void = () => {};

  constructor(worker: Worker, queue: ValidateTask[]) {
    this.#worker = worker;
    this.#queue = queue;
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
    worker.onmessage = ({ data }: MessageEvent<FromValidateThread>) => this.#receive(data);
    worker.onerror = () => this.#finish(this.#held);
    worker.addEventListener("close", () => this.#finish(this.#held));
    this.#next();
  }

  stop(): void {
    this.#worker.terminate();
  }

  #receive(message: FromValidateThread): void {
    if (message.type === "died") {
      this.#finish(this.#held);
      return;
    }
    this.found.push(...message.problems);
    this.#next();
  }

  #next(): void {
    this.#held = this.#queue.pop();
    if (this.#held === undefined) this.#finish(undefined);
    else this.#worker.postMessage(this.#held);
  }
}
