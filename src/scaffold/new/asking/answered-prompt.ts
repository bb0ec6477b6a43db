/**
 * A type of prompt whose answer may be known before it is shown. Everything that asks goes through `run()` of a prompt; that is
 * where is decided who answers: what was given, Enter, or a person.
 */
import type { OpenQuestion } from "./answers.ts";
import type { PromptClass, Question } from "./enquirer.ts";
import type { Interview } from "./interview.ts";
import type { QuestionScreen } from "./question-screen.ts";
import { questionScreen } from "./question-screen.ts";
import { fillAnswer, isSecret } from "./questions.ts";

/** `kind` is the name of the type, in lower case. */
export function answered(Base: PromptClass, kind: string, interview: Interview): PromptClass {
  return class extends Base {
    readonly #screen: QuestionScreen;
    #hasFailed = false;

    constructor(options: Question = {}) {
      const screen = questionScreen();
      super({ stdout: screen, ...options });
      this.#screen = screen;
    }

    override async run(): Promise<unknown> {
      try {
        return await this.#answer();
      } finally {
        await this.#leave();
      }
    }

    async #answer(): Promise<unknown> {
      const name = this.name ?? "";
      if (isSecret(kind)) interview.noteSecret(name);
      const way = interview.wayTo(name);
      if (await this.skip()) return await this.#passOver(name, way === "answer");
      if (way === "nobody") throw interview.miss([openQuestion(this.options, kind)]);
      if (way === "answer") return await this.#settle(() => fillAnswer(kind, this, interview.take(name)), "answer");
      return way === "default" ? await this.#settle(() => undefined, "default") : await this.#show();
    }

    /** At the terminal. */
    #show(): Promise<unknown> {
      this.#screen.open();
      return new Promise((resolve, reject) => {
        this.once("submit", resolve);
        this.once("cancel", reject);
        this.initialize().then(
          () => this.emit("run"),
          (fault: unknown) => this.#fail(fault),
        );
      });
    }

    /** A skipped question has its initial value, whatever `validate` says: nobody could mend it. An answer to it counts as asked for. */
    async #passOver(name: string, hasAnswer: boolean): Promise<unknown> {
      if (hasAnswer) interview.take(name);
      this.validate = async () => true;
      return await this.#settle(() => undefined, "default");
    }

    /** Without a terminal: as if `fill` had been typed and Enter pressed. */
    async #settle(fill: () => string | undefined, origin: "answer" | "default"): Promise<unknown> {
      this.#hush();
      return await new Promise((resolve, reject) => {
        const refuse = (reason: string) => reject(interview.refuse(this.name ?? "", reason, origin));
        this.once("submit", resolve);
        this.once("cancel", reject);
        this.#enter(fill, refuse).catch((fault: unknown) => this.#fail(fault));
      });
    }

    async #enter(fill: () => string | undefined, refuse: (reason: string) => void): Promise<void> {
      await this.initialize();
      const reason = fill();
      if (reason !== undefined) return refuse(isSecret(kind) ? "it is of another type" : reason);
      // Refused answers ring the bell; `error` holds the reason then, as it would be drawn.
      this.once("alert", () => refuse(isSecret(kind) ? "it is refused" : drawnReason(this.state.error)));
      // Forms take their values from what is drawn.
      await this.render();
      await this.submit();
    }

    #hush(): void {
      this.options.show = false;
      this.state.show = false;
      // Fields that a small screen would hide count too.
      this.options.rows = 10_000;
    }

    override async cancel(reason?: unknown): Promise<void> {
      interview.cancel();
      return await super.cancel(reason);
    }

    /** The runtime closes its reader of keys at Ctrl-C; Enquirer would stop it again, which throws. */
    override start(): void {
      super.start();
      const { stop } = this;
      if (stop === undefined) return;
      this.off("close", stop);
      this.once("close", () => {
        try {
          stop();
        } catch {
          // Closed already; the keyboard was given back before.
        }
      });
    }

    // Enquirer waits for neither of these, and what they throw would end the process or leave the prompt open for ever.
    override async keypress(input: string, event?: object): Promise<unknown> {
      try {
        return await super.keypress(input, event);
      } catch (fault) {
        this.#fail(fault);
      }
    }

    override async render(): Promise<void> {
      try {
        await (kind === "autocomplete" ? this.#renderLiterally(() => super.render()) : super.render());
      } catch (fault) {
        this.#fail(fault);
      }
    }

    /** Enquirer makes a pattern of what was typed, before it first waits: `(` would end the prompt. */
    #renderLiterally(render: () => Promise<void>): Promise<void> {
      const typed = this.input;
      if (typeof typed !== "string") return render();
      this.input = typed.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      const drawn = render();
      this.input = typed;
      return drawn;
    }

    #fail(fault: unknown): void {
      if (this.#hasFailed) return;
      this.#hasFailed = true;
      this.#leave().finally(() => this.emit("cancel", fault));
    }

    /** Gives the terminal back: cursor and keyboard. */
    async #leave(): Promise<void> {
      if (this.state.closed !== true) await this.close();
    }
  };
}

function drawnReason(drawn: string | undefined): string {
  const text = Bun.stripANSI(drawn ?? "").trim();
  return text.replace(/^[^\s\w]\s+/, "").trim() || "invalid input";
}

/** How an error names a question. */
export function openQuestion(options: Question, kind: string): OpenQuestion {
  const { name, message, choices } = options;
  const text = typeof message === "string" ? message : "";
  const names = (Array.isArray(choices) ? choices : []).map((one: unknown) => nameOfChoice(one));
  const shown = text === "" ? String(name ?? "") : text;
  return { name: String(name ?? text), kind, message: shown, choices: names.filter((one) => one !== "") };
}

function nameOfChoice(choice: unknown): string {
  if (typeof choice === "string") return choice;
  if (typeof choice !== "object" || choice === null) return "";
  const { name, value, message, role } = choice as Record<string, unknown>;
  return role === "separator" ? "" : String(name ?? value ?? message ?? "");
}
