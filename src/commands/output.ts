/** Text on its way to a stream: gathered, so that a report of thousands of lines is a few writes and not thousands. */
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Stream, Terminal } from "#platform/terminal.ts";

/** As much as a pipe takes at once. */
const HELD = 65_536;

export interface Output {
  write(text: string): void;
  /** Must be called before the process ends. */
  flush(): void;
}

/** One a stream, so that text keeps its order. Both methods throw SpecmillError when the stream cannot take the text. */
export function openOutput(terminal: Terminal, stream: Stream): Output {
  // People watch: every piece is shown at once.
  const isLive = terminal.isTerminal(stream);
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
      held.push(text);
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
