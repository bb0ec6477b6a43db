/** The second entry of the binary: a render thread. It opens the same targets from the same bytes and renders what it is handed. */
import { InputTracker } from "#cache/input-tracker.ts";
import { MemoFile } from "#cache/memo.ts";
import { noFloor } from "#cache/racy.ts";
import { stateFolder } from "#cache/state-folder.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { UnitSet } from "#model/unit.ts";
import type { Context } from "#platform/context.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { noTrace } from "#platform/trace.ts";
import type { RenderTask, TaskResult } from "#render/executor.ts";
import type { FromThread, OpenMessage, ToThread } from "#render/protocol.ts";
import { renderJob } from "#render/render-job.ts";
import { formatRules } from "#write/post-format.ts";
import type { OpenTarget } from "./open-target.ts";
import { loadUnits, openTarget } from "./open-target.ts";

declare const self: Worker;

/** Listens to the main thread until it is stopped. */
export function serve(): void {
  let render: ((task: RenderTask) => TaskResult) | undefined;
  self.onmessage = async ({ data }: MessageEvent<ToThread>) => {
    try {
      if (data.type === "open") {
        render = await open(data);
        post({ type: "opened" });
      } else if (render !== undefined) {
        post({ type: "rendered", results: data.tasks.map(render) });
      }
    } catch (problem) {
      post({ type: "refused", diagnostics: diagnosticsOf(problem) });
    }
  };
}

async function open(message: OpenMessage): Promise<(task: RenderTask) => TaskResult> {
  const { root, config, untrusted } = message;
  const tracker = new InputTracker({ root, fs, known: () => undefined, floor: noFloor });
  tracker.ignoreFolders(config.targets.map((target) => target.output));
  const signal = new AbortController().signal;
  // The main thread reports what is wrong with sources and templates; here it is known already.
  const context: Context = { root, fs, report: () => {}, emit: () => {}, trace: noTrace, signal, untrusted };
  const targets = await openTargets(message, tracker, context);
  verifySameInputs(message, tracker);
  const format = formatRules(config.format, tracker.scope("format"));
  const { stage: folder, write, keepText } = message;
  const isFormatted = (path: string) => message.formats && format.applies(path);
  const stage = { root, folder, fs, write, keepText, keepPieces: keepText, isFormatted };
  return (task) => {
    const target = targets.get(task.target);
    const bound = target?.jobs[task.job];
    if (target === undefined || bound === undefined) throw new RangeError(`no job ${task.job} in ${task.target}`);
    return { ...renderJob(bound, target.views, { stage, limitMs: config.limits.renderMs }), target: task.target };
  };
}

/** The main thread has opened the same targets: what is wrong with the config was said there. */
const placeOf = () => ({ file: "" });

async function openTargets(
  message: OpenMessage,
  tracker: InputTracker,
  context: Context,
): Promise<Map<string, OpenTarget>> {
  const { config } = message;
  const sets = new Map<string, UnitSet>();
  const targets = new Map<string, OpenTarget>();
  for (const name of message.targets) {
    const target = config.targets.find((one) => one.name === name);
    const source = config.sources.find((one) => one.name === target?.source);
    if (target === undefined || source === undefined) throw new RangeError(`no target ${name}`);
    const memo = new MemoFile(stateFolder(message.root).memos, source.name, message.build, fs);
    const units = sets.get(source.name) ?? (await loadUnits(source, config, memo, tracker.scope("source"), context));
    sets.set(source.name, units);
    targets.set(
      name,
      await openTarget({ config, target, source, units, inputs: tracker.scope("pack"), placeOf }, context),
    );
  }
  return targets;
}

/** Two threads that saw different bytes would give a tree that belongs to neither. */
function verifySameInputs(message: OpenMessage, tracker: InputTracker): void {
  const expected = new Map(message.inputs);
  for (const row of tracker.rows()) {
    if (row.role !== "input" || expected.get(row.path) === row.hash) continue;
    const notes = ["something else is writing it: run again when that is done"];
    throw new SpecmillError([
      error("source/changed", `\`${row.path}\` changed while it was read`, { place: { file: row.path }, notes }),
    ]);
  }
}

function diagnosticsOf(problem: unknown): readonly Diagnostic[] {
  if (problem instanceof SpecmillError) return problem.diagnostics;
  const message = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  return [error("render/worker", `a render thread died: ${message}`)];
}

function post(message: FromThread): void {
  self.postMessage(message);
}
