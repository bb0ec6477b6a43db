/**
 * Renders in this thread and in further ones, each of which opened the targets from the same bytes. Tasks are handed out in batches from one
 * queue, so that no thread waits for another; the main thread takes its share while the others start.
 */
import { error } from "#model/diagnostic.ts";
import type { Executor, RenderTask, TaskResult } from "../executor.ts";
import { BATCH } from "../executor.ts";
import type { FromThread, OpenMessage, ToThread } from "../protocol.ts";

export interface ThreadsOptions {
  /** Threads besides the main one. */
  readonly extra: number;
  readonly open: OpenMessage;
  /** Starts a thread that runs src/worker.ts. */
  spawn(): Worker;
}

export function threadsExecutor(options: ThreadsOptions): Executor {
  return {
    async *run(tasks, renderHere, signal) {
      const queue = new TaskQueue(tasks);
      const threads = Array.from({ length: options.extra }, () => new RenderThread(options, queue));
      try {
        for (let batch = queue.take(); batch.length > 0 && !signal.aborted; batch = queue.take()) {
          yield batch.map(renderHere);
          yield threads.flatMap((thread) => thread.collect());
          await new Promise((resolve) => setImmediate(resolve));
        }
        for (const thread of threads) {
          yield await thread.finish(signal);
          // What a dead thread gave back is rendered here.
          for (let batch = queue.take(); batch.length > 0 && !signal.aborted; batch = queue.take())
            yield batch.map(renderHere);
        }
      } finally {
        for (const thread of threads) thread.stop();
      }
    },
  };
}

class TaskQueue {
  readonly #tasks: readonly RenderTask[];
  #next = 0;

  constructor(tasks: readonly RenderTask[]) {
    this.#tasks = tasks;
  }

  take(): readonly RenderTask[] {
    const batch = this.#tasks.slice(this.#next, this.#next + BATCH);
    this.#next += batch.length;
    return batch;
  }
}

class RenderThread {
  readonly #worker: Worker;
  readonly #queue: TaskQueue;
  #held: readonly RenderTask[] = [];
  #results: TaskResult[] = [];
  #isDone = false;
  #finished: () => void = () => {};

  constructor({ open, spawn }: ThreadsOptions, queue: TaskQueue) {
    this.#queue = queue;
    this.#worker = spawn();
    this.#worker.onmessage = ({ data }: MessageEvent<FromThread>) => this.#receive(data);
    this.#worker.onerror = (event) => this.#die(event.message);
    this.#worker.addEventListener("close", () => this.#die("it ended without a message"));
    this.#send(open);
  }

  /** Results that arrived since the last call. */
  collect(): TaskResult[] {
    const results = this.#results;
    this.#results = [];
    return results;
  }

  /** Waits until the thread has nothing left to do. */
  async finish(signal: AbortSignal): Promise<TaskResult[]> {
    if (!this.#isDone && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#finished = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    return this.collect();
  }

  stop(): void {
    this.#isDone = true;
    this.#worker.terminate();
  }

  #send(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromThread): void {
    if (message.type === "refused") {
      this.#results.push(...message.diagnostics.map((diagnostic) => failedTask({ target: "", job: 0 }, diagnostic)));
      this.#end();
      return;
    }
    if (message.type === "rendered") this.#results.push(...message.results);
    this.#held = this.#queue.take();
    if (this.#held.length === 0) this.#end();
    else this.#send({ type: "render", tasks: this.#held });
  }

  #die(why: string): void {
    if (this.#isDone) return;
    const notes = ["run again with `--executor inline` to see whether a template is the cause"];
    const problem = error("render/worker", `a render thread died: ${why}`, { notes });
    const tasks = this.#held.length === 0 ? [{ target: "", job: 0 }] : this.#held.slice(0, 1);
    this.#results.push(...tasks.map((task) => failedTask(task, problem)));
    this.#end();
  }

  #end(): void {
    this.#isDone = true;
    this.#finished();
  }
}

function failedTask(task: RenderTask, problem: TaskResult["problems"][number]): TaskResult {
  return {
    target: task.target,
    job: "",
    rawHash: "",
    isSame: false,
    isStaged: false,
    reads: [],
    cost: 0,
    problems: [problem],
  };
}
