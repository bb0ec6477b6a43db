/** What a class looks like: its place, its properties and their types, its attributes, and what of that the options change. */
import { describe, expect, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { inherited, type } from "../../sources/fhir/type-rig.ts";
import { filesOf, required, resource, valueSet } from "./support.ts";

const base = { kind: "complex-type", base: "Element" } as const;

const chart: readonly JsonObject[] = [
  resource("Chart", [
    ["status", "code", { min: 1, short: "open | closed", isSummary: true, isModifier: true, ...required("Status") }],
    ["note", "string", { max: "*", short: "What */ was ?> seen" }],
    [
      "subject",
      "",
      { type: [{ code: "Reference", targetProfile: ["http://hl7.org/fhir/StructureDefinition/Chart"] }] },
    ],
    ["value[x]", "Quantity boolean decimal"],
    ["page", "BackboneElement", { max: "*", definition: "One page." }],
    ["page.id", "", { ...inherited("Element.id") }],
    ["page.number", "integer"],
    ["page.page", "", { contentReference: "#Chart.page" }],
    ["other", "Unheard"],
  ]),
  valueSet("Status", [], { compose: { include: [{ system: "http://example.org/Status" }] } }),
  {
    resourceType: "CodeSystem",
    id: "status",
    url: "http://example.org/Status",
    name: "Status",
    status: "active",
    content: "complete",
    concept: [{ code: "open" }, { code: "closed", display: "Closed for good", definition: "No more." }],
  },
  valueSet("Unused", ["a"]),
];

const files = await filesOf(chart);
const text = files.get("Resource/Chart.php") ?? "";

test("every type has a class in the folder of its kind, and nested types below the type that they are part of", () => {
  const own = [...files.keys()].filter((path) => /Chart|Enum|ResourceTypes|Support|Attribute/.test(path)).sort();
  expect(own).toEqual([
    "Attribute/FhirElement.php",
    "Enum/Status.php",
    "Resource/Chart.php",
    "Resource/Chart/ChartPage.php",
    "ResourceTypes.php",
    "Support/Decimal.php",
    "Support/FhirException.php",
    "Support/FhirObject.php",
    "Support/Json.php",
  ]);
  expect(files.get("ResourceTypes.php")).toContain("        'Chart' => Chart::class,\n");
  expect(files.get("ResourceTypes.php")).not.toContain("DomainResource");
});

test("a property has the name and the type that it has in JSON, and a sibling where it is a primitive", () => {
  const parameters = [...text.matchAll(/^ {8}public (.*),$/gm)].map(([, parameter]) => parameter);
  expect(parameters).toEqual([
    "Status|string|null $status = null",
    "?Element $_status = null",
    "array $note = []",
    "array $_note = []",
    "?Reference $subject = null",
    "?Quantity $valueQuantity = null",
    "?bool $valueBoolean = null",
    "?Element $_valueBoolean = null",
    "?Decimal $valueDecimal = null",
    "?Element $_valueDecimal = null",
    "array $page = []",
    "mixed $other = null",
  ]);
});

test("what is inherited is passed on, and comes first", () => {
  expect(text).toContain("class Chart extends DomainResource\n");
  expect(text).toContain(
    "__construct(\n        ?string $id = null,\n        array $contained = [],\n        #[FhirElement(",
  );
  expect(text).toContain("        parent::__construct($id, $contained);\n");
});

test("lists say what they hold: with holes where they are of primitives or of siblings", () => {
  expect(text).toContain("     * @param list<string|null> $note What * / was ? > seen\n");
  expect(text).toContain("     * @param list<Element|null> $_note\n");
  expect(text).toContain("     * @param list<ChartPage> $page\n");
});

test("attributes hold what the definition says, without what is usual", () => {
  const attributes = [...text.matchAll(/#\[FhirElement\((.*)\)\]/g)].map(([, inside]) => inside);
  expect(attributes).toEqual([
    "'Chart.status', 'code', min: 1, binding: 'http://example.org/ValueSet/Status', strength: 'required', summary: true, modifier: true",
    "'Chart.note', 'string', max: '*'",
    "'Chart.subject', 'Reference', targets: ['Chart']",
    "'Chart.value[x]', 'Quantity', choice: true",
    "'Chart.value[x]', 'boolean', choice: true",
    "'Chart.value[x]', 'decimal', choice: true",
    "'Chart.page', 'Chart.page', max: '*'",
    "'Chart.other', 'Unheard'",
  ]);
});

test("the table of fields has a line a property, with its sibling beside it", () => {
  const lines = [...text.matchAll(/^ {8}('.*),$/gm)].map(([, line]) => line);
  expect(lines).toEqual([
    "'status' => [self::CODE, Status::class], '_status' => [self::ELEMENT, Element::class]",
    "'note' => [self::STRING | self::LIST], '_note' => [self::ELEMENT | self::LIST, Element::class]",
    "'subject' => [self::OBJECT, Reference::class]",
    "'valueQuantity' => [self::OBJECT, Quantity::class, 'value']",
    "'valueBoolean' => [self::BOOLEAN, null, 'value'], '_valueBoolean' => [self::ELEMENT, Element::class, 'value']",
    "'valueDecimal' => [self::DECIMAL, null, 'value'], '_valueDecimal' => [self::ELEMENT, Element::class, 'value']",
    "'page' => [self::OBJECT | self::LIST, ChartPage::class]",
    "'other' => [self::ANY]",
  ]);
});

test("an element that is built like another one is of its class", () => {
  const page = files.get("Resource/Chart/ChartPage.php") ?? "";
  expect(page).toContain("namespace App\\Fhir\\Resource\\Chart;\n");
  expect(page).toContain("/**\n * One page.\n */\nclass ChartPage extends BackboneElement\n");
  expect(page).toContain("        'page' => [self::OBJECT, ChartPage::class],\n");
});

test("an enum has the codes that a type requires, with their systems and displays", () => {
  const status = files.get("Enum/Status.php") ?? "";
  expect(status).toContain("    case Open = 'open';\n    /** No more. */\n    case Closed = 'closed';\n");
  expect(status).toContain("        return 'http://example.org/Status';\n");
  expect(status).toContain("            self::Open => 'open',\n            self::Closed => 'Closed for good',\n");
});

test("a type that adds nothing has no constructor and imports nothing", async () => {
  const plain = await filesOf([type("Wide", { ...base, base: "Quantity" })]);
  expect(plain.get("DataType/Wide.php")).toEndWith("\n */\nclass Wide extends Quantity {}\n");
  expect(plain.get("DataType/Wide.php")).not.toContain("\nuse ");
});

test("types whose bases go round in a circle have none", async () => {
  const round = await filesOf([type("A", { ...base, base: "B" }), type("B", { ...base, base: "A" })]);
  expect(round.get("DataType/A.php")).toContain("class A extends FhirObject");
  expect(round.get("DataType/B.php")).toContain("class B extends FhirObject");
});

describe("options", () => {
  test("`enums: false` leaves codes as texts", async () => {
    const plain = await filesOf(chart, { enums: false });
    expect([...plain.keys()].filter((path) => path.startsWith("Enum/"))).toEqual([]);
    expect(plain.get("Resource/Chart.php")).toContain("public ?string $status = null,\n");
  });

  test("`readonly` makes every class so", async () => {
    const fixed = await filesOf(chart, { readonly: true });
    const classes = [...fixed].filter(([path]) => /^(Resource|DataType)\/|FhirObject/.test(path));
    expect(classes.every(([, code]) => /^(abstract )?readonly class /m.test(code))).toBe(true);
  });

  test("`descriptions: false` leaves the types of lists as the only comments", async () => {
    const bare = await filesOf(chart, { descriptions: false });
    const code = bare.get("Resource/Chart.php") ?? "";
    expect(code).not.toContain("open | closed");
    expect(code).toContain("     * @param list<string|null> $note\n");
    expect(bare.get("Enum/Status.php")).not.toContain("No more.");
  });

  test("`namespace` is where the classes are", async () => {
    const moved = await filesOf(chart, { namespace: "\\Acme\\Model\\" });
    expect(moved.get("Resource/Chart.php")).toContain("namespace Acme\\Model\\Resource;\n");
    expect(moved.get("Resource/Chart.php")).toContain("use Acme\\Model\\Resource\\Chart\\ChartPage;\n");
  });
});
