/**
 * The network stage: every source that can pull -> what is outside -> snapshot. Nothing else fetches inputs, and nothing here renders.
 * A source that cannot be reached keeps its snapshot and does not hold up the others.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import { sortDiagnostics } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { noCounts } from "#model/event.ts";
import type { Host, PipelineRequest } from "#model/pipeline.ts";
import type { PullContext, Pulled } from "#sources/source.ts";
import type { Pullable } from "./choose-pulls.ts";
import { choosePulls } from "./choose-pulls.ts";
import { findProject } from "./project.ts";
import type { Session } from "./session.ts";
import { openSession } from "./session.ts";
import { settleSnapshot } from "./settle-snapshot.ts";

export interface PullRequest extends Pick<PipelineRequest, "cwd" | "config" | "untrusted" | "waitSeconds"> {
  /** Sources by name; none means all that can pull. */
  readonly sources: readonly string[];
  /** Only say what is out of date. */
  readonly check: boolean;
  /** A variable of the environment, in which connection URLs are kept. */
  env(name: string): string | undefined;
}

/** Brings the snapshots up to date, or says which are not. Emits every event; the last one is the summary. */
export async function pull(request: PullRequest, host: Host): Promise<number> {
  const { cwd, untrusted, waitSeconds, check } = request;
  const named = request.config === undefined ? {} : { config: request.config };
  const session = await openSession(
    findProject(cwd, request.config),
    { ...lookingOnly, ...named, cwd, untrusted, waitSeconds, dryRun: check },
    host,
  );
  try {
    const wanted = await choosePulls(request.sources, session);
    const context: PullContext = {
      ...session.context,
      limits: session.config.limits,
      check: request.check,
      env: request.env,
    };
    // At once: servers do not wait for one another. The order is that of the config.
    const fetched = await Promise.all(wanted.map((one) => fetchOne(one, context, session)));
    const counts = settleAll(
      fetched.filter((one) => one !== undefined),
      check,
      session,
    );
    return finish(check ? "pull --check" : "pull", counts, session);
  } finally {
    session.close();
  }
}

/** What the rest of the pipeline would ask for, and pull does not. */
const lookingOnly = {
  command: "generate",
  targets: [],
  force: false,
  explain: false,
  showDiff: false,
  cache: false,
  overwrite: [],
} as const satisfies Partial<PipelineRequest>;

interface Fetched extends Pulled, Pullable {}

/** What a source cannot do keeps it from nothing but its own snapshot. */
async function fetchOne(one: Pullable, context: PullContext, session: Session): Promise<Fetched | undefined> {
  const { name, options } = one.source;
  const problems: Diagnostic[] = [];
  const own: PullContext = { ...context, report: (problem) => void problems.push(problem) };
  try {
    return { ...one, ...(await one.puller.pull({ name, options, limits: context.limits }, own)) };
  } catch (problem) {
    if (!context.signal.aborted) problems.push(...problemsOf(problem));
    return undefined;
  } finally {
    // What lies outside has no place but the one where the config names it.
    const place = problems.length === 0 ? undefined : await session.placeOf(["sources", name]);
    for (const problem of problems) context.report(place === undefined ? problem : { place, ...problem });
  }
}

/** Only what a user can mend; anything else goes on as it came. */
function problemsOf(problem: unknown): readonly Diagnostic[] {
  if (problem instanceof SpecmillError && problem.exitCode === exitCodes.drift) return problem.diagnostics;
  throw problem;
}

/** Ctrl-C while a server was waited for: nothing is written, also not of those that had answered. */
function settleAll(fetched: readonly Fetched[], check: boolean, session: Session): typeof noCounts {
  const { host, context } = session;
  const counts = { ...noCounts };
  for (const { path, text, changes, source } of host.signal.aborted ? [] : fetched) {
    try {
      const status = settleSnapshot(path, text, check, session);
      host.emit({ type: "snapshot", status, path, source: source.name, changes });
      counts.outputs++;
      if (status === "created" || status === "changed") counts[status]++;
      if (status === "stale" || status === "missing") counts.drift++;
    } catch (problem) {
      for (const one of problemsOf(problem)) context.report(one);
    }
  }
  return counts;
}

function finish(command: string, counts: typeof noCounts, { diagnostics, host }: Session): number {
  for (const diagnostic of sortDiagnostics(diagnostics)) host.emit({ type: "diagnostic", diagnostic });
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const drift = errors > 0 || counts.drift > 0 ? exitCodes.drift : exitCodes.inStep;
  const exitCode = host.signal.aborted ? exitCodes.interrupted : drift;
  const warnings = diagnostics.length - errors;
  host.emit({ type: "summary", command, counts, errors, warnings, durationMs: host.elapsed(), exitCode });
  return exitCode;
}
