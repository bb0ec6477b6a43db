/** Hooks on disk, run as an action runs them; problems as the lines that a user would read. */

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SpecmillError } from "#model/errors.ts";
import type { ChosenAction } from "#scaffold/new/action.ts";
import type { Asking, HookContext } from "#scaffold/new/asking/hook.ts";
import { runHook } from "#scaffold/new/asking/hook.ts";
import type { Files } from "../../support/rig.ts";
import { writeFiles } from "../../support/rig.ts";

export interface HookFolder extends Disposable {
  readonly root: string;
  run(given?: Record<string, unknown>, asking?: Partial<Asking>, context?: Partial<HookContext>): Promise<HookOutcome>;
}

export interface HookOutcome {
  readonly result?: Record<string, unknown>;
  readonly exitCode: number;
  /** `code file:line:column message`, notes below it, and the frame with its mark. */
  readonly problems: string;
}

/** The action folder is `action/`. */
export function hookFolder(files: Files): HookFolder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "specmill-hook-")));
  writeFiles(root, files);
  const folder = join(root, "action");
  const choice: ChosenAction = {
    templates: { path: root, isInside: true },
    generator: "g",
    action: "action",
    folder,
  };
  const home = { folders: [choice.templates], conflicts: "fail", config: {} } as const;
  return {
    root,
    run: (given = {}, asking = {}, context = {}) =>
      outcomeOf(
        runHook(
          folder,
          given,
          { canAsk: false, answers: {}, useDefaults: false, ...asking },
          { home, choice, mayRun: true, shown: root, ...context },
        ),
      ),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

export async function outcomeOf(result: Promise<Record<string, unknown>>): Promise<HookOutcome> {
  try {
    return { result: await result, exitCode: 0, problems: "" };
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    return { exitCode: problem.exitCode, problems: problem.diagnostics.map(describe).join("\n") };
  }
}

function describe({ code, place, message, notes }: SpecmillError["diagnostics"][number]): string {
  const at = [place?.file, place?.line, place?.column].filter((part) => part !== undefined).join(":");
  const line = place?.frame?.lines[(place.line ?? 0) - place.frame.firstLine];
  const mark = `${" ".repeat((place?.column ?? 1) - 1)}${"^".repeat(place?.frame?.length ?? 0)}`;
  const frame = line === undefined ? [] : [`| ${line}`, `| ${mark}`];
  return [`${code} ${at} ${message}`, ...frame, ...notes.map((note) => `  ${note.message}`)].join("\n");
}
