/**
 * `specmill complete -- WORDS...`: what the scripts of the shells ask while somebody types; the last word is the one at the cursor. A line
 * a candidate: the value, a tab, what it means. One line `:file` or `:folder`, a tab and the text to keep asks the shell for paths.
 * It never fails, never reports, and answers nothing that a shell would read as more than a word.
 */
import { join } from "node:path";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { Terminal } from "#platform/terminal.ts";
import { processTerminal, resolveFolder } from "#platform/terminal.ts";
import { safeLine } from "#reporters/text/diagnostic.ts";
import type { OwnFlag } from "#scaffold/new/listing/complete.ts";
import type { GeneratorEntry } from "#scaffold/new/listing/generators.ts";
import type { Candidate } from "./complete-words.ts";
import { completeWords } from "./complete-words.ts";
import { parseLeniently } from "./flags.ts";
import type { Flag } from "./table/entry.ts";
import { findCommand } from "./table.ts";

/** `argv` is what stands behind `complete`. Returns the exit code, which is 0 whatever happens: a shell shows nothing else. */
export async function complete(argv: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(end + 1);
  const isNext = end > 0 && argv.slice(0, end).includes("--next");
  const [before, current] = isNext ? [words, ""] : [words.slice(0, -1), words.at(-1) ?? ""];
  try {
    terminal.write("stdout", await answer(before, current, terminal));
  } catch {
    // No project here, a config that is half written: then there is nothing to offer.
  }
  return 0;
}

async function answer(before: readonly string[], current: string, terminal: Terminal): Promise<string> {
  const completion = completeWords(before, current);
  if ("candidates" in completion) return linesOf(completion.candidates);
  const { offer, prefix, given, listed } = completion;
  if (offer === "file" || offer === "folder") return `:${offer}\t${prefix}\n`;
  const args = parseLeniently(before);
  const cwd = resolveFolder(args.text("cwd") ?? ".") ?? ".";
  if (offer === "generator") return linesOf(await wordsOfNew(before, current, cwd, terminal));
  const { listedNames, namesOf, packNames } = await import("./complete-names.ts");
  const config = args.text("config");
  const names =
    offer === "pack"
      ? await packNames()
      : offer === "listed"
        ? await listedNames(listed ?? "", cwd, config)
        : namesOf(cwd, config)[offer === "source" ? "sources" : "targets"];
  const isFree = ({ value }: Candidate) =>
    value.startsWith(current) && !given.includes(value) && !value.startsWith("-");
  return linesOf(names.filter(isFree));
}

async function wordsOfNew(
  before: readonly string[],
  current: string,
  cwd: string,
  terminal: Terminal,
): Promise<readonly Candidate[]> {
  const [{ completeNew }, { generatorsOf }] = await Promise.all([
    import("#scaffold/new/listing/complete.ts"),
    import("./complete-names.ts"),
  ]);
  const words = [...before.slice(before.indexOf("new") + 1), current];
  const own = (findCommand("new")?.flags ?? []).map(toOwnFlag);
  const listing = (await generatorsOf(cwd, terminal.env)).filter(({ name }) => !name.startsWith("-"));
  return completeNew(words, await withFlags(words.slice(0, -1), listing, own), own);
}

/** The flags of the one action that is named are read from its templates; those of the others would be read for nothing. */
async function withFlags(
  before: readonly string[],
  listing: readonly GeneratorEntry[],
  own: readonly OwnFlag[],
): Promise<readonly GeneratorEntry[]> {
  const { namedAction } = await import("#scaffold/new/listing/complete.ts");
  const { generator, action } = namedAction(before, listing, own);
  if (generator === undefined || action === undefined) return listing;
  const { actionFlags } = await import("#scaffold/new/listing/action-flags.ts");
  const flags = actionFlags(join(generator.folder, action.name), fs);
  const actions = generator.actions.map((one) => (one === action ? { ...one, flags } : one));
  return listing.map((one) => (one === generator ? { ...one, actions } : one));
}

function toOwnFlag({ name, text, type, isKnownAnywhere }: Flag) {
  return { name, text, takesValue: type !== "switch" && type !== "optional", isFirst: isKnownAnywhere !== true };
}

/** Names come from files of a repository: one that a shell would have to quote, or could run, is not offered at all. */
function linesOf(candidates: readonly Candidate[]): string {
  const safe = candidates.filter(({ value }) => /^[\p{L}\p{N}_.@,/-][\p{L}\p{N}_.@%+=:,/-]*$/u.test(value));
  return safe.map(({ value, text }) => `${value}\t${safeLine(text ?? "").replaceAll("\t", " ")}\n`).join("");
}
