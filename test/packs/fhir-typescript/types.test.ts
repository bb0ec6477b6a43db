import { describe, expect, test } from "bun:test";
import { type } from "../../sources/fhir/type-rig.ts";
import { bound, definitions, integer64 } from "./definitions.ts";
import { codeOf, core, renderDefinitions, renderPackages, valueSet } from "./support.ts";

const files = await renderDefinitions(definitions);
const patientCode = codeOf(files, "resources/patient.ts");

/** The lines of the type that speak of a property. */
function linesOf(code: string, property: string): string[] {
  return code.split("\n").filter((line) => new RegExp(`^  _?${property}\\??:`).test(line));
}

describe("a type", () => {
  test("extends its base and says which resource it is", () => {
    expect(patientCode).toStartWith('export interface Patient extends DomainResource {\n  resourceType: "Patient";\n');
    expect(codeOf(files, "resources/resource.ts")).toContain("resourceType: string;");
    expect(codeOf(files, "types/quantity.ts")).toBe("export interface Quantity extends Element {}\n");
  });

  test("gives a primitive a sibling for its id and extensions, and a list of them one with gaps", () => {
    expect(linesOf(patientCode, "active")).toEqual(["  active?: boolean;", "  _active?: Element;"]);
    expect(linesOf(patientCode, "given")).toEqual(["  given?: string[];", "  _given?: (Element | null)[];"]);
    expect(linesOf(codeOf(files, "types/extension.ts"), "url")).toEqual(["  url: string;"]);
  });

  test("spells a choice out, and never requires one of its properties", () => {
    expect(linesOf(patientCode, "value\\w+")).toEqual([
      "  valueString?: string;",
      "  _valueString?: Element;",
      "  valueQuantity?: Quantity;",
    ]);
    expect(files.get("resources/patient.ts")).toContain("Exactly one of 2 properties `value…` is there.");
  });

  test("leaves out what may not be there", () => {
    expect(linesOf(patientCode, "gone")).toEqual([]);
  });

  test("has its nested types in the same file, also where an element repeats one", () => {
    expect(linesOf(patientCode, "contact")).toEqual(["  contact?: PatientContact[];"]);
    expect(patientCode).toContain("export interface PatientContact extends BackboneElement {\n  name: string;\n");
    expect(linesOf(patientCode, "other")).toEqual(["  other?: PatientContact[];"]);
  });

  test("says what a reference leads to, unless that is anything", () => {
    expect(linesOf(patientCode, "doctor")).toEqual(['  doctor?: Reference<"Patient" | "Group">;']);
    expect(linesOf(patientCode, "anyone")).toEqual(["  anyone?: Reference;"]);
  });

  test("is an object where no package defines it", () => {
    expect(linesOf(patientCode, "strange")).toEqual(["  strange?: object;"]);
  });

  test("holds any resource where the definition does, and a bundle what it is a bundle of", () => {
    expect(linesOf(codeOf(files, "resources/domainresource.ts"), "contained")).toEqual([
      "  contained?: FhirResource[];",
    ]);
    const bundle = codeOf(files, "resources/bundle.ts");
    expect(bundle).toContain("export interface Bundle<T extends FhirResource = FhirResource> extends Resource {");
    expect(linesOf(bundle, "entry")).toEqual(["  entry?: BundleEntry<T>[];"]);
    expect(linesOf(bundle, "resource")).toEqual(["  resource?: T;"]);
  });
});

describe("codes", () => {
  test("are literals where the binding is required", () => {
    expect(linesOf(patientCode, "gender")).toEqual(["  gender?: Gender;", "  _gender?: Element;"]);
    expect(codeOf(files, "value-sets/gender.ts")).toBe('export type Gender = "male" | "female";\n');
  });

  test("are suggested by option where others are allowed", async () => {
    expect(linesOf(patientCode, "mood")).toEqual(["  mood?: string;", "  _mood?: Element;"]);
    const suggested = codeOf(await renderDefinitions(definitions, { suggestCodes: true }), "resources/patient.ts");
    expect(linesOf(suggested, "mood")).toEqual(["  mood?: Gender | (string & {});", "  _mood?: Element;"]);
  });

  test("in a list of suggestions stand in brackets", async () => {
    const moods = type("Moods", {
      base: "Element",
      kind: "complex-type",
      elements: [["all", "code", { max: "*", ...bound("preferred", "gender") }]],
    });
    const rendered = await renderDefinitions([...definitions, moods], { suggestCodes: true });
    expect(linesOf(codeOf(rendered, "types/moods.ts"), "all")[0]).toBe("  all?: (Gender | (string & {}))[];");
  });

  test("are values, too, by option", async () => {
    const rendered = await renderDefinitions(definitions, { enums: "const" });
    expect(codeOf(rendered, "value-sets/gender.ts")).toBe(
      'export const GenderValues = ["male", "female"] as const;\nexport type Gender = (typeof GenderValues)[number];\n',
    );
    expect(codeOf(rendered, "value-sets.ts")).toContain("export { GenderValues }");
  });

  test("that need it have their display beside them, and stand once", async () => {
    const concept = [
      { code: "8480-6", display: "Systolic" },
      { code: "8480-6", display: "Again" },
      { code: "in-progress", display: "In Progress" },
    ];
    const systems = { compose: { include: ["http://a", "http://b"].map((system) => ({ system, concept })) } };
    const rendered = await renderDefinitions([...definitions, valueSet("odd", [], systems)]);
    expect(rendered.get("value-sets/odd.ts")).toEndWith(
      'export type Odd =\n  /** Systolic */\n  | "8480-6"\n  | "in-progress";\n',
    );
  });

  test("are text where the packages do not tell them all", async () => {
    const open = valueSet("gender", [], { compose: { include: [{ system: "http://example.org/unknown" }] } });
    const others = definitions.filter(({ id }) => id !== "gender");
    const rendered = await renderDefinitions([...others, open]);
    expect(linesOf(codeOf(rendered, "resources/patient.ts"), "gender")[0]).toBe("  gender?: string;");
    expect(rendered.has("value-sets/gender.ts")).toBe(false);
  });
});

