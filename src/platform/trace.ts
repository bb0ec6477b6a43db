/** Spans for `--trace` and `--stats`: free when off, Chrome trace format when on. */

export interface Trace {
  /** Runs `work` and records how long it took. Returns what `work` returns; a promise is timed to its end. */
  span<T>(name: string, work: () => T): T;
  /** Adds to a counter that `--stats` prints. */
  count(name: string, by?: number): void;
}

export interface SpanRecord {
  readonly name: string;
  /** Microseconds since the trace began. */
  readonly start: number;
  readonly duration: number;
}

export interface RecordingTrace extends Trace {
  readonly spans: readonly SpanRecord[];
  readonly counters: ReadonlyMap<string, number>;
}

export const noTrace: Trace = {
  span: (_name, work) => work(),
  count: () => {},
};

export function recordTrace(now: () => number = () => Bun.nanoseconds() / 1000): RecordingTrace {
  const spans: SpanRecord[] = [];
  const counters = new Map<string, number>();
  const end = (name: string, start: number) => spans.push({ name, start, duration: now() - start });
  return {
    spans,
    counters,
    span(name, work) {
      const start = now();
      const value = work();
      if (value instanceof Promise) return value.finally(() => end(name, start)) as typeof value;
      end(name, start);
      return value;
    },
    count(name, by = 1) {
      counters.set(name, (counters.get(name) ?? 0) + by);
    },
  };
}

/** The trace as chrome://tracing and Perfetto read it. */
export function chromeTrace(trace: RecordingTrace): string {
  const traceEvents = trace.spans.map((span) => ({
    name: span.name,
    ph: "X",
    ts: Math.round(span.start),
    dur: Math.round(span.duration),
    pid: 1,
    tid: 1,
  }));
  return `${JSON.stringify({ traceEvents, counters: Object.fromEntries(trace.counters) })}\n`;
}
