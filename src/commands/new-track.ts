/** `--track` of `specmill new`: what must be known before the action writes, and what is said when it has. */
import { realFileSystem as fs } from "#platform/file-system.ts";
import { safeText } from "#reporters/text/diagnostic.ts";
import { plural } from "#reporters/text/summary.ts";
import type { NewOutcome, NewRequest, PreparedAction } from "#scaffold/new/new.ts";
import { requireTrackable } from "#scaffold/new/track/require-trackable.ts";
import type { TrackOutcome } from "#scaffold/new/track/track-action.ts";
import { trackAction } from "#scaffold/new/track/track-action.ts";
import type { NewCall } from "./new-call.ts";

export interface Tracking {
  readonly onSecret: (name: string) => void;
  /** Throws SpecmillError when the action cannot be tracked. */
  readonly inspect: (prepared: PreparedAction) => void;
  /** Records what was written, and says so. */
  end(outcome: NewOutcome): void;
}

export function openTracking({ run, grounds, home }: NewCall, { cwd, compat }: NewRequest): Tracking {
  const secrets = new Set<string>();
  const context = { grounds, home, cwd, compat, secrets, fs };
  return {
    onSecret: (name) => secrets.add(name),
    inspect: (prepared) => requireTrackable(prepared, context),
    end(outcome) {
      const tracked = trackAction(outcome, context);
      if (!run.args.has("quiet")) run.reports.say(safeText(said(tracked)));
    },
  };
}

function said({ name, tracked, untracked }: TrackOutcome): string {
  const files = plural(tracked.length, "file");
  const lines = [`tracked: ${files} as \`${name}\`; \`specmill check\` says when the templates have moved on`];
  if (untracked.length > 0)
    lines.push(`not tracked: what ${untracked.join(", ")} did; injections, commands and \`setup\` happen once`);
  return `${lines.join("\n")}\n`;
}
