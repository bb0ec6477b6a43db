/**
 * How a given answer becomes what a person would have typed or chosen: one function for each type of question that Enquirer has.
 * Filling in and then submitting makes the question's own `format`, `result` and `validate` run as they do at a terminal.
 */
import { suggestNote } from "#model/suggest.ts";

/** A choice as Enquirer holds it. */
export interface LiveChoice {
  name: string;
  message: string;
  value?: unknown;
  input?: string;
  cursor?: number;
  enabled?: boolean;
  disabled?: boolean | string;
  editable?: boolean;
  role?: string;
  parent?: LiveChoice;
  initial?: unknown;
  scale?: readonly unknown[];
  scaleIdx?: number;
  scaleIndex?: number;
}

/** What is used of a prompt of Enquirer 2.4, whose own types leave most of it out. */
export interface LivePrompt {
  name?: string;
  input: unknown;
  value: unknown;
  initial: unknown;
  index: number;
  multiple?: boolean;
  choices: LiveChoice[];
  options: Record<string, unknown>;
  state: {
    error?: string;
    show?: boolean;
    submitted?: boolean;
    closed?: boolean;
    items?: { name: string; input: string; cursor: number }[];
  };
  maxSelected?: number;
  split?(): string[];
  isDisabled?(choice: LiveChoice): boolean;
}

/** Fills an answer in; gives the reason when it does not fit the type of the question. */
type Fill = (prompt: LivePrompt, answer: unknown) => string | undefined;

/** Fills the answer into an initialized prompt of type `kind`; `undefined`, or why it does not fit. Other types take it as it is. */
export function fillAnswer(kind: string, prompt: LivePrompt, answer: unknown): string | undefined {
  return (fills[kind] ?? fillCustom)(prompt, answer);
}

const fillText: Fill = (prompt, answer) => {
  if (isCompound(answer)) return "it is not a text";
  prompt.input = String(answer);
  // An answer that is empty on purpose: Enquirer would take the initial text.
  if (prompt.input === "") prompt.initial = "";
  return undefined;
};

const fillNumber: Fill = (prompt, answer) => {
  const number = typeof answer === "string" && answer.trim() !== "" ? Number(answer) : answer;
  if (typeof number !== "number" || !/^-?\d+(?:\.\d+)?$/.test(String(number))) return "it is not a number";
  prompt.input = String(number);
  return undefined;
};

const fillBoolean: Fill = (prompt, answer) => {
  const text = isCompound(answer) ? "" : String(answer).toLowerCase();
  const isYes = /^(?:true|t|yes|y|on|1)$/.test(text);
  if (!isYes && !/^(?:false|f|no|n|off|0)$/.test(text)) return "it is neither true nor false";
  prompt.input = isYes;
  prompt.value = isYes;
  return undefined;
};

const fillChoice: Fill = (prompt, answer) => {
  if (prompt.multiple === true) return fillChoices(prompt, answer);
  const found = findChoice(prompt, answer);
  if (typeof found === "string") return found;
  prompt.index = prompt.choices.indexOf(found);
  return undefined;
};

const fillChoices: Fill = (prompt, answer) => {
  const found = (Array.isArray(answer) ? answer : [answer]).map((one) => findChoice(prompt, one));
  const problem = found.find((one) => typeof one === "string");
  if (typeof problem === "string") return problem;
  if (found.length > (prompt.maxSelected ?? Number.POSITIVE_INFINITY))
    return `at most ${prompt.maxSelected} can be chosen`;
  for (const choice of prompt.choices) choice.enabled = found.includes(choice);
  return undefined;
};

/** All of them in the order of the answer; those that it leaves out follow in their own. */
const fillOrder: Fill = (prompt, answer) => {
  if (!Array.isArray(answer)) return "it is not a list";
  const found = answer.map((one) => findChoice(prompt, one));
  const problem = found.find((one) => typeof one === "string");
  if (typeof problem === "string") return problem;
  prompt.choices = [...new Set([...(found as LiveChoice[]), ...prompt.choices])];
  return undefined;
};

