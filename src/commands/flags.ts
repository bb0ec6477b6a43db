/**
 * argv, checked against the table: whatever is not in it is an error with a suggestion, never ignored.
 * All problems of a call are found at once. Pure.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, InternalError, SpecmillError } from "#model/errors.ts";
import { suggest, suggestNote } from "#model/suggest.ts";
import type { CommandEntry, Flag } from "./table/entry.ts";
import { commands, commonFlags, findCommand } from "./table.ts";

/** What a call says. Asking for a flag that the table does not know is a bug and throws. */
export interface Arguments {
  /** `undefined` when none was named, as in `specmill --help`. */
  readonly command: CommandEntry | undefined;
  readonly positional: readonly string[];
  /** Of an open command: what stands from its first word on, as typed, without the command's own flags. */
  readonly words: readonly string[];
  has(flag: string): boolean;
  /** The last value; "" for an `optional` flag without one. */
  text(flag: string): string | undefined;
  number(flag: string): number | undefined;
  /** All values, in order; those of `--reporter a,b` are two. */
  list(flag: string): readonly string[];
}

type Report = (problem: Diagnostic) => void;

/** Throws SpecmillError, exit 2, with every problem of the call. Flags may stand before the command and after it. */
export function parseArguments(argv: readonly string[]): Arguments {
  const problems: Diagnostic[] = [];
  const report: Report = (problem) => problems.push(problem);
  const { name, rest } = takeCommand(argv);
  const command = name === undefined ? undefined : findCommand(name);
  if (name !== undefined && command === undefined) throw refuse([unknownCommand(name)]);
  const flags = [...(command?.flags ?? []), ...commonFlags];
  const { own, words } = command?.isOpen === true ? splitOpen(rest, flags) : { own: rest, words: [] };
  const { values, positional } = readTokens(own, flags, command, report);
  // Whoever asks for help has not finished typing.
  if (command !== undefined && !values.has("help") && !values.has("version"))
    checkPositional(positional, command, report);
  if (problems.length > 0) throw refuse(problems);
  return toArguments(command, positional, values, words);
}

/** Flags before the first word are the command's; behind it those that are known anywhere, up to `--`. */
function splitOpen(argv: readonly string[], flags: readonly Flag[]) {
  const [own, words]: [string[], string[]] = [[], []];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--") return { own, words: [...words, ...argv.slice(at)] };
    const isFlag = word.startsWith("-") && word !== "-";
    const flag = isFlag ? findFlag(flags, splitToken(word)) : undefined;
    const isOwn = isFlag && (words.length === 0 || flag?.isKnownAnywhere === true);
    (isOwn ? own : words).push(word);
    if (isOwn && needsNext(flag, splitToken(word)) && at + 1 < argv.length) own.push(argv[++at] ?? "");
  }
  return { own, words };
}

/** What can be read of a call that is wrong, for those who have to be told of it. Never throws. */
export function parseLeniently(argv: readonly string[]): Arguments {
  const { name, rest } = takeCommand(argv);
  const command = name === undefined ? undefined : findCommand(name);
  const flags = [...(command?.flags ?? []), ...commonFlags];
  const { own, words } = command?.isOpen === true ? splitOpen(rest, flags) : { own: rest, words: [] };
  const { values, positional } = readTokens(own, flags, command, () => {});
  return toArguments(command, positional, values, words);
}

/** The flag of a call that is not finished whose value comes next: of `--jobs` behind `generate`. Pure. */
export function flagAwaitingValue(argv: readonly string[], flags: readonly Flag[]): Flag | undefined {
  for (let at = 0; at < argv.length && argv[at] !== "--"; at++) {
    const word = argv[at] ?? "";
    if (!word.startsWith("-") || word === "-") continue;
    const flag = findFlag(flags, splitToken(word));
    if (!needsNext(flag, splitToken(word))) continue;
    if (at === argv.length - 1) return flag;
    if (!(argv[at + 1] ?? "").startsWith("-")) at++;
  }
  return undefined;
}

