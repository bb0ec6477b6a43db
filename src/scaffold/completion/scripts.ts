/**
 * Scripts that teach a shell to complete `specmill`. They ask `specmill complete` and know no command, so they never grow old. What was
 * answered is never expanded or run, and the `specmill` that is asked is that of the PATH, whatever stands on the line.
 */

export interface CompletionScript {
  /** The name that the shell looks for in its folder of completions. */
  readonly file: string;
  /** The script; loaded when it is asked for. */
  text(): Promise<string>;
}

/** By the name of the shell. bash from 3.2 on, which macOS has; PowerShell 5.1 and 7. */
export const completionScripts: { readonly [shell: string]: CompletionScript } = {
  bash: { file: "specmill.bash", text: async () => (await import("./bash.txt")).default },
  zsh: { file: "_specmill", text: async () => (await import("./zsh.txt")).default },
  fish: { file: "specmill.fish", text: async () => (await import("./fish.txt")).default },
  powershell: { file: "specmill.ps1", text: async () => (await import("./powershell.txt")).default },
};
