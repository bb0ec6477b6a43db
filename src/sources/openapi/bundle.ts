/**
 * Makes one document of several: what other files hold becomes components of this one, and every `$ref` is local.
 * Invariant: nothing is copied into the place of a `$ref`, so recursion stays recursion; names depend on files and pointers alone.
 */
import { pointerOf, pointerSegments, valueAt } from "#document/pointer.ts";
import { compareText } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import { suggest } from "#model/suggest.ts";
import type { Origin } from "#model/unit.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import { Files } from "./files.ts";
import type { ComponentKind } from "./kinds.ts";
import { sections } from "./kinds.ts";
import { localReference, pointerOfFragment, step } from "./pointer.ts";
import type { Problem, Spot } from "./problem.ts";
import type { Reference } from "./references.ts";
import { eachReference } from "./references.ts";
import type { Dialect } from "./shapes.ts";
import { checkStructure } from "./structure.ts";
import type { Mutable } from "./walk.ts";
import { isMapping } from "./walk.ts";

/** A part of another file, as a component. */
export interface Lifted {
  readonly kind: ComponentKind;
  readonly name: string;
  readonly value: Json;
  readonly origin: Origin;
}

export interface BundleInput {
  readonly file: string;
  /** Changed in place: its `$ref`s are rewritten. */
  readonly root: Mutable;
  readonly dialect: Dialect;
  readonly limits: SourceInput["limits"];
  readonly context: SourceContext;
}

interface Target {
  readonly kind: ComponentKind;
  readonly value: Json;
  readonly origin: Origin;
}

/** Where to write the final reference once the names are known. */
interface Use {
  readonly holder: Mutable;
  readonly key: string;
  readonly target: Target;
}

interface Task {
  readonly value: Json;
  readonly shapeName: string;
  readonly origin: Origin;
}

export class Bundle {
  readonly problems: Problem[] = [];
  readonly #input: BundleInput;
  readonly #files: Files;
  readonly #targets = new Map<string, Target>();
  readonly #uses: Use[] = [];
  /** Targets that a component of the entry document stands for, being nothing but a `$ref`: they take its name and its place. */
  readonly #adopted = new Map<Target, string>();
  readonly #tasks: Task[] = [];
  /** Keys of the mappings whose references were followed. */
  readonly #followed = new WeakMap<Mutable, Set<string>>();

  constructor(input: BundleInput) {
    this.#input = input;
    this.#files = new Files(input.file, input.limits, input.context);
  }

  async run(): Promise<Lifted[]> {
    const { file, root, dialect } = this.#input;
    this.#tasks.push({ value: root, shapeName: dialect.document, origin: { file, pointer: "" } });
    for (let task = this.#tasks.shift(); task !== undefined; task = this.#tasks.shift()) await this.#visit(task);
    const lifted = this.#name();
    for (const { holder, key, target } of this.#uses) {
      const one = lifted.get(target);
      if (one !== undefined) holder[key] = localReference(`/components/${sections[one.kind]}${step(one.name)}`);
    }
    return [...lifted.values()];
  }

  async #visit({ value, shapeName, origin }: Task): Promise<void> {
    const found: Reference[] = [];
    eachReference(value, shapeName, this.#input.dialect, (reference) => found.push(reference));
    for (const reference of found) {
      // A part that is lifted by itself lies in the whole that was lifted too: its references were followed, and may be rewritten.
      const followed = this.#followed.get(reference.holder) ?? new Set();
      if (followed.has(reference.key)) continue;
      this.#followed.set(reference.holder, followed.add(reference.key));
      await this.#follow(reference, origin);
    }
  }

  async #follow(reference: Reference, origin: Origin): Promise<void> {
    const { text } = reference;
    const hash = text.indexOf("#");
    const path = hash < 0 ? text : text.slice(0, hash);
    const pointer = pointerOfFragment(hash < 0 ? "" : text.slice(hash + 1));
    const at: Spot = { file: origin.file, pointer: origin.pointer + pointerOf(reference.path), side: "value" };
    const file = path === "" ? origin.file : this.#fileOf(path, text, at);
    if (file === undefined) return;
    if (pointer === undefined)
      return this.#missing(text, at, ["a `$ref` is a JSON pointer (`#/components/…`); anchors are not supported"]);
    const document = file === this.#input.file ? this.#input.root : await this.#files.value(file);
    if (document === undefined) return this.#unread(file, text, at);
    const value = valueAt(document, pointerSegments(pointer));
    if (value === undefined) return this.#missing(text, at, nearNotes(document, pointer, path));
    if (file === this.#input.file && this.#isComponent(pointer))
      reference.holder[reference.key] = localReference(pointer);
    else this.#lift(reference, value, { file, pointer }, origin.file);
  }

  /** Whether a pointer into the entry document leads to the same after Swagger 2 was converted. */
  #isComponent(pointer: string): boolean {
    return this.#input.dialect.document !== "swagger" || /^\/(definitions|parameters|responses)\/[^/]/.test(pointer);
  }

