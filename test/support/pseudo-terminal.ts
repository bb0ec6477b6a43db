/** A program at a real pseudo-terminal: what it draws is collected, keys are typed when a text has appeared, never after a time. */

export interface Conversation {
  /** Everything that was drawn so far, colors and cursor movements left out. */
  shown(): string;
  /** As it came, escape sequences included. */
  raw(): string;
  /** Waits until `text` has been drawn since the last call. Throws with what was drawn when it does not come. */
  until(text: string): Promise<void>;
  type(keys: string): void;
  /** The exit code, or 128 plus the signal's number. */
  exited(): Promise<number>;
  /** Ends the program with a signal. */
  kill(signal: NodeJS.Signals): void;
}

export const keys = {
  enter: "\r",
  ctrlC: "\x03",
  escape: "\x1b",
  down: "\x1b[B",
  up: "\x1b[A",
  backspace: "\x7f",
} as const;

/** A prompt that has not come by then never comes. */
const patienceMs = 20_000;

export interface ConversationOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function converse(command: readonly string[], { cwd, env = {} }: ConversationOptions): Conversation {
  let raw = "";
  let seen = 0;
  const decoder = new TextDecoder();
  const program = Bun.spawn([...command], {
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME: cwd, TERM: "xterm-256color", ...env },
    terminal: {
      cols: 100,
      rows: 30,
      data: (_terminal, bytes) => {
        raw += decoder.decode(bytes, { stream: true });
      },
    },
  });
  const shown = () => Bun.stripANSI(raw);
  return {
    shown,
    raw: () => raw,
    async until(text) {
      const end = performance.now() + patienceMs;
      for (let at = -1; at < 0; at = shown().indexOf(text, seen)) {
        if (performance.now() > end)
          throw new Error(`\`${text}\` was not drawn, but this was:\n${shown().slice(seen)}`);
        await Bun.sleep(5);
      }
      seen = shown().indexOf(text, seen) + text.length;
    },
    type: (text) => void program.terminal?.write(text),
    kill: (signal) => program.kill(signal),
    async exited() {
      const timer = setTimeout(() => program.kill("SIGKILL"), patienceMs);
      const code = await program.exited;
      clearTimeout(timer);
      // What the program wrote last may still be on its way.
      await Bun.sleep(50);
      program.terminal?.close();
      return code;
    },
  };
}
