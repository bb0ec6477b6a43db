/** Packages that are not where they should be: all of them in one go, with the command that gets them. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";

export class MissingPackages {
  readonly #source: string;
  readonly #lockFile: string;
  readonly #unlocked = new Map<string, string | undefined>();
  readonly #uncached = new Set<string>();

  constructor(source: string, lockFile: string) {
    this.#source = source;
    this.#lockFile = lockFile;
  }

  /** Not in the lock file; `user` is the package that needs it, where the config does not name it. */
  unlocked(wanted: string, user?: string): void {
    if (!this.#unlocked.has(wanted)) this.#unlocked.set(wanted, user);
  }

  /** In the lock file, and not in the cache. */
  uncached(id: string): void {
    this.#uncached.add(id);
  }

  /** Throws SpecmillError when there are any. */
  check(hasLock: boolean, cache: string): void {
    const problems: Diagnostic[] = [];
    if (this.#unlocked.size > 0) problems.push(hasLock ? this.#notInLock() : this.#noLock());
    if (this.#uncached.size > 0) problems.push(this.#notInCache(cache));
    if (problems.length > 0) throw new SpecmillError(problems);
  }

  #noLock(): Diagnostic {
    const message = `the packages of \`${this.#source}\` were never pulled: there is no \`${this.#lockFile}\``;
    const notes = [...this.#wanted(), `${this.#command()}, and commit \`${this.#lockFile}\``];
    return error("fhir/not-pulled", message, { place: { file: this.#lockFile }, notes });
  }

  #notInLock(): Diagnostic {
    const message = `\`${this.#lockFile}\` does not have all packages of \`${this.#source}\``;
    const notes = [...this.#wanted(), this.#command()];
    return error("fhir/not-pulled", message, { place: { file: this.#lockFile }, notes });
  }

  #notInCache(cache: string): Diagnostic {
    const message = `the package cache \`${cache}\` does not have ${listed([...this.#uncached].map((id) => `\`${id}\``))}`;
    return error("fhir/not-pulled", message, { place: { file: this.#lockFile }, notes: [this.#command()] });
  }

  /** A sentence for those that the config names, and one for those of each package that needs any. */
  #wanted(): string[] {
    const users = new Set(this.#unlocked.values());
    return [...users].map((user) => {
      const names = [...this.#unlocked].filter(([, one]) => one === user).map(([wanted]) => `\`${wanted}\``);
      return `missing${user === undefined ? "" : `, needed by \`${user}\``}: ${listed(names)}`;
    });
  }

  #command(): string {
    return `run \`specmill pull ${this.#source}\``;
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
