/** Flags and arguments that several commands take. */
import type { Argument, Flag } from "./entry.ts";

export const targets: Argument = {
  name: "TARGET",
  isRequired: false,
  isRepeated: true,
  offers: "target",
  text: "targets by name; all when none is named",
};

export const workFlags: readonly Flag[] = [
  { name: "jobs", short: "j", type: "count", value: "N", text: "render in at most N threads" },
  {
    name: "executor",
    type: "text",
    value: "HOW",
    values: ["inline", "threads"],
    text: "render in this thread or in several; the bytes are the same",
  },
  { name: "no-cache", type: "switch", text: "neither take results from the local store nor keep any" },
  {
    name: "trace",
    type: "text",
    value: "FILE",
    offers: "file",
    text: "write a trace for chrome://tracing or Perfetto",
  },
  { name: "stats", type: "optional", value: "json", values: ["json"], text: "print where the time went" },
];

export const explain: Flag = { name: "explain", type: "switch", text: "say why each output is rendered" };

export const overwrite: Flag = {
  name: "overwrite",
  type: "list",
  value: "PATH",
  offers: "file",
  text: "replace this file although it was edited or is not ours; may be repeated",
};

export const wait: Flag = {
  name: "wait",
  type: "seconds",
  value: "SECONDS",
  text: "wait so long for another run to end",
};

export const yes: Flag = { name: "yes", short: "y", type: "switch", text: "do not ask" };
