/**
 * What a rendered template asks for: its attributes and body -> operations, in the order in which hygen does them.
 * Every problem of the attributes is found here, before anything is written.
 */
import type { ActionTemplate, Compat, Operation, RenderedTemplate, Report } from "../action.ts";
import { nearMisses } from "./attribute-names.ts";
import { AttributeReader } from "./attribute-reader.ts";
import { fromProblem } from "./from-problem.ts";
import { givenLocations, toInjection } from "./injection-attributes.ts";

export interface OperationContext {
  readonly compat: Compat;
  readonly report: Report;
  /** The bytes of `<templates>/<path>`, or nothing when there is no such file. */
  readFrom(path: string): Uint8Array | undefined;
  /** Names of the files in `<templates>/<folder>`, for "did you mean". */
  listFrom?(folder: string): readonly string[];
  /** Where `setup` goes: `--to`, or `.`. */
  readonly cwdSetup: string;
}

/** Throws a SpecmillError with all problems of the template, each at its key. Warnings are reported. */
export function toOperations(rendered: RenderedTemplate, context: OperationContext): readonly Operation[] {
  const reader = new AttributeReader(rendered, context);
  for (const { key, meant } of nearMisses(rendered.parsed)) {
    reader.warn(key, `\`${key}\` means nothing here`, [`did you mean \`${meant}\`?`]);
  }
  const making: Making = { reader, context, template: rendered.parsed.template, body: rendered.body };
  const file = fileOperation(making);
  const operations = [...file, ...echoOperation(making), ...shellOperation(making, file), ...setupOperation(making)];
  reader.settle();
  return operations;
}

/** What the template has to say after everything is done; collected over all templates of an action. */
export function messageOf(rendered: RenderedTemplate): string | undefined {
  const { message } = rendered.attributes;
  return message ? String(message) : undefined;
}

interface Making {
  readonly reader: AttributeReader;
  readonly context: OperationContext;
  readonly template: ActionTemplate;
  readonly body: string;
}

function fileOperation(making: Making): Operation[] {
  const { reader } = making;
  const to = reader.path("to");
  const isInjection = reader.isOn("inject", Boolean);
  if (!reader.has("to") && isInjection) reader.warn("inject", "`inject` does nothing without `to`");
  if (to === undefined) return [];
  return isInjection ? [injectOperation(making, to)] : [addOperation(making, to)];
}

function injectOperation({ reader, template, body }: Making, to: string): Operation {
  if (reader.values.from) {
    reader.warn("from", "`from` is not used by an injection", [
      "`<%- include(templates + '/…') %>` puts a file into the body",
    ]);
  }
  return { kind: "inject", to, body, injection: toInjection(reader), template };
}

function addOperation(making: Making, to: string): Operation {
  const { reader, template } = making;
  const rules = {
    force: reader.isOn("force", Boolean),
    unlessExists: reader.isOn("unless_exists", (value) => value === true),
    skip: reader.values.skip_if === "true",
  };
  warnOfIdleKeys(reader);
  // What is skipped never gets to its `from`.
  const body = rules.skip ? making.body : (readFrom(making) ?? making.body);
  return { kind: "add", to, body, rules, template };
}

function warnOfIdleKeys(reader: AttributeReader): void {
  if (reader.values.skip_if === true) {
    reader.warn("skip_if", "`skip_if: true` skips nothing: only a computed text does", [
      'write `skip_if: "true"`, or `skip_if: <%= condition %>`',
    ]);
  }
  const [location] = givenLocations(reader);
  if (location === undefined || reader.has("inject")) return;
  reader.warn(location, `\`${location}\` does nothing without \`inject: true\``, ["the file is written as a whole"]);
}

function readFrom({ reader, context }: Making): Uint8Array | undefined {
  const from = reader.path("from");
  if (from === undefined) return undefined;
  const bytes = context.readFrom(from);
  if (bytes !== undefined) return bytes;
  const { message, notes } = fromProblem(from, context);
  reader.fail("from", message, notes, "scaffold/from");
  return undefined;
}

function echoOperation({ reader, template }: Making): Operation[] {
  const text = reader.text("echo");
  return text === undefined ? [] : [{ kind: "echo", text, template }];
}

/** The command reads what was added, when that came from a file. */
function shellOperation({ reader, template, body }: Making, [file]: readonly Operation[]): Operation[] {
  const command = reader.text("sh");
  if (command === undefined) return [];
  const input = file?.kind === "add" ? textOf(file.body) : body;
  const ignoreExit = reader.boolean("sh_ignore_exit") === true;
  return [{ kind: "shell", command, body: input, ignoreExit, template }];
}

function setupOperation({ reader, context, template }: Making): Operation[] {
  const from = reader.text("setup");
  if (from === undefined) return [];
  if (!from.includes("/")) {
    const notes = ["write `owner/repository`, or a path: `./folder`"];
    reader.fail("setup", `'${from}' must be a repo`, notes, "scaffold/setup");
  }
  return [{ kind: "setup", from, to: context.cwdSetup, template }];
}

/** A byte order mark belongs to the text. */
function textOf(body: string | Uint8Array): string {
  return typeof body === "string" ? body : new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
}
