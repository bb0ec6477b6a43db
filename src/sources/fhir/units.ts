/** The units of FHIR packages: the packages themselves, their definitions, and the types that are nested in types. */
import type { Place } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import type { Digest, Facts, Origin, Unit, UnitList, UnitSet } from "#model/unit.ts";
import { hashJson, hashParts } from "#platform/hash.ts";
import { digestWithSlug, slugs } from "../slug.ts";
import type { Nested, UnitContext } from "./definition-unit.ts";
import { DefinitionUnit } from "./definition-unit.ts";
import { unitKindOf, unitKinds } from "./kinds.ts";
import { releaseOf } from "./library.ts";
import type { FhirPackage } from "./package.ts";
import { backboneUnits } from "./type-model.ts";
import type { PackageData, TypeData } from "./unit-data.ts";

/** Types may have nested ones, and names are looked up in this order. */
const typeKinds = ["resource", "complexType", "logicalModel"] as const;

export class FhirUnits implements UnitSet {
  readonly kinds = unitKinds;
  readonly #lists = new Map<string, readonly Unit[]>();
  readonly #byId = new Map<string, Unit>();
  readonly #backbones = new Map<Unit, ReadonlyMap<string, Unit>>();

  constructor(context: UnitContext) {
    const { packages } = context.library;
    const slugOf = new Map<string, (name: string) => string>(unitKinds.map((kind) => [kind, slugs()]));
    const lists = new Map<string, Unit[]>(unitKinds.map((kind) => [kind, []]));
    const add = (unit: Unit) => {
      lists.get(unit.kind)?.push(unit);
      this.#byId.set(unit.id, unit);
    };
    for (const one of packages) add(packageUnit(one, slugOf.get("package")?.(one.manifest.name) ?? "", context));
    for (const one of packages) {
      for (const entry of one.entries) {
        const slug = slugOf.get(unitKindOf(entry))?.(entry.id) ?? "";
        add(new DefinitionUnit(one, entry, slug, context));
      }
    }
    for (const [kind, list] of lists) if (kind !== "backboneType") this.#lists.set(kind, list);
  }

  /** Nested types are found by reading every type: only who asks for them pays. */
  list(kind: string): UnitList {
    if (kind !== "backboneType") return this.#lists.get(kind) ?? [];
    let all = this.#lists.get(kind);
    if (all === undefined) {
      all = typeKinds
        .flatMap((owner) => this.#lists.get(owner) ?? [])
        .flatMap((unit) => [...this.#nested(unit).values()]);
      this.#lists.set(kind, all);
    }
    return all;
  }

  get(id: string): Unit | undefined {
    return this.#byId.get(id) ?? (id.startsWith("backboneType:") ? this.#backbone(id) : undefined);
  }

  place(unit: Unit): Place {
    return { file: unit.origin.file };
  }

  /** `backboneType:hl7.fhir.r4b.core/Patient.contact` is part of the type `Patient`. */
  #backbone(id: string): Unit | undefined {
    const slash = id.lastIndexOf("/");
    const prefix = id.slice("backboneType:".length, slash);
    const [root = ""] = id.slice(slash + 1).split(".");
    const owners = typeKinds.flatMap(
      (kind) => this.#byId.get(`${kind}:${prefix}/${root}`) ?? this.#ownersOf(kind, prefix, root),
    );
    for (const owner of owners) {
      const found = this.#nested(owner).get(id);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Where the path begins with another word than the id of its definition, as in logical models. */
  #ownersOf(kind: string, prefix: string, root: string): readonly Unit[] {
    const all = this.#lists.get(kind) ?? [];
    return all.filter((unit) => unit.id.startsWith(`${kind}:${prefix}/`) && String(unit.facts.type).endsWith(root));
  }

  #nested(owner: Unit): ReadonlyMap<string, Unit> {
    let nested = this.#backbones.get(owner);
    if (nested === undefined) {
      const slugOf = slugs();
      const units = (owner as DefinitionUnit).nested().map((one) => new BackboneUnit(one, slugOf(one.path), owner));
      nested = new Map(units.map((unit) => [unit.id, unit]));
      this.#backbones.set(owner, nested);
    }
    return nested;
  }
}

/** Its data is a part of its owner's, which is made when it is asked for. */
class BackboneUnit implements Unit {
  readonly kind = "backboneType";
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly facts: Facts;
  readonly origin: Origin;
  readonly #owner: Unit;

  constructor({ unit, path, typeName }: Nested, slug: string, owner: Unit) {
    const { package: packageId = "", release = "" } = owner.facts;
    this.id = unit;
    this.name = typeName;
    // Paths are unique in a package; the slug of the owner is so in all of them.
    this.slug = path.toLowerCase().startsWith(`${owner.slug}.`) ? slug : `${owner.slug}.${slug}`;
    this.facts = { owner: owner.id, package: packageId, release, typeName, path };
    this.origin = owner.origin;
    this.#owner = owner;
  }

  get digest(): Digest {
    return hashParts([this.#owner.digest, this.id]);
  }

  get data(): Json {
    const all = backboneUnits(this.#owner.data as unknown as TypeData, this.#owner.id);
    return (all.find(({ unit }) => unit === this.id)?.data ?? null) as unknown as Json;
  }
}

/** With the slash at its end. */
function folderOf(source: FhirPackage): string {
  const [first] = source.entries;
  return first === undefined ? `${source.id}/` : source.pathOf(first).slice(0, -first.file.length);
}

function packageUnit(source: FhirPackage, slug: string, { library }: UnitContext): Unit {
  const { name, version, fhirVersions, title, description, canonical, license } = source.manifest;
  const release = releaseOf(source);
  const dependencies = source.scope.map((id) => `package:${library.prefixOf(id)}`);
  const texts = { title, description, canonical, license };
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  const data: PackageData = { name, version, release, fhirVersions, ...given, dependencies, isRoot: source.isRoot };
  return {
    id: `package:${library.prefixOf(source.id)}`,
    kind: "package",
    name,
    slug,
    facts: { version, release, isRoot: source.isRoot, ...(title === undefined ? {} : { title }) },
    digest: digestWithSlug(hashJson(data), slug),
    origin: { file: `${folderOf(source)}package.json`, pointer: "" },
    data: data as unknown as Json,
  };
}
