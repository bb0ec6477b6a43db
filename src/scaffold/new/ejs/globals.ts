/**
 * What templates do to `globalThis`. An assignment to an undeclared name makes a global that later templates of the action see
 * (the documentation of hygen teaches it); it must not outlive the action. Names that only this runtime has are not there.
 */
import type { CompiledEjs } from "./render.ts";

/** Globals of browsers that Bun has and Node has not: a template that names one means a flag that was not given. */
const hidden = new Set([
  "addEventListener",
  "alert",
  "confirm",
  "dispatchEvent",
  "onerror",
  "onmessage",
  "postMessage",
  "prompt",
  "removeEventListener",
  "reportError",
  "self",
]);

/** Watches from its making until `restore`. */
export class TemplateGlobals {
  readonly #before = new Set(Reflect.ownKeys(globalThis));
  readonly #saved = new Map<string, PropertyDescriptor>();
  readonly #seen = new Set<CompiledEjs["run"]>();

  /** To be called before code runs: keeps what it names, because it may assign it. Reading every global would start half the runtime. */
  readonly prepare = ({ code, run }: CompiledEjs): void => {
    if (this.#seen.has(run)) return;
    this.#seen.add(run);
    for (const tag of code.tags) for (const [name] of tag.code.matchAll(/[A-Za-z_$][\w$]*/g)) this.#keep(name);
  };

  /** Undoes what was done since. */
  restore(): void {
    for (const key of Reflect.ownKeys(globalThis)) if (!this.#before.has(key)) Reflect.deleteProperty(globalThis, key);
    for (const [name, was] of this.#saved) {
      const is = Object.getOwnPropertyDescriptor(globalThis, name);
      if (is === undefined || is.value !== was.value) Reflect.defineProperty(globalThis, name, was);
    }
  }

  #keep(name: string): void {
    if (!this.#before.has(name) || this.#saved.has(name)) return;
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
    if (descriptor === undefined) return;
    this.#saved.set(name, descriptor);
    if (hidden.has(name)) Reflect.deleteProperty(globalThis, name);
  }
}
