/**
 * What hooks get as `prompter` and `inquirer`: Enquirer 2.4, as hygen hands it out, that knows the answers which were given before.
 * It is the class itself, so that `prompter.prompt(…)`, `prompter.input(…)`, `new prompter.Select(…).run()` and `new prompter()` all work.
 */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { suggestNote } from "#model/suggest.ts";
import { answered, openQuestion } from "./answered-prompt.ts";
import type { OpenQuestion } from "./answers.ts";
import { MissingAnswers } from "./answers.ts";
import type { EnquirerClass, PromptClass, Question, Questions } from "./enquirer.ts";
import { loadEnquirer, loadPrompt } from "./enquirer.ts";
import type { Interview } from "./interview.ts";
import { interrupted, personalInterview } from "./interview.ts";

/** The prompter of one hook. */
export async function makePrompter(interview: Interview): Promise<EnquirerClass> {
  const Enquirer = await loadEnquirer();
  const prompts = promptsOf(Enquirer.prompts, interview);
  class Prompter extends Enquirer {
    static override get prompts(): Record<string, PromptClass> {
      return prompts;
    }

    /** As Enquirer does it, but a missing answer does not hide that later ones are missing too. */
    override async prompt(questions: Questions | readonly Questions[] = []): Promise<Record<string, unknown>> {
      const list = [questions].flat() as Questions[];
      for (const [index, question] of list.entries()) {
        await super.prompt(question).catch((fault: unknown) => {
          const later = fault instanceof MissingAnswers ? list.slice(index + 1) : [];
          throw later.length === 0 ? fault : interview.miss(later.flatMap((one) => stillOpen(one, interview)));
        });
      }
      return this.answers;
    }

    override async ask(question: Question): Promise<unknown> {
      const { type } = question;
      if (typeof type === "string" && type !== "number" && prompts[type] === undefined)
        throw unknownType(type, prompts, interview);
      return await super.ask(question);
    }

    static register(type: unknown, prompt?: unknown): typeof Prompter {
      new Prompter().register(type, prompt);
      return Prompter;
    }

    static use(plugin: (this: unknown, prompter: unknown) => void): typeof Prompter {
      plugin.call(Prompter, Prompter);
      return Prompter;
    }
  }
  addShorthands(Prompter, Object.keys(Enquirer.prompts));
  return Prompter as unknown as EnquirerClass;
}

/** `prompter.Select` is the class of a prompt, `prompter.select(question)` asks. */
function addShorthands(prompter: EnquirerClass, names: readonly string[]): void {
  for (const name of names) {
    const ask = (question: Question) => new (prompter.prompts[name] as PromptClass)(question).run();
    const value = name === name.toLowerCase() ? { value: ask } : { get: () => prompter.prompts[name] };
    Object.defineProperty(prompter, name, { ...value, configurable: true });
  }
}

const changeable = { enumerable: true, configurable: true, writable: true } as const;

/** The types of Enquirer and those that a hook registers, each answered by way of the interview. */
function promptsOf(known: Readonly<Record<string, PromptClass>>, interview: Interview): Record<string, PromptClass> {
  const made = new Map<PromptClass, PromptClass>();
  return new Proxy({} as Record<string, PromptClass>, {
    get(registered, name: string) {
      const found = Object.hasOwn(registered, name) ? registered[name] : known[name];
      if (typeof found !== "function") return undefined;
      const asked = made.get(found) ?? answered(found, String(name).toLowerCase(), interview);
      made.set(found, asked);
      return asked;
    },
    set: (registered, name: string, type) => Reflect.defineProperty(registered, name, { value: type, ...changeable }),
    ownKeys: (registered) => [...new Set([...Object.keys(known), ...Object.keys(registered)])],
    getOwnPropertyDescriptor: () => changeable,
  });
}

/** Whether a later question of a list lacks an answer too; what depends on earlier answers is not known yet. */
function stillOpen(question: unknown, interview: Interview): OpenQuestion[] {
  if (typeof question !== "object" || question === null) return [];
  const { name, type, skip } = question as Question;
  const kind = typeof type === "string" ? type : "";
  if (kind === "" || skip === true || interview.wayTo(String(name)) !== "nobody") return [];
  return [openQuestion(question as Question, kind)];
}

function unknownType(
  type: string,
  prompts: Readonly<Record<string, PromptClass>>,
  interview: Interview,
): SpecmillError {
  const known = Object.keys(prompts).filter((name) => name === name.toLowerCase());
  const notes = suggestNote(type, [...known, "number"]);
  const list = `types of Enquirer: ${[...known, "number"]
    .sort()
    .map((name) => `\`${name}\``)
    .join(", ")}`;
  const problem = error("scaffold/hook", `there is no question type \`${type}\``, {
    place: { file: interview.asker.file },
    notes: notes.length > 0 ? notes : [list],
  });
  return new SpecmillError([problem]);
}

/** Asks in hygen's words whether a file may be replaced; Enter keeps it. Only for a terminal. Ctrl-C throws, exit 130. */
export async function confirmOverwrite(path: string): Promise<boolean> {
  const Confirm = answered(await loadPrompt("Confirm"), "confirm", personalInterview());
  const message = `     exists: ${visible(path)}. Overwrite? (y/N):`;
  const prompt = new Confirm({ name: "overwrite", message, prefix: "", separator: " ", format: shownAnswer });
  // The words above say it; Enquirer would say it again.
  Object.assign(prompt, { default: "" });
  return (await prompt.run().catch((reason: unknown) => {
    throw reason === "" ? interrupted() : reason;
  })) as boolean;
}

function shownAnswer(this: { readonly state: { readonly submitted?: boolean } }, value: unknown): string {
  if (this.state.submitted !== true) return "";
  return value === true ? "yes" : "no";
}

/** Control characters in a name could draw anything. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
