/** `specmill pull`: refreshes the snapshots of what lies outside. The only command that opens a connection. */
import type { Command } from "./run-command.ts";

export const command: Command = {
  async run({ args, cwd, host, terminal }) {
    const { pull } = await import("#pull.ts");
    const config = args.text("config");
    const request = {
      cwd,
      ...(config === undefined ? {} : { config }),
      sources: args.positional,
      check: args.has("check"),
      untrusted: args.has("untrusted"),
      waitSeconds: args.number("wait") ?? 0,
      env: (name: string) => terminal.env[name],
    };
    return pull(request, host);
  },
};
