/** What the classes do in PHP: reading and writing JSON, decimals, enums, copies, and what they say of JSON that does not fit. */
import { afterAll, describe, expect } from "bun:test";
import { coreTypes } from "../../sources/fhir/type-rig.ts";
import { phpTest, runPhp } from "./php-runtime.ts";
import { folderOf, render, required, resource, unitsOf, valueSet } from "./support.ts";

const definitions = [
  ...coreTypes,
  resource("Chart", [
    ["status", "code", required("Status")],
    ["active", "boolean"],
    ["count", "integer"],
    ["ratio", "decimal"],
    ["ratios", "decimal", { max: "*" }],
    ["given", "string", { max: "*" }],
    ["value[x]", "string boolean Quantity"],
    ["quantity", "Quantity"],
    ["page", "BackboneElement", { max: "*" }],
    ["page.title", "string"],
    ["this", "string"],
    ["odd name", "string"],
    ["other", "Unheard"],
  ]),
  resource("Note", [["text", "string"]]),
  valueSet("Status", ["open", "closed"]),
];
const plain = folderOf((await render(await unitsOf({ definitions }))).files);
const fixed = folderOf((await render(await unitsOf({ definitions }), { readonly: true })).files);
afterAll(() => {
  plain[Symbol.dispose]();
  fixed[Symbol.dispose]();
});

const withPhp = phpTest();
const imports = `use App\\Fhir\\Resource\\{Chart, DomainResource, Note, Resource};
use App\\Fhir\\DataType\\{Element, Extension, Quantity};
use App\\Fhir\\Resource\\Chart\\ChartPage;
use App\\Fhir\\Attribute\\FhirElement;
use App\\Fhir\\Enum\\Status;
use App\\Fhir\\Support\\{Decimal, FhirException, FhirObject, Json};
`;

function php<Answer>(code: string, folder = plain.path): Answer {
  return runPhp<Answer>(folder, imports + code);
}

/** The text as it is written after it was read. */
function again(json: string, call = "Chart::fromJson($json)->toJson()"): string {
  return php<string>(`$json = base64_decode('${Buffer.from(json).toString("base64")}'); return ${call};`);
}

/** What reading says of the text. */
function complaint(json: string, type = "Resource"): string {
  const read = `try { ${type}::fromJson($json); return 'nothing'; } catch (FhirException $e) { return $e->getMessage(); }`;
  return php<string>(`$json = base64_decode('${Buffer.from(json).toString("base64")}'); ${read}`);
}

const chart = (members: string) => `{"resourceType":"Chart",${members}}`;

describe("numbers", () => {
  withPhp("keep every digit, and their exponents", () => {
    const json = chart(
      '"ratios":[1.0,1.50,1e3,-0,-0.0,1e-0,0,12345678901234567890,9223372036854775807,-9223372036854775808,1E-7]',
    );
    expect(again(json)).toBe(json);
  });

  withPhp("in texts are no numbers, whatever stands around them", () => {
    const json = chart(
      '"ratio":-0,"given":["1.5","-0","2020-01-01","\\\\\\"2.5","{\\"a\\":3.5}","1.0\\\\"],"other":{"a":[1.10,"1.10"]}',
    );
    expect(again(json)).toBe(json);
  });

  withPhp("are read from floats as well, with the digits that those have left", () => {
    const code =
      'Chart::fromArray(json_decode(\'{"resourceType":"Chart","ratio":1.50,"ratios":[1e3]}\', true))->toJson()';
    expect(again("", code)).toBe(chart('"ratio":1.5,"ratios":[1000]'));
  });

  withPhp("are decimals that say what they are", () => {
    const code = `$d = new Decimal('1.50'); return [(string) $d, $d->toFloat(), json_encode([$d, new Decimal(7)]), (string) new Decimal(0.1)];`;
    expect(php<unknown[]>(code)).toEqual(["1.50", 1.5, "[1.5,7]", "0.1"]);
  });

  withPhp("that are none are refused", () => {
    const code = `$bad = []; foreach (['', '1.', '.5', '01', '1e', ' 1', "1\\n", NAN, INF] as $text) {
      try { new Decimal($text); } catch (InvalidArgumentException) { $bad[] = true; } } return count($bad);`;
    expect(php<number>(code)).toBe(9);
  });

  withPhp("of properties that are there twice are not given to the wrong one", () => {
    expect(complaint(chart('"ratio":1.0,"ratios":[2.0],"ratio":3.0'))).toBe("a property is there twice");
  });

  withPhp("are found behind long texts full of escapes", () => {
    const code = `$long = str_repeat('\\\\"1.5', 400000); $json = '{"resourceType":"Chart","ratio":1.50,"given":["'.$long.'"]}';
      return Chart::fromJson($json)->toJson() === $json;`;
    expect(php<boolean>(code)).toBe(true);
  });
});

