/** Text of a definition cannot break out of the code: whatever names, codes and comments hold, PHP reads them as the very same text. */
import { afterAll, expect } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { benign, hostileStrings } from "../../fixtures/hostile.ts";
import { coreTypes, type } from "../../sources/fhir/type-rig.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { askPhp, phpTest } from "./php-runtime.ts";
import { folderOf, namespace, render, required, resource, unitsOf, valueSet } from "./support.ts";

/** No text that a package is read from has half a character. */
const texts = [...new Set([benign, ...hostileStrings, ...hostileTexts])].map((text) => text.toWellFormed());

interface Reflected {
  readonly fields: readonly string[];
  readonly elements: readonly (readonly unknown[])[];
  readonly resource: string | null;
  readonly codes: readonly (readonly unknown[])[];
  readonly types: readonly string[];
}

type Answer = { readonly [className: string]: Reflected };

const withPhp = phpTest();

const files = new Map<string, string>();
for (const [number, text] of texts.entries()) {
  for (const [path, code] of await filesWith(text, number)) files.set(`H${number}/${path}`, code);
}
const folder = folderOf(files);
afterAll(() => folder[Symbol.dispose]());

withPhp("classes of hostile definitions load, and say what the definitions say", () => {
  const answer = askPhp<Answer>("reflect.php", folder.path);
  for (const [number, text] of texts.entries()) expectSame(answer, number, text);
});

withPhp("what PHP sees besides literals, names and comments is the same for every text", () => {
  const shapes = askPhp<Readonly<Record<string, string>>>("shape.php", folder.path);
  const wanted = shapes.H0;
  expect(wanted).toBeString();
  for (const [number, text] of texts.entries()) expect([text, shapes[`H${number}`]]).toEqual([text, wanted]);
});

async function filesWith(text: string, number: number): Promise<ReadonlyMap<string, string>> {
  const units = await unitsOf({ definitions: [...coreTypes, ...hostile(text)] });
  return (await render(units, { namespace: `${namespace}\\H${number}` })).files;
}

/** A path is cut at its dots, and an element ends where its choice begins. The space makes it no name of PHP for any text. */
function elementName(text: string): string {
  return `a ${text.replace(/[.:[\]/#]/g, "")}b`;
}

function hostile(text: string): JsonObject[] {
  const say = (name: string) => `${text}${name}${text}`;
  const about = { short: say("short"), definition: say("definition"), comment: say("comment") };
  const loose = `http://example.org/ValueSet/${say("set")}`;
  const target = `http://hl7.org/fhir/StructureDefinition/${say("Target")}`;
  return [
    resource(
      "Chart",
      [
        [elementName(text), "string", about],
        ["status", "code", { ...about, ...required("Status") }],
        ["to", "", { ...about, type: [{ code: "Reference", targetProfile: [target] }] }],
        ["loose", "code", { ...about, binding: { strength: "example", valueSet: loose } }],
        ["unknown", "", { type: [{ code: `http://example.org/${text}` }] }],
        ["page", "BackboneElement", { ...about, max: "*" }],
        ["page.title", "string", about],
      ],
      { description: say("description"), title: say("title"), url: `http://example.org/${say("url")}` },
    ),
    type("Odd", { base: "DomainResource", more: { type: say("Odd"), description: say("odd") } }),
    valueSet("Status", [{ code: say("code"), display: say("display"), definition: say("concept") }, "plain"], {
      title: say("title"),
      description: say("description"),
    }),
  ];
}

function expectSame(answer: Answer, number: number, text: string): void {
  const say = (word: string) => `${text}${word}${text}`;
  const of = (name: string) => answer[`H${number}\\${name}`];
  const name = elementName(text);
  const chart = of("Resource\\Chart");
  const own = [name, `_${name}`, "status", "_status", "to", "loose", "_loose", "unknown", "page"];
  expect(chart?.fields.slice(-own.length)).toEqual(own);
  const elements = new Map(chart?.elements.map(([path, ...rest]) => [path, rest]));
  expect(elements.get(`Chart.${name}`)).toEqual(["string", "1", null]);
  // What follows a bar is the version of a value set.
  expect(elements.get("Chart.loose")?.[2]).toBe(`http://example.org/ValueSet/${say("set")}`.replace(/\|.*$/s, ""));
  expect(of("Resource\\Chart\\ChartPage")?.fields.slice(-2)).toEqual(["title", "_title"]);
  expect(of("Enum\\Status")?.codes).toEqual([
    [say("code"), say("display"), "http://example.org/Status"],
    ["plain", "plain", "http://example.org/Status"],
  ]);
  const odd = Object.keys(answer).filter(
    (one) => answer[one]?.resource === say("Odd") && one.startsWith(`H${number}\\`),
  );
  expect(odd.length).toBe(1);
  expect(of("ResourceTypes")?.types).toEqual(["Chart", say("Odd")]);
}