  #lift(reference: Reference, value: Json, origin: Origin, from: string): void {
    const { kind } = reference.shape;
    if (kind === undefined) return;
    const id = JSON.stringify([origin.file, origin.pointer, kind]);
    const known = this.#targets.get(id);
    const target = known ?? { kind, value, origin };
    this.#uses.push({ holder: reference.holder, key: reference.key, target });
    const alias = from === this.#input.file ? this.#componentThatIs(reference) : undefined;
    if (alias !== undefined && !this.#adopted.has(target)) this.#adopted.set(target, alias);
    if (known !== undefined) return;
    this.#targets.set(id, target);
    this.problems.push(...checkStructure(value, reference.shapeName, this.#input.dialect, origin));
    this.#tasks.push({ value, shapeName: reference.shapeName, origin });
  }

  /** The name of the component that is this `$ref` and nothing else. */
  #componentThatIs({ holder, path, shape }: Reference): string | undefined {
    const { dialect } = this.#input;
    const [name, key] = path.slice(-2);
    if (key !== "$ref" || Object.keys(holder).length > 1 || shape.kind === undefined) return undefined;
    const section =
      dialect.document === "swagger" ? [swaggerSection(shape.kind)] : ["components", sections[shape.kind]];
    const isComponent = path.length === section.length + 2 && section.every((one, index) => path[index] === one);
    return isComponent ? `${name}` : undefined;
  }

  /** Sorted by where they come from; a name that is taken gets `_2`. */
  #name(): Map<Target, Lifted> {
    const taken = new Map<ComponentKind, Set<string>>();
    const targets = [...this.#targets.values()].sort(
      (a, b) => compareText(a.origin.file, b.origin.file) || compareText(a.origin.pointer, b.origin.pointer),
    );
    return new Map(
      targets.map((target) => {
        const names = taken.get(target.kind) ?? new Set(this.#namesOf(target.kind));
        taken.set(target.kind, names);
        const name = this.#adopted.get(target) ?? freeName(nameOf(target.origin), names);
        names.add(name);
        return [target, { ...target, name }];
      }),
    );
  }

  #namesOf(kind: ComponentKind): string[] {
    const { root, dialect } = this.#input;
    const components = isMapping(root.components) ? root.components : {};
    const section = dialect.document === "swagger" ? root[swaggerSection(kind)] : components[sections[kind]];
    return isMapping(section) ? Object.keys(section) : [];
  }

  #fileOf(path: string, text: string, at: Spot): string | undefined {
    const resolved = this.#files.resolve(path, at.file);
    if (resolved.type === "file") return resolved.file;
    if (resolved.type === "url" && resolved.scheme !== "file") {
      const notes = ["only `specmill pull` opens connections; save the document beside this one, and refer to that"];
      this.#problem("openapi/reference-remote", `\`${text}\` is a URL, and there is no snapshot of it`, at, notes);
      return undefined;
    }
    const notes = ["a `$ref` may lead to files below the project root, or below the folder of the document"];
    this.#problem("openapi/reference-outside", `\`${text}\` leaves the project`, at, notes);
    return undefined;
  }

  /** A file that is there and does not parse was reported when it was read. */
  #unread(file: string, text: string, at: Spot): void {
    if (!this.#files.exists(file)) this.#missing(text, at, [`there is no file \`${file}\``]);
  }

  #missing(text: string, at: Spot, notes: readonly string[]): void {
    this.#problem("openapi/reference-missing", `\`${text}\` leads nowhere`, at, notes);
  }

  #problem(code: Problem["code"], message: string, at: Spot, notes: readonly string[]): void {
    this.problems.push({ code, severity: "error", message, at, notes });
  }
}

function swaggerSection(kind: ComponentKind): string {
  return kind === "schema" ? "definitions" : sections[kind];
}

/** `did you mean`, when all but the last key of the pointer exist. */
function nearNotes(document: Json, pointer: string, path: string): string[] {
  const keys = pointerSegments(pointer);
  const parent = valueAt(document, keys.slice(0, -1));
  const near = isMapping(parent) ? suggest(keys.at(-1) ?? "", Object.keys(parent)) : undefined;
  return near === undefined ? [] : [`did you mean \`${path}#${pointerOf([...keys.slice(0, -1), near])}\`?`];
}

/** The last key of the pointer; the name of the file for the whole of it. */
function nameOf({ file, pointer }: Origin): string {
  const base = file.slice(file.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");
  return pointerSegments(pointer).at(-1) || base || "unnamed";
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}_${count}`;
  return free;
}