describe("reading and writing", () => {
  withPhp("siblings, holes, choices, odd names and contained resources stay where they are", () => {
    const json = chart(
      '"id":"x","contained":[{"resourceType":"Note","text":"n"}],"status":"open","_status":{"id":"s"},"given":["a",null],' +
        '"_given":[null,{"extension":[{"url":"u","valueString":"v"}]}],"_valueString":{"id":"v"},"page":[{"title":"t"},{"_title":{"id":"i"}}],' +
        '"this":"t","odd name":"o","_odd name":{"id":"p"},"other":{"a":[{},[]],"0":1}',
    );
    expect(again(json)).toBe(json);
  });

  withPhp("the order is that of the definition, the type of the resource first", () => {
    const json = '{"other":1,"active":true,"id":"x","status":"closed","resourceType":"Chart"}';
    expect(again(json)).toBe(chart('"id":"x","status":"closed","active":true,"other":1'));
  });

  withPhp("texts are written as they are", () => {
    const json = chart('"given":["é ☃ 𝄞 / \\" \\\\ \\n\\t\\u0000"]');
    expect(again(json)).toBe(json);
  });

  withPhp("codes are cases of their enum, and texts where it does not have them", () => {
    const code = `$read = fn ($code) => Chart::fromArray(['resourceType' => 'Chart', 'status' => $code])->status;
      return [$read('open') === Status::Open, $read('strange'), (new Chart(status: 'open'))->toJson(), (new Chart(status: Status::Open))->toJson()];`;
    const open = chart('"status":"open"');
    expect(php<unknown[]>(code)).toEqual([true, "strange", open, open]);
  });

  withPhp("a resource is of the class that its type says", () => {
    const code = `$json = '{"resourceType":"Note"}';
      return [get_class(Resource::fromJson($json)), get_class(DomainResource::fromJson($json)), get_class(Note::fromJson($json))];`;
    expect(new Set(php<string[]>(code))).toEqual(new Set(["App\\Fhir\\Resource\\Note"]));
  });

  withPhp("a class that extends a generated one reads itself", () => {
    const code = 'class MyNote extends Note {} return get_class(MyNote::fromJson(\'{"resourceType":"Note"}\'));';
    expect(php<string>(code)).toBe("MyNote");
  });

  withPhp("an object is made by names, and json_encode() takes it", () => {
    const code = `$chart = new Chart(id: 'x', quantity: new Quantity(), page: [new ChartPage(title: 't')], ratio: new Decimal('2.50'));
      return json_encode($chart);`;
    expect(php<string>(code)).toBe(chart('"id":"x","ratio":2.5,"quantity":{},"page":[{"title":"t"}]'));
  });

  withPhp("an attribute says what the definition does", () => {
    const code =
      "$e = FhirElement::of(Chart::class, 'valueQuantity'); return [$e->path, $e->type, $e->choice, FhirElement::of(Chart::class, '_status')];";
    expect(php<unknown[]>(code)).toEqual(["Chart.value[x]", "Quantity", true, null]);
  });

  for (const [name, folder] of [
    ["plain", plain.path],
    ["readonly", fixed.path],
  ] as const) {
    withPhp(`a ${name} object has copies with other values, which keep what was not read`, () => {
      const code = `$one = Chart::fromJson('{"resourceType":"Chart","odd name":"o","strange":1}', true); $two = $one->with(active: true);
        return [$one->toJson(), $two->toJson(), $two->unread()];`;
      const before = chart('"odd name":"o","strange":1');
      expect(php<unknown[]>(code, folder)).toEqual([
        before,
        chart('"active":true,"odd name":"o","strange":1'),
        { strange: 1 },
      ]);
    });
  }

  withPhp("readonly objects cannot be changed", () => {
    const code =
      "$chart = new Chart(); try { $chart->active = true; return 'changed'; } catch (Error $e) { return $e->getMessage(); }";
    expect(php<string>(code, fixed.path)).toContain("Cannot modify readonly property");
  });
});

