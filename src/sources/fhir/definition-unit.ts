/**
 * The unit of one definition. Its data is made when it is asked for. Its digest follows from what the making read, which the memo keeps:
 * so an unchanged definition is never made only to know that it is the same.
 */
import type { Json } from "#model/json.ts";
import type { Digest, Facts, Origin, Unit } from "#model/unit.ts";
import { hashParts } from "#platform/hash.ts";
import { digestWithSlug } from "../slug.ts";
import type { Memo } from "../source.ts";
import { dataOf } from "./definition-data.ts";
import type { DefinitionKind } from "./kinds.ts";
import { unitKindOf } from "./kinds.ts";
import type { Library } from "./library.ts";
import { releaseOf } from "./library.ts";
import type { FhirPackage, IndexEntry } from "./package.ts";
import type { Found } from "./scope.ts";
import type { TypeProblem } from "./type-context.ts";
import { backboneUnits } from "./type-model.ts";
import type { Definition, TypeData, ValueSetData } from "./unit-data.ts";

export interface UnitContext {
  readonly library: Library;
  /** Data of the units that were read last: all of two releases would be hundreds of megabytes. */
  readonly held: { get(unit: object): Definition | undefined; set(unit: object, data: Definition): unknown };
  readonly memo: Memo;
  report(problem: TypeProblem, unit: DefinitionUnit): void;
}

/** A nested type, known without making the data of the type that it is part of. */
export interface Nested {
  /** Id of its unit. */
  readonly unit: string;
  readonly path: string;
  readonly typeName: string;
}

type Read = readonly [packageId: string, file: string, digest: Digest];

/** What the memo keeps of the making of a unit's data. */
interface Made {
  /** The definitions that were read, as package and file, with what their digests were. */
  readonly reads: readonly Read[];
  readonly problems: readonly TypeProblem[];
  /** Of a type: the types that are nested in it. */
  readonly nested?: readonly Nested[];
  /** Of a value set: how many codes it has, and whether they are all. */
  readonly codes?: { readonly count: number; readonly isComplete: boolean };
}

/** Past these many codes a list of them is of use to nobody who reads code. */
const MOST_ENUM_CODES = 500;

export class DefinitionUnit implements Unit {
  readonly id: string;
  readonly kind: DefinitionKind;
  readonly name: string;
  readonly slug: string;
  readonly origin: Origin;
  readonly entry: IndexEntry;
  readonly source: FhirPackage;
  readonly #context: UnitContext;
  #made: Made | undefined;
  /** Of a value set of few codes: it is made for its facts, and most often rendered later on. */
  #kept: Definition | undefined;
  #facts: Facts | undefined;
  #key: string | undefined;

  constructor(source: FhirPackage, entry: IndexEntry, slug: string, context: UnitContext) {
    this.kind = unitKindOf(entry);
    this.id = `${this.kind}:${context.library.prefixOf(source.id)}/${entry.id}`;
    this.name = entry.name ?? entry.id;
    this.slug = slug;
    this.origin = { file: source.pathOf(entry), pointer: "" };
    this.entry = entry;
    this.source = source;
    this.#context = context;
  }

  get data(): Json {
    const data = this.#kept ?? this.#context.held.get(this) ?? this.#make().data;
    return data as unknown as Json;
  }

  get digest(): Digest {
    const { library } = this.#context;
    const made = this.#remembered();
    for (const problem of made.problems) this.#context.report(problem, this);
    const digests = made.reads.map(([, , digest]) => digest);
    const own = [this.id, this.entry.digest, library.scopeDigest(this.source.id), String(this.source.isRoot)];
    return digestWithSlug(hashParts([...own, ...digests]), this.slug);
  }

  get facts(): Facts {
    this.#facts ??= this.#makeFacts();
    return this.#facts;
  }

  nested(): readonly Nested[] {
    return this.#remembered().nested ?? [];
  }

  #makeFacts(): Facts {
    const { entry, source } = this;
    const general = {
      package: source.id,
      release: releaseOf(source),
      url: entry.url,
      resourceId: entry.id,
      isRoot: source.isRoot,
      ...(entry.title === undefined ? {} : { title: entry.title }),
    };
    if (entry.resourceType === "StructureDefinition") return { ...general, ...this.#typeFacts() };
    if (entry.resourceType !== "ValueSet") return general;
    const { count = 0, isComplete = false } = this.#remembered().codes ?? {};
    const isEnumerable = isComplete && count > 0 && count <= MOST_ENUM_CODES;
    return { ...general, typeName: this.#typeName(), count, isEnumerable };
  }

  #typeFacts(): Facts {
    const { type, abstract, derivation } = this.entry;
    return {
      type: type ?? this.entry.id,
      typeName: this.#typeName(),
      isAbstract: abstract === true,
      derivation: derivation ?? "specialization",
    };
  }

  #typeName(): string {
    return this.#context.library.names(this.source.id).of(this.entry);
  }

  /** From the memo where what was read then is there now; by making the data otherwise. */
  #remembered(): Made {
    if (this.#made !== undefined) return this.#made;
    const { memo, library } = this.#context;
    const known = memo.get(this.#memoKey()) as Made | undefined;
    const isSame = known?.reads.every(([packageId, file, digest]) => library.digestOf(packageId, file) === digest);
    this.#made = known !== undefined && isSame === true ? known : this.#make().made;
    return this.#made;
  }

  /** The making depends on the content of what it read, too: that is compared where it is remembered. */
  #memoKey(): string {
    const { library } = this.#context;
    this.#key ??= hashParts(["fhir", this.id, this.entry.digest, library.scopeDigest(this.source.id)]);
    return this.#key;
  }

  #make(): { readonly data: Definition; readonly made: Made } {
    const { library, memo } = this.#context;
    const reads = new Map<string, Read>();
    const onRead = ({ package: from, entry }: Found) =>
      reads.set(`${from}\0${entry.file}`, [from, entry.file, entry.digest]);
    const problems: TypeProblem[] = [];
    const data = dataOf(this.kind, library.found(this.source, this.entry, onRead), {
      scope: library.scope(this.source.id, onRead),
      release: releaseOf(this.source),
      names: (id) => library.names(id),
      report: (problem) => problems.push(problem),
    });
    const made: Made = { reads: [...reads.values()], problems, ...codesOf(this.kind, data), ...nestedOf(this, data) };
    memo.set(this.#memoKey(), made);
    if ((made.codes?.count ?? Number.POSITIVE_INFINITY) <= MOST_ENUM_CODES) this.#kept = data;
    else this.#context.held.set(this, data);
    return { data, made };
  }
}

function codesOf(kind: DefinitionKind, data: Definition): Pick<Made, "codes"> {
  if (kind !== "valueSet") return {};
  const { concepts, incomplete } = data as ValueSetData;
  return { codes: { count: concepts.length, isComplete: incomplete === undefined } };
}

function nestedOf({ id }: DefinitionUnit, data: Definition): Pick<Made, "nested"> {
  if (!("groups" in data)) return {};
  return {
    nested: backboneUnits(data as TypeData, id).map(({ unit, data: { path, typeName } }) => ({ unit, path, typeName })),
  };
}
