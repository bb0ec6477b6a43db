/** Reports that go to files: each is written whole, once the run is over, and never over a file that specmill works with. */
import { dirname, relative } from "node:path";
import { findConfig } from "#config/find.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { appendLines } from "#platform/append-file.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { decodeManifest, LOCK_FILE } from "#write/manifest.ts";

/** A report of a call and where it goes. */
export interface ReportFile {
  /** As the call has it: `sarif=reports/specmill.sarif`. */
  readonly named: string;
  /** Absolute. */
  readonly path: string;
}

/** GitHub takes a summary of 1 MiB a step, and none at all of a longer one. */
const SUMMARY_BYTES = 1 << 20;

/** Replaces the file: readers see the old report or the new one. Says what is in the way; throws nothing that a user can mend. */
export function writeReport({ named, path }: ReportFile, text: string): Diagnostic | undefined {
  try {
    const target = fs.realPath(path) ?? path;
    const type = fs.stamp(target)?.type;
    if (type !== undefined && type !== "file") return notWritten(named, "there is something that is no file");
    fs.makeFolder(dirname(target));
    replace(target, text);
    return undefined;
  } catch (problem) {
    return notWritten(named, reasonOf(problem));
  }
}

function replace(target: string, text: string): void {
  const part = `${target}.${process.pid}.part`;
  try {
    fs.remove(part);
    fs.create(part, text);
    fs.rename(part, target);
  } catch (problem) {
    fs.remove(part);
    throw problem;
  }
}

function notWritten(named: string, why: string): Diagnostic {
  const notes = ["everything else was done; give `--reporter` the path of a file that can be written"];
  return error("write/failed", `the report \`${named}\` was not written: ${why}`, { notes });
}

/** Adds to the summary of a job. A page that is full is no reason to fail the job. */
export function appendSummary(path: string, text: string): Diagnostic | undefined {
  try {
    if (appendLines(path, text, SUMMARY_BYTES)) return undefined;
    return warning("write/failed", "the summary of the job is cut: its page holds 1 MiB");
  } catch (problem) {
    return warning("write/failed", `the summary of the job was not written: ${reasonOf(problem)}`);
  }
}

/** What the operating system said; anything else is a bug. */
function reasonOf(problem: unknown): string {
  const { code, syscall } = problem as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw problem;
  return code;
}

/** Why a report may not go there: the file is the config, the lock, or an input or output that the lock names. */
export function refuseReportFile({ named, path }: ReportFile, cwd: string, config?: string): Diagnostic | undefined {
  const what = partOfProject(path, cwd, config);
  if (what === undefined) return undefined;
  const notes = ["give the report a file of its own, such as `reports/specmill.json`"];
  return error("cli/bad-value", `\`--reporter ${named}\` would replace ${what}`, { notes });
}

function partOfProject(path: string, cwd: string, named: string | undefined): string | undefined {
  const found = locate(cwd, named);
  if (found === undefined) return undefined;
  const target = fs.realPath(path) ?? path;
  const inside = relative(fs.realPath(found.root) ?? found.root, target).replaceAll("\\", "/");
  if (target === (fs.realPath(found.file) ?? found.file)) return "the config";
  if (inside === LOCK_FILE) return "the lock";
  if (inside.startsWith(".specmill/")) return "a file of the local cache";
  return claimOf(inside, `${found.root}/${LOCK_FILE}`);
}

/** A config that cannot be found is told by the command itself. */
function locate(cwd: string, named: string | undefined) {
  try {
    return findConfig(cwd, fs, named);
  } catch {
    return undefined;
  }
}

function claimOf(path: string, lock: string): string | undefined {
  try {
    const text = fs.read(lock);
    if (text === undefined) return undefined;
    const { owned, targets } = decodeManifest(Buffer.from(text).toString("utf8"), () => {});
    if (owned.has(path)) return "an output of specmill";
    return [...targets.values()].some(({ inputs }) => inputs.has(path)) ? "an input of specmill" : undefined;
  } catch {
    // A lock that cannot be read is told by the command itself.
    return undefined;
  }
}