const fillList: Fill = (prompt, answer) => {
  if (!Array.isArray(answer)) return fillText(prompt, answer);
  if (answer.some(isCompound)) return "it is not a list of texts";
  // Not by way of the text, which splits at every comma.
  prompt.split = () => answer.map(String);
  return undefined;
};

const fillForm: Fill = (prompt, answer) =>
  fillFields(prompt, answer, (choice, value) => {
    if (isCompound(value)) return "is not a text";
    choice.value = choice.input = String(value);
    choice.cursor = choice.input.length;
    return undefined;
  });

const fillEditable: Fill = (prompt, answer) =>
  fillFields(prompt, answer, (choice, value) => {
    if (isCompound(value)) return "is not a text";
    if (choice.editable === true) choice.value = choice.input = String(value);
    else choice.enabled = value === true || value === "true";
    return undefined;
  });

const fillScale: Fill = (prompt, answer) =>
  fillFields(prompt, answer, (choice, value) => {
    const last = (choice.scale?.length ?? 0) - 1;
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > last)
      return `is not a number from 0 to ${last}`;
    choice.scaleIndex = choice.scaleIdx = value;
    return undefined;
  });

const fillSnippet: Fill = (prompt, answer) => {
  const fields = prompt.state.items ?? [];
  const named = fields.map((field) => ({ ...field, message: field.name }));
  return fillFields({ ...prompt, choices: named }, answer, ({ name }, value) => {
    const field = fields.find((one) => one.name === name);
    if (isCompound(value)) return "is not a text";
    if (field !== undefined) field.input = String(value);
    return undefined;
  });
};

const fillCustom: Fill = (prompt, answer) => {
  prompt.value = prompt.input = answer;
  return undefined;
};

const fills: Readonly<Record<string, Fill>> = {
  input: fillText,
  text: fillText,
  password: fillText,
  invisible: fillText,
  numeral: fillNumber,
  confirm: fillBoolean,
  toggle: fillBoolean,
  select: fillChoice,
  autocomplete: fillChoice,
  quiz: fillChoice,
  multiselect: fillChoices,
  sort: fillOrder,
  list: fillList,
  form: fillForm,
  basicauth: fillForm,
  editable: fillEditable,
  scale: fillScale,
  survey: fillScale,
  snippet: fillSnippet,
};

/** The types whose answers no message may repeat. */
export function isSecret(kind: string): boolean {
  return kind === "password" || kind === "invisible" || kind === "basicauth";
}

/** So many are read faster than one that was meant is found. */
const listedChoices = 12;

/** A choice by its name, else by its value or by what is shown; or why there is none. */
function findChoice(prompt: LivePrompt, answer: unknown): LiveChoice | string {
  const open = prompt.choices.filter((choice) => prompt.isDisabled?.(choice) !== true);
  const same = (value: unknown) => value !== undefined && String(value) === String(answer);
  const found =
    open.find(({ name }) => same(name)) ?? open.find(({ value, message }) => value === answer || same(message));
  if (found !== undefined) return found;
  const text = isCompound(answer) ? Bun.inspect(answer) : String(answer);
  const known = open.map(({ name }) => String(name));
  if (known.length > listedChoices)
    return [`\`${text}\` is not one of the choices`, ...suggestNote(text, known)].join("; ");
  return `\`${text}\` is not one of ${known.map((name) => `\`${name}\``).join(", ")}`;
}

/** A mapping from the names of fields; those that it leaves out keep what Enter gives. */
function fillFields(
  prompt: Pick<LivePrompt, "choices">,
  answer: unknown,
  fill: (choice: LiveChoice, value: unknown) => string | undefined,
): string | undefined {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return "it is not a mapping";
  const fields = prompt.choices.filter(({ role }) => role !== "heading");
  for (const [name, value] of Object.entries(answer)) {
    const field = fields.find((choice) => choice.name === name);
    const known = fields.map((choice) => choice.name);
    if (field === undefined) return [`it has no field \`${name}\``, ...suggestNote(name, known)].join("; ");
    const reason = fill(field, value);
    if (reason !== undefined) return `\`${name}\` ${reason}`;
  }
  return undefined;
}

function isCompound(value: unknown): boolean {
  return value === undefined || value === null || typeof value === "object" || typeof value === "function";
}
