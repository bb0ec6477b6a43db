/** The commands that look after what is kept, and after git and the shell. */
import type { CommandEntry } from "./entry.ts";
import { targets, wait, yes } from "./shared-flags.ts";

export const upkeepCommands: readonly CommandEntry[] = [
  {
    name: "pull",
    text: "refresh what is kept of databases and FHIR packages: the command that connects",
    arguments: [
      {
        name: "SOURCE",
        isRequired: false,
        isRepeated: true,
        offers: "source",
        text: "sources by name; all that have something to pull when none is named",
      },
    ],
    flags: [
      { name: "check", type: "switch", text: "write nothing; say in words what is new, and exit 1 when anything is" },
      wait,
    ],
    examples: [
      ["pull", "refresh all snapshots"],
      ["pull shop", "only that of the source `shop`"],
      ["pull --check", "say which snapshots are out of date, and why"],
    ],
  },
  {
    name: "hook",
    text: "let git check every commit: `check --staged` as its pre-commit hook",
    arguments: [
      {
        name: "ACTION",
        isRequired: true,
        values: ["install", "uninstall", "status"],
        text: "install, uninstall or status",
      },
    ],
    flags: [
      { name: "stage", type: "switch", text: "install: add missing outputs to the commit instead of refusing it" },
    ],
    examples: [
      ["hook install", "refuse commits whose outputs are out of step; a hook that is there already still runs"],
      ["hook install --stage", "add the outputs to the commit instead"],
      ["hook uninstall", "and put the hook that was there before back"],
    ],
  },
  {
    name: "clean",
    text: "delete the outputs that specmill wrote and nobody edited",
    arguments: [targets],
    flags: [yes, { name: "dry-run", type: "switch", text: "say what would be deleted and delete nothing" }, wait],
    examples: [
      ["clean --dry-run", "say what would be deleted"],
      ["clean docs --yes", "delete the outputs of `docs` without asking"],
    ],
  },
  {
    name: "cache",
    text: "look after the local store in .specmill",
    arguments: [
      {
        name: "ACTION",
        isRequired: true,
        values: ["status", "prune", "verify", "clear"],
        text: "status, prune, verify or clear",
      },
    ],
    flags: [{ name: "max-size", type: "count", value: "MB", text: "prune: keep this much; default: 256" }],
    examples: [
      ["cache status", "how large it is"],
      ["cache prune --max-size 50", "forget the oldest results"],
      ["cache verify", "check every stored result against its checksum"],
      ["cache clear", "delete all local state; costs one cold run and nothing else"],
    ],
  },
  {
    name: "completion",
    text: "print a script that lets a shell complete commands, flags and names",
    arguments: [
      {
        name: "SHELL",
        isRequired: true,
        values: ["bash", "zsh", "fish", "powershell"],
        text: "bash, zsh, fish or powershell",
      },
    ],
    flags: [],
    examples: [
      ["completion bash > ~/.local/share/bash-completion/completions/specmill", "for bash, from the next shell on"],
      ["completion zsh > ~/.zsh/completions/_specmill", "for zsh, in a folder of its fpath"],
      ["completion fish > ~/.config/fish/completions/specmill.fish", "for fish"],
      ["completion powershell >> $PROFILE", "for PowerShell"],
    ],
  },
];
