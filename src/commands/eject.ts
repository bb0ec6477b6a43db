/** `specmill eject PACK`: copies a built-in pack into the project, to change it. */
import { resolve } from "node:path";
import { findConfig } from "#config/find.ts";
import { exitCodes } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { projectPath } from "#platform/paths.ts";
import { safeLine } from "#reporters/text/diagnostic.ts";
import { ejectPack } from "#scaffold/eject.ts";
import { selectPacks } from "./list-packs.ts";
import type { Command } from "./run-command.ts";

export const command: Command = {
  async run(run) {
    const [pack = ""] = selectPacks(run.args.positional);
    const root = findConfig(run.cwd, fs, run.args.text("config"))?.root ?? run.cwd;
    const named = run.args.text("to");
    const folder = named === undefined ? `templates/${pack}` : projectPath(root, resolve(run.cwd, named));
    for (const path of await ejectPack({ pack, folder, root }, fs)) {
      run.host.emit({ type: "output", status: "created", path, target: "" });
    }
    if (!run.args.has("quiet") && !run.args.has("json")) {
      run.reports.say(`next: set \`pack: ./${safeLine(folder)}\` in the config\n`);
    }
    return exitCodes.inStep;
  },
};
