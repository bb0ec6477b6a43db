/**
 * What a template sees, and the record of what it looked at. Invariant: nothing of a unit reaches a template without a read that covers it,
 * or an incremental run would miss a change.
 */
import { error } from "#model/diagnostic.ts";
import type { Read } from "#model/job.ts";
import type { JsonObject } from "#model/json.ts";
import { suggestNote } from "#model/suggest.ts";
import type { TemplateContext, UnitView, UnitViews } from "#model/template.ts";
import type { Unit, UnitList, UnitSet } from "#model/unit.ts";
import { relativeLink } from "#platform/paths.ts";
import { TemplateError } from "#templates/engines/engine.ts";

export interface ViewOptions {
  readonly units: UnitSet;
  readonly source: { readonly name: string; readonly kind: string };
  readonly options: JsonObject;
  /** Output path of a unit in this target. */
  link(unit: string): string | undefined;
  /** The helper groups, spread into the context. */
  readonly helpers: object;
  /** Freezes what templates receive: the project's own templates must not change what the next one reads. */
  readonly freeze: boolean;
}

/** Views of lists up to this length are kept: an index that is walked by every job makes them once. Longer lists are streamed. */
const KEPT_VIEWS = 20_000;
/** From this many units on, reading every unit of a kind is recorded as one read. */
const WHOLE_LIST = 16;

/** One target's views. Jobs render one at a time, so that there is one current record. */
export class Views {
  readonly #options: ViewOptions;
  readonly #views = new Map<string, UnitView>();
  readonly #lists = new Map<string, UnitViews>();
  #reads = new Set<Read>();

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  /** Starts the record of a job and gives its context. */
  open(unit: Unit | undefined, output: string): TemplateContext {
    this.#reads = new Set();
    const { helpers, source, options } = this.#options;
    if (unit !== undefined) this.#reads.add(`data:${unit.id}`);
    return {
      ...helpers,
      unit: unit === undefined ? this.#sourceView() : this.#view(unit),
      source,
      options,
      output,
      ref: (id: string) => this.#required(id),
      find: (id: string) => this.#find(id),
      units: (kind: string) => this.#list(kind),
      link: (id: string) => this.#link(id, output),
    } as TemplateContext;
  }

  /** Records a read that the engine made: a partial or module. */
  record(read: Read): void {
    this.#reads.add(read);
  }

  /** What the job read, sorted, so that the record does not depend on the order of look-ups. */
  close(): Read[] {
    const perKind = new Map<string, Read[]>();
    for (const read of this.#reads) {
      if (!read.startsWith("data:")) continue;
      const kind = this.#options.units.get(read.slice(5))?.kind;
      if (kind === undefined) continue;
      const reads = perKind.get(kind);
      if (reads === undefined) perKind.set(kind, [read]);
      else reads.push(read);
    }
    for (const [kind, reads] of perKind) {
      if (reads.length < WHOLE_LIST || reads.length < this.#options.units.list(kind).length) continue;
      for (const read of reads) this.#reads.delete(read);
      this.#reads.add(`content:${kind}`);
    }
    return [...this.#reads].sort();
  }

  #required(id: string): UnitView {
    const view = this.#find(id);
    if (view !== undefined) return view;
    const kind = id.slice(0, Math.max(0, id.indexOf(":")));
    const near = kind === "" ? [] : Array.from(this.#options.units.list(kind), (unit) => unit.id);
    throw new TemplateError(
      error("template/unknown-unit", `there is no unit \`${id}\` in source \`${this.#options.source.name}\``, {
        notes: [
          ...suggestNote(id, near),
          "`find()` gives `undefined` where a unit may be missing; `specmill list units` shows what there is",
        ],
      }),
    );
  }

  #find(id: string): UnitView | undefined {
    const unit = this.#options.units.get(id);
    this.#reads.add(`facts:${unit?.id ?? id}`);
    return unit === undefined ? undefined : this.#view(unit);
  }

  #list(kind: string): UnitViews {
    this.#reads.add(`list:${kind}`);
    let list = this.#lists.get(kind);
    if (list === undefined) {
      list = new ViewList(this.#options.units.list(kind), (unit, keep) =>
        keep ? this.#view(unit) : this.#makeView(unit),
      );
      this.#lists.set(kind, list);
    }
    return list;
  }

  #link(id: string, output: string): string | undefined {
    const unit = this.#options.units.get(id)?.id ?? id;
    this.#reads.add(`link:${unit}`);
    const path = this.#options.link(unit);
    return path === undefined ? undefined : relativeLink(output, path);
  }

  #view(unit: Unit): UnitView {
    let view = this.#views.get(unit.id);
    if (view === undefined) {
      view = this.#makeView(unit);
      this.#views.set(unit.id, view);
    }
    return view;
  }

  #makeView(unit: Unit): UnitView {
    const read = `data:${unit.id}`;
    const reads = () => this.#reads;
    const { freeze } = this.#options;
    const view = {
      ...unit.facts,
      id: unit.id,
      kind: unit.kind,
      name: unit.name,
      slug: unit.slug,
      facts: unit.facts as JsonObject,
      get origin() {
        reads().add(`origin:${unit.id}`);
        return unit.origin;
      },
      get data() {
        reads().add(read);
        return freeze ? deepFreeze(unit.data) : unit.data;
      },
      get digest() {
        reads().add(read);
        return unit.digest;
      },
    };
    // Facts of any name stand beside the fields: no index signature can say that.
    return view as unknown as UnitView;
  }

  /** What `each: once` renders: the source itself. */
  #sourceView(): UnitView {
    const { name } = this.#options.source;
    const origin = { file: "", pointer: "" };
    return {
      id: "source",
      kind: "source",
      name,
      slug: name,
      facts: {},
      digest: "",
      origin,
      data: null,
    } as unknown as UnitView;
  }
}

/** In place, down to the first part that is frozen already. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

class ViewList implements UnitViews {
  readonly #units: UnitList;
  readonly #viewOf: (unit: Unit, keep: boolean) => UnitView;

  constructor(units: UnitList, viewOf: (unit: Unit, keep: boolean) => UnitView) {
    this.#units = units;
    this.#viewOf = viewOf;
  }

  get length(): number {
    return this.#units.length;
  }

  *[Symbol.iterator](): Iterator<UnitView> {
    const keep = this.#units.length <= KEPT_VIEWS;
    for (const unit of this.#units) yield this.#viewOf(unit, keep);
  }

  map<T>(each: (unit: UnitView, index: number) => T): T[] {
    let index = 0;
    return Array.from(this, (unit) => each(unit, index++));
  }

  filter(keep: (unit: UnitView, index: number) => boolean): UnitView[] {
    const kept: UnitView[] = [];
    let index = 0;
    for (const unit of this) if (keep(unit, index++)) kept.push(unit);
    return kept;
  }

  find(test: (unit: UnitView) => boolean): UnitView | undefined {
    for (const unit of this) if (test(unit)) return unit;
    return undefined;
  }
}
