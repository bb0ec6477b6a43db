/**
 * Golden files: what a test expects as a file to read and review. `UPDATE_GOLDEN=1 bun test` writes them anew;
 * the diff of that is the review.
 */
import { expect } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Compares `text` with the file, byte for byte; a file that does not exist is a failure and not a pass. */
export function expectGolden(file: string, text: string): void {
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (!existsSync(file))
    throw new Error(`no golden file ${file}: run the test with UPDATE_GOLDEN=1 and read what it writes`);
  expect(text).toBe(readFileSync(file, "utf8"));
}
