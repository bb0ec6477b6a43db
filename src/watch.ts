/** `generate` again and again: whenever something in the project changes, once the writing has paused. */
import { SpecmillError } from "#model/errors.ts";
import type { Host, Outcome, PipelineRequest } from "#model/pipeline.ts";
import { watchTree } from "#platform/watch-folder.ts";
import { failed, generate } from "./generate.ts";
import { findProject } from "./project.ts";

/** Never inputs, or written by the run itself. */
const IGNORED = /(^|\/)(\.specmill|\.git|node_modules)(\/|$)|^specmill\.lock$/;

/**
 * Yields the outcome of the first run and of one after each change. A run that fails is an outcome like any other: the next change may
 * mend it. Outputs that the run wrote wake it once more, and that run ends at the unchanged test.
 */
export async function* watch(request: PipelineRequest, host: Host): AsyncIterable<Outcome> {
  const { root } = findProject(request.cwd, request.config);
  const changes = watchTree(root, (path) => IGNORED.test(path), host.signal);
  yield await runOnce(request, host);
  for await (const _batch of changes) yield await runOnce(request, host);
}

async function runOnce(request: PipelineRequest, outer: Host): Promise<Outcome> {
  const start = outer.elapsed();
  const host: Host = { ...outer, elapsed: () => outer.elapsed() - start };
  try {
    return await generate(request, host);
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    return failed(problem, request, host);
  }
}
