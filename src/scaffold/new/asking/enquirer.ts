/** Enquirer 2.4 as it is used here; its own types leave most of it out. */
import type { EventEmitter } from "node:events";
import type { LivePrompt } from "./questions.ts";

export type Question = Readonly<Record<string, unknown>>;
export type Questions = Question | (() => unknown);

/** A prompt with what it inherits. */
export interface Prompt extends LivePrompt, EventEmitter {
  run(): Promise<unknown>;
  initialize(): Promise<void>;
  start(): void;
  /** Stops listening to the keyboard; there once it has started. */
  stop?: () => void;
  submit(): Promise<void>;
  cancel(reason?: unknown): Promise<void>;
  close(): Promise<void>;
  validate(value: unknown, state: unknown): unknown;
  skip(): Promise<boolean>;
  keypress(input: string, event?: object): Promise<unknown>;
  render(): Promise<void>;
}

export type PromptClass = new (options?: Question) => Prompt;

interface Instance extends EventEmitter {
  readonly answers: Record<string, unknown>;
  prompt(questions?: Questions | readonly Questions[]): Promise<Record<string, unknown>>;
  ask(question: Question): Promise<unknown>;
  register(type: unknown, prompt?: unknown): this;
  use(plugin: unknown): this;
}

export interface EnquirerClass {
  new (options?: object, answers?: object): Instance;
  readonly prompts: Record<string, PromptClass>;
  readonly prompt: (questions: Questions | readonly Questions[]) => Promise<Record<string, unknown>>;
}

/** Enquirer as it is, loaded only when something is asked. */
export async function loadEnquirer(): Promise<EnquirerClass> {
  return (await import("enquirer")).default as unknown as EnquirerClass;
}

/** One of Enquirer's own types of prompt. */
export async function loadPrompt(name: "Confirm" | "AutoComplete"): Promise<PromptClass> {
  return (await loadEnquirer()).prompts[name] as PromptClass;
}
