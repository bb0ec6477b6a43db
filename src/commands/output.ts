/** Text on its way to a stream: gathered, so that a report of thousands of lines is a few writes and not thousands. */
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Stream, Terminal } from "#platform/terminal.ts";
import { defuseCommands } from "#reporters/text/sanitize.ts";

/** As much as a pipe takes at once. */
const HELD = 65_536;

export interface Output {
  write(text: string): void;
  /** Must be called before the process ends. */
  flush(): void;
}

export interface OutputOptions {
  /** People watch: every piece is written at once. */
  readonly isLive: boolean;
  /** The text is free to say anything, and the reader obeys commands in it (a log of GitHub Actions). */
  readonly isDefused: boolean;
}

/** `flush` and `write` throw SpecmillError when the stream cannot take the text. Pieces must begin and end at line ends. */
export function openOutput(terminal: Terminal, stream: Stream, { isLive, isDefused }: OutputOptions): Output {
  let held: string[] = [];
  let length = 0;
  const flush = () => {
    const text = held.join("");
    held = [];
    length = 0;
    if (text !== "") writeOrRefuse(terminal, stream, text);
  };
  return {
    write(text) {
      held.push(isDefused ? defuseCommands(text) : text);
      length += text.length;
      if (isLive || length >= HELD) flush();
    },
    flush,
  };
}

function writeOrRefuse(terminal: Terminal, stream: Stream, text: string): void {
  try {
    terminal.write(stream, text);
  } catch (problem) {
    const why = (problem as NodeJS.ErrnoException).code ?? (problem as Error).message;
    throw new SpecmillError([error("write/failed", `${stream} cannot be written: ${why}`)], exitCodes.drift);
  }
}
