/** Man pages in the macros of man(7), which every system's `man` reads. */
import type { Context, UnitView } from "specmill";

interface Flag {
  readonly forms: readonly string[];
  readonly text: string;
  readonly values?: readonly string[];
}

interface Row {
  readonly name: string;
  readonly text: string;
}

interface Command extends Row {
  readonly group: string;
  readonly call: string;
  readonly arguments: readonly Row[];
  readonly flags: readonly Flag[];
  readonly examples: readonly { readonly call: string; readonly text: string }[];
}

/** The first record: specmill itself. */
interface Program {
  readonly flags: readonly Flag[];
  readonly exitCodes: readonly { readonly code: string; readonly text: string }[];
}

/** The page of specmill itself. */
export function overview(it: Context): string {
  const { exitCodes, flags } = programOf(it);
  const commands = [...it.units("record")].slice(1).map(({ data }) => data as unknown as Command);
  const groups = [...new Set(commands.map(({ group }) => group))];
  const inGroup = (group: string) => commands.filter((command) => command.group === group);
  return page("specmill", "turn specifications into code and documents, and keep them in step", [
    section("SYNOPSIS", [".B specmill", `.I COMMAND`, `[\\fIFLAGS\\fR]`]),
    section("DESCRIPTION", [
      "specmill reads OpenAPI documents, databases, FHIR packages and data files, renders them through templates, and owns what it",
      "wrote: it never rewrites an unchanged file, never touches a file that somebody edited, and deletes only its own leftovers.",
    ]),
    section(
      "COMMANDS",
      groups.flatMap((group) => [
        `.SS ${text(group)}`,
        ...inGroup(group).flatMap(({ name, text: what }) => entry(`.BR specmill\\-${text(name)} (1)`, what)),
      ]),
    ),
    section("OPTIONS", flagLines(flags)),
    section(
      "EXIT STATUS",
      exitCodes.flatMap(({ code, text: what }) => entry(`.B ${text(code)}`, what)),
    ),
    section("FILES", [
      ...entry(".I specmill.yaml", "the config; also .json, .toml, or specmill.config.ts"),
      ...entry(".I specmill.lock", "what was written, and from what; commit it"),
      ...entry(".I .specmill/", "the local state; it can be deleted at any time"),
    ]),
    section("SEE ALSO", [commands.map(({ name }) => `.BR specmill\\-${text(name)} (1)`).join(",\n")]),
  ]);
}

/** The page of one command. */
export function command(it: Context, unit: UnitView): string {
  const { name, call, text: what, examples, flags, arguments: words } = unit.data as unknown as Command;
  return page(`specmill-${name}`, what, [
    section("SYNOPSIS", [`.B specmill ${text(call)}`, "[\\fIFLAGS\\fR]"]),
    section(
      "EXAMPLES",
      examples.flatMap((one) => entry(`.B ${text(one.call)}`, one.text)),
    ),
    section(
      "ARGUMENTS",
      words.flatMap((word) => entry(`.I ${text(word.name)}`, word.text)),
    ),
    section("OPTIONS", [...flagLines(flags), ".SS Flags of every command", ...flagLines(programOf(it).flags)]),
    section("SEE ALSO", [".BR specmill (1)"]),
  ]);
}

function programOf(it: Context): Program {
  return it.units("record").find(({ name }) => name === "specmill")?.data as unknown as Program;
}

function page(name: string, what: string, sections: readonly string[]): string {
  const head = [
    '.\\" Made by specmill from docs/templates/manual: do not edit.',
    `.TH ${text(name.toUpperCase())} 1 "" specmill`,
  ];
  return [
    ...head,
    section("NAME", [`${text(name)} \\- ${text(plain(what))}`]),
    ...sections.filter((one) => one !== ""),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [`.SH ${title}`, ...lines].join("\n");
}

function entry(head: string, what: string): readonly string[] {
  return [".TP", head, guarded(text(plain(what)))];
}

function flagLines(flags: readonly Flag[]): readonly string[] {
  return flags.flatMap(({ forms, text: what, values }) => {
    const known = values === undefined ? "" : ` (${values.join(", ")})`;
    return entry(`.B ${forms.map(text).join(", ")}`, `${what}${known}`);
  });
}

/** Without the backquotes of Markdown, which a man page shows as they are. */
function plain(what: string): string {
  return what.replaceAll("`", "");
}

/** Signs that a page would show as others: a typographic dash cannot be typed into a shell. */
const escapes: Readonly<Record<string, string>> = {
  "-": "\\-",
  '"': "\\(dq",
  "'": "\\(aq",
  "^": "\\(ha",
  "~": "\\(ti",
  "`": "\\(ga",
};

/** Text as roff takes it: backslashes and dashes are escaped, so that a flag can be copied from the page. */
function text(words: string): string {
  return words.replaceAll("\\", "\\e").replace(/[-"'^~`]/g, (sign) => escapes[sign] ?? sign);
}

/** A line that begins with a dot or a quote would be a request. */
function guarded(line: string): string {
  return /^[.']/.test(line) ? `\\&${line}` : line;
}