describe("primitives", () => {
  const lines = async (options: object) => {
    const rendered = await renderDefinitions([...definitions, integer64], { ...options });
    const code = codeOf(rendered, "resources/patient.ts");
    return { code, primitives: codeOf(rendered, "primitives.ts") };
  };

  test("are what JSON has", async () => {
    const { primitives } = await lines({});
    expect(linesOf(patientCode, "born")[0]).toBe("  born?: string;");
    expect(primitives).toContain("export type FhirInteger64 = string;");
  });

  test("have names by option", async () => {
    const { code, primitives } = await lines({ primitives: "alias" });
    expect(linesOf(code, "born")[0]).toBe("  born?: FhirDate;");
    expect(linesOf(code, "given")[0]).toBe("  given?: string[];");
    expect(primitives).toContain("export type FhirDate = string;");
  });

  test("have brands by option", async () => {
    const { code, primitives } = await lines({ primitives: "brand" });
    expect(linesOf(code, "born")[0]).toBe("  born?: FhirDate;");
    expect(primitives).toContain('export type FhirDate = Brand<string, "date">;');
  });

  test("that are decimals are text by option", async () => {
    expect(linesOf(patientCode, "weight")[0]).toBe("  weight?: number;");
    const { code, primitives } = await lines({ decimal: "string" });
    expect(linesOf(code, "weight")[0]).toBe("  weight?: string;");
    expect(primitives).toContain("export type FhirDecimal = string;");
  });
});

describe("comments", () => {
  const comment = async (comments: string) => {
    const text = (await renderDefinitions(definitions, { comments })).get("resources/patient.ts") ?? "";
    return text.split("  active?:")[0]?.split('"Patient";\n')[1];
  };

  test("are the short text and the first paragraph of the definition", async () => {
    expect(await comment("full")).toBe("  /**\n   * In use\n   *\n   * Whether it is in use.\n   */\n");
  });

  test("are the short text alone, or nothing, by option", async () => {
    expect(await comment("short")).toBe("  /** In use */\n");
    expect(await comment("none")).toBe("");
  });
});

describe("where files lie", () => {
  const other = core(definitions, { name: "hl7.fhir.r5.core", version: "5.0.0", fhirVersions: ["5.0.0"] });

  test("one release fills the folder", () => {
    expect([...files.keys()]).toContain("resources/patient.ts");
    expect(codeOf(files, "index.ts")).toContain('export type * from "./resources/patient.js";');
  });

  test("several releases have a folder each, and the same names in them", async () => {
    const { files: both } = await renderPackages([core(definitions), other]);
    for (const name of ["hl7.fhir.r4b.core", "hl7.fhir.r5.core"]) {
      expect(codeOf(both, `${name}/resources/patient.ts`)).toBe(patientCode);
      expect(both.get(`${name}/resources/patient.ts`)).toContain('from "../value-sets/gender.js"');
      expect(codeOf(both, "index.ts")).toContain(`from "./${name}/index.js"`);
    }
  });

  test("the option `extension` decides how imports name files", async () => {
    const endings = { ".js": "domainresource.js", ".ts": "domainresource.ts", none: "domainresource" };
    for (const [extension, name] of Object.entries(endings)) {
      const rendered = await renderDefinitions(definitions, { extension });
      expect(rendered.get("resources/patient.ts")).toContain(`from "./${name}";`);
    }
  });

  test("logical models are there by option, apart from the types", async () => {
    const model = type("Model", {
      kind: "logical",
      base: "Element",
      elements: [["part", "string"]],
      more: { type: "http://example.org/Model" },
    });
    expect((await renderDefinitions([...definitions, model])).has("logical-models.ts")).toBe(false);
    const rendered = await renderDefinitions([...definitions, model], { logicalModels: true });
    expect(codeOf(rendered, "logical-models/model.ts")).toContain("export interface Model extends Element {");
    expect(codeOf(rendered, "index.ts")).not.toContain("model.js");
  });
});

describe("an edit", () => {
  test("of a type renders nothing but its file", async () => {
    const { reads } = await renderPackages([core(definitions)]);
    const readers = [...reads].filter(([, read]) => read.has("data:resource:hl7.fhir.r4b.core/Patient"));
    expect(readers.map(([path]) => path)).toEqual(["resources/patient.ts"]);
  });

  test("of the codes of a value set renders nothing but its file", async () => {
    const { reads } = await renderPackages([core(definitions)]);
    const readers = [...reads].filter(([, read]) => read.has("data:valueSet:hl7.fhir.r4b.core/gender"));
    expect(readers.map(([path]) => path)).toEqual(["value-sets/gender.ts"]);
  });
});

test("the same definitions give the same bytes in any order of packages' files", async () => {
  const again = await renderDefinitions(definitions.toReversed());
  const sorted = (all: ReadonlyMap<string, string>) =>
    [...all].filter(([path]) => path.includes("/")).sort(([a], [b]) => (a < b ? -1 : 1));
  expect(sorted(again)).toEqual(sorted(files));
});