function refuse(problems: readonly Diagnostic[]): SpecmillError {
  return new SpecmillError(problems, exitCodes.usage);
}

/** The first word that is no flag and no value of one. `specmill help check` is `specmill check --help`. */
function takeCommand(argv: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  const known = [...commonFlags, ...commands.flatMap((command) => command.flags)];
  for (let at = 0; at < argv.length && argv[at] !== "--"; at++) {
    const token = argv[at] ?? "";
    if (token.startsWith("-") && token !== "-") {
      const flag = findFlag(known, splitToken(token));
      if (needsNext(flag, splitToken(token))) at++;
      continue;
    }
    const rest = argv.toSpliced(at, 1);
    if (token !== "help") return { name: token, rest };
    const { name, rest: others } = takeCommand(rest);
    return { name, rest: [...others, "--help"] };
  }
  return { name: undefined, rest: argv };
}

interface Token {
  readonly isShort: boolean;
  readonly name: string;
  /** After `=`, or behind a short flag. */
  readonly value: string | undefined;
}

function splitToken(token: string): Token {
  const isShort = !token.startsWith("--");
  const body = token.slice(isShort ? 1 : 2);
  const end = isShort ? 1 : body.includes("=") ? body.indexOf("=") : body.length;
  const rest = body.slice(end);
  return { isShort, name: body.slice(0, end), value: rest === "" ? undefined : rest.replace(/^=/, "") };
}

function findFlag(flags: readonly Flag[], token: Token): Flag | undefined {
  return flags.find((flag) => (token.isShort ? flag.short : flag.name) === token.name);
}

function needsNext(flag: Flag | undefined, token: Token): boolean {
  const takesValue = flag !== undefined && flag.type !== "switch" && flag.type !== "optional";
  return takesValue && token.value === undefined;
}

function readTokens(
  argv: readonly string[],
  flags: readonly Flag[],
  command: CommandEntry | undefined,
  report: Report,
) {
  const values = new Map<string, string[]>();
  const positional: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--") {
      positional.push(...argv.slice(at + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      positional.push(word);
      continue;
    }
    const token = splitToken(word);
    const flag = findFlag(flags, token);
    if (flag === undefined) {
      report(unknownFlag(word, token, flags, command));
      continue;
    }
    const next = argv[at + 1];
    const takesNext = needsNext(flag, token) && next !== undefined && !(next.startsWith("-") && next !== "-");
    if (takesNext) at++;
    const value = takesNext ? next : token.value;
    const problem = problemOf(flag, value);
    if (problem !== undefined) report(problem);
    else values.set(flag.name, [...(values.get(flag.name) ?? []), ...valuesOf(flag, value)]);
  }
  return { values, positional };
}

function valuesOf(flag: Flag, value: string | undefined): string[] {
  if (flag.type !== "list" || flag.values === undefined) return [value ?? ""];
  return (value ?? "").split(",");
}

function problemOf(flag: Flag, value: string | undefined): Diagnostic | undefined {
  const name = `\`--${flag.name}\``;
  if (flag.type === "switch") return value === undefined ? undefined : bad(`${name} takes no value`);
  if (flag.type === "optional" && value === undefined) return undefined;
  if (value === undefined || value === "") return bad(`${name} needs a value: ${flag.value}`);
  const { values } = flag;
  if (values !== undefined) {
    for (const one of valuesOf(flag, value)) {
      const [word, file] = flag.takesFile ? splitFile(one) : [one];
      if (!values.includes(word)) return bad(`${name} cannot be \`${word}\``, suggestNote(word, values));
      if (file === "") return bad(`\`--${flag.name} ${one}\` needs the path of a file behind the \`=\``);
    }
    return undefined;
  }
  if (flag.type === "count" && !/^[1-9]\d{0,6}$/.test(value))
    return bad(`${name} must be a whole number from 1, not \`${value}\``);
  if (flag.type === "seconds" && !/^\d{1,6}(?:\.\d{1,3})?$/.test(value))
    return bad(`${name} must be a number of seconds, not \`${value}\``);
  return undefined;
}

