/** `specmill new`: runs an action of a generator in `_templates`, or says which there are. */
import { resolve } from "node:path";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { findGrounds, findTemplates } from "#scaffold/new/find-templates.ts";
import { recoverAction } from "#scaffold/new/writing/commit-action.ts";
import type { NewCall } from "./new-call.ts";
import type { Command, Run } from "./run-command.ts";

export const command: Command = {
  // hygen's log is what the command has to say, and scripts read it from stdout.
  isData: () => true,
  async run(run) {
    if (run.args.has("untrack")) return (await import("./new-untrack.ts")).untrackNamed(run);
    refuseUntrusted(run);
    if (run.args.has("init")) return (await import("./new-init.ts")).writeFirstGenerator(run);
    const call = await openCall(run);
    if (run.args.has("validate")) return (await import("./new-validate.ts")).validateTemplates(call);
    if (run.args.has("list")) return (await import("./new-list.ts")).listGenerators(call);
    const words = run.args.words.length > 0 ? run.args.words : await wordsOf(call);
    if (words === undefined) return (await import("./new-list.ts")).listInsteadOfRunning(call);
    return (await import("./new-action.ts")).runAction({ ...call, words });
  },
};

/** Templates are code, and so is everything that one can do with them. */
function refuseUntrusted({ args }: Run): void {
  if (!args.has("untrusted")) return;
  const notes = ["leave `--untrusted` out to run the templates of this folder"];
  const problem = error("scaffold/untrusted", "templates are code, and `--untrusted` forbids it", { notes });
  throw new SpecmillError([problem], exitCodes.untrusted);
}

async function openCall(run: Run): Promise<NewCall> {
  const grounds = findGrounds(run.cwd, fs);
  recoverAction(
    grounds,
    fs,
    run.args.list("allow-outside").map((path) => resolve(run.cwd, path)),
  );
  const request = { cwd: run.cwd, env: run.terminal.env, trust: run.args.has("trust") };
  return { run, grounds, home: await findTemplates(request, grounds, fs) };
}

/** Of a call without words: what is picked at a terminal; `undefined` where nobody can pick, or nothing is there. */
async function wordsOf(call: NewCall): Promise<readonly string[] | undefined> {
  const { run } = call;
  if (!run.terminal.canAsk() || !run.terminal.isTerminal("stdout")) return undefined;
  const { listingOf } = await import("./new-list.ts");
  const listing = listingOf(call);
  if (listing.length === 0) return undefined;
  const { pickAction } = await import("#scaffold/new/asking/pick-action.ts");
  const picked = await pickAction(listing);
  if (picked === undefined)
    throw new SpecmillError([error("run/interrupted", "interrupted: nothing was done")], exitCodes.interrupted);
  return [picked.generator, picked.action];
}
