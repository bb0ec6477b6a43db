/** Code systems as flat lists. */
import { describe, expect, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { codeSystemConcepts } from "#sources/fhir/code-system.ts";

function codeSystem(concept: readonly JsonObject[], rest: JsonObject = {}): JsonObject {
  return { resourceType: "CodeSystem", url: "urn:cs", content: "complete", concept, ...rest };
}

describe("concepts of a code system", () => {
  test("are flat, parents before children, with their level", () => {
    const concepts = codeSystemConcepts(
      codeSystem([{ code: "a", concept: [{ code: "b", concept: [{ code: "c" }] }] }, { code: "d" }]),
    );
    expect(concepts.map(({ code, level }) => [code, level])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 2],
      ["d", 0],
    ]);
  });

  test("have display and definition where the system has them, and nothing else", () => {
    expect(
      codeSystemConcepts(
        codeSystem([{ code: "a", display: "A", definition: "An a.", designation: [] }, { code: "b" }]),
      ),
    ).toEqual([
      { system: "urn:cs", code: "a", display: "A", definition: "An a.", level: 0, isAbstract: false },
      { system: "urn:cs", code: "b", level: 0, isAbstract: false },
    ]);
  });

  test("are abstract by `notSelectable`, by `abstract`, and by what is declared to mean the same", () => {
    const uri = "http://hl7.org/fhir/concept-properties#notSelectable";
    const flag = (code: string, valueBoolean: boolean) => [{ code, valueBoolean }];
    const concepts = codeSystemConcepts(
      codeSystem(
        [
          { code: "a", property: flag("notSelectable", true) },
          { code: "b", property: flag("abstract", true) },
          { code: "c", property: flag("grouper", true) },
          { code: "d", property: flag("notSelectable", false) },
          { code: "e", property: flag("other", true) },
        ],
        { property: [{ code: "grouper", uri, type: "boolean" }] },
      ),
    );
    expect(concepts.filter(({ isAbstract }) => isAbstract).map(({ code }) => code)).toEqual(["a", "b", "c"]);
  });

  test("are there once, and without a code not at all", () => {
    const concepts = codeSystemConcepts(codeSystem([{ code: "a", display: "first" }, { display: "x" }, { code: "a" }]));
    expect(concepts.map(({ code, display }) => [code, display])).toEqual([["a", "first"]]);
  });
});
