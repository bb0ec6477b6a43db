/** `specmill new --list`, and what `specmill new` says where no action is named: the generators and actions there are. */
import { build } from "#build-info.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import { DEFAULT_ACTION } from "#scaffold/new/choose-action.ts";
import type { GeneratorEntry } from "#scaffold/new/listing/generators.ts";
import { listGenerators as listAll } from "#scaffold/new/listing/generators.ts";
import { formatColumns } from "./columns.ts";
import type { NewCall } from "./new-call.ts";
import type { Run } from "./run-command.ts";

/** Everything that can be named in this folder. */
export function listingOf({ home, grounds }: NewCall): readonly GeneratorEntry[] {
  return listAll(home, fs, { root: grounds.root, build });
}

/** The list is what was asked for. */
export function listGenerators(call: NewCall): number {
  writeGenerators(listingOf(call), call.run);
  return exitCodes.inStep;
}

/** The list, and an exit code that stops a script whose generator came out empty; hygen's is the same. */
export function listInsteadOfRunning(call: NewCall): never {
  const listing = listingOf(call);
  writeGenerators(listing, call.run);
  const next =
    listing.length === 0
      ? "`specmill new --init` writes a first generator to `_templates`"
      : "name one: `specmill new GENERATOR ACTION [NAME]`; `--list` alone lists them";
  throw new SpecmillError([error("scaffold/not-found", "no generator is named", { notes: [next] })]);
}

/** A line an action, with its description; one document with `--json`. */
export function writeGenerators(listing: readonly GeneratorEntry[], { args, reports }: Run): void {
  if (args.has("json")) {
    reports.data(`${formatJson({ version: 1, generators: listing })}\n`);
    return;
  }
  const rows = listing.flatMap(({ name, actions }) =>
    actions.map((action) => {
      const call = action.name === DEFAULT_ACTION ? name : `${name} ${action.name}`;
      return [call, action.flags.map((flag) => `--${flag}`).join(" "), action.description ?? ""];
    }),
  );
  if (rows.length > 0) reports.data(formatColumns([["action", "flags", "description"], ...rows]));
}
