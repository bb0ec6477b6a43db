/** Adds to the end of a file that several programs write one after the other, such as the summary of a pipeline's job. */
import * as fs from "node:fs";

/**
 * Appends as many whole lines of `text` as keep the file at `maxBytes` or below; says whether all of it fitted. The file is made when
 * there is none. Throws the operating system's error.
 */
export function appendLines(path: string, text: string, maxBytes: number): boolean {
  const room = maxBytes - (fs.statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const bytes = Buffer.from(text);
  const isWhole = bytes.length <= room;
  // A line feed is one byte in UTF-8 and never a part of another character.
  const end = isWhole ? bytes.length : room <= 0 ? 0 : bytes.lastIndexOf(0x0a, room - 1) + 1;
  if (end > 0) fs.appendFileSync(path, bytes.subarray(0, end));
  return isWhole;
}
