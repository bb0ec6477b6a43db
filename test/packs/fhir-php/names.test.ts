/** Names of classes, cases and namespaces: what PHP reserves, what differs in case alone, and releases beside one another. */
import { expect, test } from "bun:test";
import { coreTypes, type } from "../../sources/fhir/type-rig.ts";
import { filesOf, render, required, resource, unitsOf, valueSet } from "./support.ts";

const complex = { kind: "complex-type", base: "Element" } as const;

test("what PHP reserves, and what Windows takes for a device, gets the word for its kind", async () => {
  const files = await filesOf([
    resource("List", [
      ["entry", "BackboneElement"],
      ["entry.item", "string"],
    ]),
    type("Empty", complex),
    type("Con", complex),
    resource("Chart", [["class", "code", required("Switch")]]),
    valueSet("Switch", ["on", "class"]),
  ]);
  const names = ["Resource/ListResource.php", "Resource/ListResource/ListEntry.php", "DataType/EmptyType.php"];
  for (const name of [...names, "DataType/ConType.php", "Enum/SwitchEnum.php"])
    expect([...files.keys()]).toContain(name);
  expect(files.get("ResourceTypes.php")).toContain("'List' => ListResource::class,");
  expect(files.get("Enum/SwitchEnum.php")).toContain("    case Class_ = 'class';\n");
});

test("a class that is named like one that it uses calls that one by another name", async () => {
  const files = await filesOf([resource("Status", [["value", "code", required("Status")]]), valueSet("Status", ["a"])]);
  const code = files.get("Resource/Status.php") ?? "";
  expect(code).toContain("use App\\Fhir\\Enum\\Status as EnumStatus;\n");
  expect(code).toContain("public EnumStatus|string|null $value = null,\n");
});

test("types of two packages of one release that share a name are numbered", async () => {
  const guide = {
    name: "test.guide",
    version: "1.0.0",
    definitions: [{ ...type("Chart", complex), url: "http://example.org/Chart" }],
  };
  const core = { definitions: [...coreTypes, type("Chart", complex)] };
  const { files } = await render(await unitsOf(core, { ...guide, fhirVersion: "4.3.0" }));
  expect([...files.keys()].filter((path) => path.includes("Chart"))).toEqual([
    "DataType/Chart.php",
    "DataType/Chart_2.php",
  ]);
});

test("each release has a namespace of its own where there are several", async () => {
  const four = {
    definitions: [
      ...coreTypes,
      resource("Chart", [
        ["value", "Quantity"],
        ["status", "code", required("Status")],
      ]),
      valueSet("Status", ["a"]),
    ],
  };
  const five = { ...four, fhirVersion: "5.0.0" };
  const { files } = await render(await unitsOf(four, five));
  const chart = files.get("R5/Resource/Chart.php") ?? "";
  expect(chart).toContain("namespace App\\Fhir\\R5\\Resource;\n");
  expect(chart).toContain("use App\\Fhir\\R5\\DataType\\Quantity;\n");
  expect(chart).toContain("use App\\Fhir\\R5\\Enum\\Status;\n");
  expect(files.get("R4B/ResourceTypes.php")).toContain("use App\\Fhir\\R4B\\Resource\\Chart;\n");
  expect(files.get("R5/Resource/Resource.php")).toContain(
    "use App\\Fhir\\R5\\ResourceTypes;\nuse App\\Fhir\\Support\\FhirException;\n",
  );
  expect([...files.keys()].filter((path) => path.startsWith("Support/")).length).toBe(4);
});

test("a case is called after its code, and after its display where the code has no letter", async () => {
  const codes = [
    "entered-in-error",
    "4.0.1",
    "10",
    { code: "<", display: "Less than" },
    { code: "!=", display: "=" },
    "mg",
    "MG",
    "2nd",
  ];
  const files = await filesOf([resource("Chart", [["status", "code", required("Status")]]), valueSet("Status", codes)]);
  const cases = [...(files.get("Enum/Status.php") ?? "").matchAll(/^ {4}case (.*);$/gm)].map(([, one]) => one);
  expect(cases).toEqual([
    "EnteredInError = 'entered-in-error'",
    "Value4_0_1 = '4.0.1'",
    "Value10 = '10'",
    "LessThan = '<'",
    "Other = '!='",
    "Mg = 'mg'",
    "Mg_2 = 'MG'",
    "Value2nd = '2nd'",
  ]);
});

test("only value sets that a code of a type requires have an enum", async () => {
  const files = await filesOf([
    resource("Chart", [
      ["a", "code", { binding: { strength: "extensible", valueSet: "http://example.org/ValueSet/Loose" } }],
      ["b", "CodeableConcept", required("Concept")],
      ["c", "code", required("Cut")],
    ]),
    ...["Loose", "Concept"].map((name) => valueSet(name, ["x"])),
    valueSet("Cut", ["x"], { compose: { include: [{ system: "http://example.org/unknown" }] } }),
  ]);
  expect([...files.keys()].filter((path) => path.startsWith("Enum/"))).toEqual([]);
});
