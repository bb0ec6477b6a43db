/**
 * The terminal: the one writer of stdout and stderr, and what is known of them. The streams of the runtime are never touched
 * (loading them costs twice the start-up of the whole binary); writes are synchronous, whole, and survive a reader that has gone.
 */
import * as fs from "node:fs";
import { resolve } from "node:path";

export type Stream = "stdout" | "stderr";
export type ColorChoice = "always" | "never" | "auto";
export type Environment = { readonly [name: string]: string | undefined };

const descriptors = { stdout: 1, stderr: 2 } as const;

/** Columns where nothing tells: the width of the terminals that everything was written for. */
const DEFAULT_WIDTH = 80;

/** What the commands see of the world around the process; a test hands in another one. */
export interface Terminal {
  readonly env: Environment;
  /** Writes all of `text` before it returns. A reader that has gone ends the output silently; any other trouble throws. */
  write(stream: Stream, text: string): void;
  isTerminal(stream: Stream): boolean;
  /** Whether the stream was sent to a file, which nobody obeys. */
  isFile(stream: Stream): boolean;
  /** Whether a person can be asked: stdin and stderr are terminals and this is no pipeline. */
  canAsk(): boolean;
  /** Columns of the terminal; 80 when there is none. */
  width(): number;
}

/** The terminal of this process. */
export const processTerminal: Terminal = {
  env: process.env,
  write: (stream, text) => writeAll(stream, Buffer.from(text)),
  isTerminal: (stream) => isTerminalDescriptor(descriptors[stream]),
  isFile: (stream) => fs.fstatSync(descriptors[stream]).isFile(),
  canAsk: () => isTerminalDescriptor(0) && isTerminalDescriptor(2) && canAnimate(process.env, true),
  width: () => readWidth(process.env),
};

/** Absolute path of a folder as seen from where the user stands; `undefined` when there is none. */
export function resolveFolder(path: string): string | undefined {
  const found = resolve(process.cwd(), path);
  return fs.statSync(found, { throwIfNoEntry: false })?.isDirectory() === true ? found : undefined;
}

/**
 * Whether to write color: `--color` wins, then NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then whether people look. Pure.
 * Empty variables count as unset (no-color.org), `0` and `false` take a FORCE back.
 */
export function wantsColor(choice: ColorChoice, env: Environment, isTerminal: boolean): boolean {
  if (choice !== "auto") return choice === "always";
  if (isSet(env.NO_COLOR)) return false;
  const forced = [env.FORCE_COLOR, env.CLICOLOR_FORCE].filter(isSet);
  if (forced.length > 0) return forced.some((value) => value !== "0" && value !== "false");
  return isTerminal && env.TERM !== "dumb";
}

/** Whether a line may be drawn again and again: not in a pipeline, not on a terminal that cannot. Pure. */
export function canAnimate(env: Environment, isTerminal: boolean): boolean {
  const isPipeline = isSet(env.CI) && env.CI !== "false" && env.CI !== "0";
  return isTerminal && !isPipeline && env.TERM !== "dumb";
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

/** Streams whose reader has gone. */
const closed = new Set<Stream>();

function writeAll(stream: Stream, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length && !closed.has(stream); ) {
    try {
      at += fs.writeSync(descriptors[stream], bytes, at);
    } catch (problem) {
      afterWriteError(stream, problem as NodeJS.ErrnoException);
    }
  }
}

function afterWriteError(stream: Stream, problem: NodeJS.ErrnoException): void {
  if (problem.code === "EINTR") return;
  // Another process made the pipe non-blocking and it is full: wait for its reader as a blocking write would.
  if (problem.code === "EAGAIN") Bun.sleepSync(1);
  else if (problem.code === "EPIPE" || problem.code === "ECONNRESET") closed.add(stream);
  else throw problem;
}

/** The module is loaded by `require` because it is wanted at once and only by some runs. */
function tty(): typeof import("node:tty") {
  return require("node:tty");
}

function isTerminalDescriptor(descriptor: number): boolean {
  return tty().isatty(descriptor);
}

function readWidth(env: Environment): number {
  const columns = Number(env.COLUMNS);
  if (Number.isInteger(columns) && columns > 0) return columns;
  if (!isTerminalDescriptor(descriptors.stderr)) return DEFAULT_WIDTH;
  const measured = new (tty().WriteStream)(descriptors.stderr).columns;
  return measured > 0 ? measured : DEFAULT_WIDTH;
}