const problems: readonly (readonly [problem: string, json: string, message: string])[] = [
  [
    "a property that the type does not have",
    chart('"page":[{},{"titel":"x"}]'),
    "Chart.page[0]: not an object with something in it",
  ],
  [
    "a property of a nested type that it does not have",
    chart('"page":[{"titel":"x"}]'),
    "Chart.page[0].titel: unknown property",
  ],
  ["another type than text", chart('"given":["a",1]'), "Chart.given[1]: not a string"],
  ["another type than a code", chart('"status":1'), "Chart.status: not a string"],
  ["a text for a boolean", chart('"active":"true"'), "Chart.active: not a boolean"],
  ["a decimal for an integer", chart('"count":1.0'), "Chart.count: not an integer"],
  ["a text for a decimal", chart('"ratio":"1.0"'), "Chart.ratio: not a number"],
  ["a value for a list", chart('"given":"a"'), "Chart.given: not a list of something"],
  ["an object for a list", chart('"given":{"a":"b"}'), "Chart.given: not a list of something"],
  ["an empty list", chart('"given":[]'), "Chart.given: not a list of something"],
  ["a list for a value", chart('"active":[true]'), "Chart.active: not a boolean"],
  ["null", chart('"active":null'), "Chart.active: not a boolean"],
  ["a null in a list of objects", chart('"page":[null]'), "Chart.page[0]: not an object with something in it"],
  [
    "two of a choice",
    chart('"valueString":"a","valueBoolean":true'),
    "Chart.valueBoolean: there is valueString already",
  ],
  [
    "a sibling of another choice",
    chart('"valueString":"a","_valueBoolean":{"id":"a"}'),
    "Chart._valueBoolean: there is valueString already",
  ],
  [
    "a resource that there is not",
    chart('"contained":[{"resourceType":"Nope"}]'),
    "Chart.contained[0]: resourceType is of no resource that is known",
  ],
  ["a resource without its type", chart('"contained":[{"id":"x"}]'), "Chart.contained[0]: resourceType is missing"],
  ["no object", "[1]", "Resource.0: unknown property"],
  ["a text", '"x"', "not an object"],
];

describe("what does not fit", () => {
  for (const [problem, json, message] of problems.slice(0, -2)) {
    withPhp(`${problem} is told by its path, and is kept where reading is lenient`, () => {
      expect(complaint(json)).toBe(message);
      expect(again(json, "Resource::fromJson($json, true)->toJson()")).toBe(json);
    });
  }

  withPhp("a resource of another type is not read", () => {
    expect(complaint('{"resourceType":"Note"}', "Chart")).toBe("Note: not a resource of the type Chart");
    expect(complaint("{}")).toBe("Resource: resourceType is missing");
    expect(complaint('"x"')).toBe("not an object");
  });

  withPhp("what is no JSON is told as such", () => {
    expect(complaint("{")).toStartWith("not JSON: ");
    expect(complaint(`${"[".repeat(600)}${"]".repeat(600)}`)).toStartWith("not JSON: ");
    expect(complaint('{"\\u0000a":1}')).toStartWith("not JSON: ");
  });
});