/** `sarif=reports/specmill.sarif` -> its name and its file. */
export function splitFile(value: string): readonly [name: string, file?: string] {
  const at = value.indexOf("=");
  return at < 0 ? [value] : [value.slice(0, at), value.slice(at + 1)];
}

function bad(message: string, notes: readonly string[] = []): Diagnostic {
  return error("cli/bad-value", message, { notes });
}

function unknownCommand(name: string): Diagnostic {
  const near = suggest(
    name,
    commands.map((command) => command.name),
  );
  const notes = [
    ...(near === undefined ? [] : [`did you mean \`specmill ${near}\`?`]),
    "`specmill --help` lists the commands",
  ];
  return error("cli/unknown-command", `there is no command \`${name}\``, { notes });
}

function unknownFlag(
  word: string,
  token: Token,
  flags: readonly Flag[],
  command: CommandEntry | undefined,
): Diagnostic {
  const shown = token.isShort ? `-${token.name}` : `--${token.name}`;
  const call = command === undefined ? "specmill" : `specmill ${command.name}`;
  const near = token.isShort ? undefined : nearFlag(token.name, flags);
  const owners = commands.filter((other) => findFlag(other.flags, token) !== undefined).map((other) => other.name);
  const notes = [
    ...(near === undefined ? [] : [`did you mean \`--${near}\`?`]),
    ...(near !== undefined || owners.length === 0
      ? []
      : [`it is a flag of ${owners.map((name) => `\`specmill ${name}\``).join(", ")}`]),
    `\`${call} --help\` lists the flags`,
  ];
  const isWord = /^--?[\w-]/.test(word);
  return error("cli/unknown-flag", `\`${call}\` has no flag \`${isWord ? shown : word}\``, { notes });
}

/** The one that was meant, or the only one that begins so: no flag may be cut short, because the next version may have two. */
function nearFlag(name: string, flags: readonly Flag[]): string | undefined {
  const names = flags.map((flag) => flag.name);
  const longer = names.filter((one) => one.startsWith(name));
  return suggest(name, names) ?? (longer.length === 1 ? longer[0] : undefined);
}

function checkPositional(positional: readonly string[], command: CommandEntry, report: Report): void {
  const last = command.arguments.at(-1);
  const most = last?.isRepeated === true ? Number.POSITIVE_INFINITY : command.arguments.length;
  for (const word of positional.slice(most))
    report(bad(`\`specmill ${command.name}\` does not know what to do with \`${word}\``));
  for (const [index, argument] of command.arguments.entries()) {
    const word = positional[index];
    if (word === undefined && argument.isRequired)
      report(bad(`\`specmill ${command.name}\` needs ${withArticle(argument.name)}`, [argument.text]));
    if (word !== undefined && argument.values !== undefined && !argument.values.includes(word)) {
      report(
        bad(
          `${argument.name} of \`specmill ${command.name}\` cannot be \`${word}\``,
          suggestNote(word, argument.values),
        ),
      );
    }
  }
}

function withArticle(name: string): string {
  return /^[AEIOU]/.test(name) ? `an ${name}` : `a ${name}`;
}

function toArguments(
  command: CommandEntry | undefined,
  positional: readonly string[],
  values: ReadonlyMap<string, readonly string[]>,
  words: readonly string[] = [],
): Arguments {
  const known = [...commonFlags, ...commands.flatMap((one) => one.flags)];
  const list = (name: string): readonly string[] => {
    if (!known.some((flag) => flag.name === name)) throw new InternalError(`the flag table has no ${name}`);
    return values.get(name) ?? [];
  };
  const text = (name: string) => list(name).at(-1);
  return {
    command,
    positional,
    words,
    has: (name) => list(name).length > 0,
    text,
    number: (name) => (text(name) === undefined ? undefined : Number(text(name))),
    list,
  };
}
