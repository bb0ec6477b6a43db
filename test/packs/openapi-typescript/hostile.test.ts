import { expect, test } from "bun:test";
import { hostileTexts } from "../support/hostile-texts.ts";
import { renderDocument } from "./support.ts";
import { typeErrors } from "./type-check.ts";

/** A document with `say` around every text that an author can choose. */
function documentOf(say: (text: string) => string): object {
  const ref = (section: string, name: string) => {
    const pointer = say(name).replaceAll("~", "~0").replaceAll("/", "~1");
    return { $ref: `#/components/${section}/${pointer.replaceAll("%", "%25")}` };
  };
  const keyed = (name: string, value: unknown) => ({ [say(name)]: value });
  const media = (schema: unknown) =>
    keyed("application/json", { schema, examples: keyed("example", { value: say("value") }) });
  const words = { title: say("Title"), description: say("Description.") };
  const limits = {
    format: say("format"),
    pattern: say("^a"),
    contentMediaType: say("image/png"),
    contentEncoding: say("base64"),
  };
  return {
    info: { title: say("T"), version: say("1"), description: say("About.") },
    tags: [{ name: say("tag"), description: say("A tag.") }],
    paths: {
      [`/${say("pets")}`]: {
        get: {
          operationId: say("listPets"),
          summary: say("List"),
          description: say("All of them."),
          tags: [say("tag")],
          parameters: [
            {
              name: say("limit"),
              in: "query",
              description: say("How many."),
              schema: { type: "string", ...words, ...limits },
            },
            {
              name: say("state"),
              in: "header",
              schema: { type: "string", enum: [say("on"), say("off")], default: say("on") },
            },
            ref("parameters", "page"),
          ],
          requestBody: { description: say("The body."), content: media(ref("schemas", "Pet")) },
          responses: {
            200: {
              description: say("Fine."),
              headers: keyed("X-Total", { description: say("Many."), schema: { type: "integer" } }),
              content: media({ type: "array", items: ref("schemas", "Pet") }),
            },
            404: ref("responses", "Missing"),
          },
        },
        post: {
          summary: say("No id"),
          tags: [say("other")],
          requestBody: ref("requestBodies", "New"),
          responses: { 200: { description: say("Fine.") } },
        },
      },
    },
    webhooks: keyed("gone", { post: { summary: say("Gone"), responses: { 200: { description: say("Seen.") } } } }),
    components: {
      schemas: {
        ...keyed("Pet", {
          type: "object",
          ...words,
          required: [say("kind")],
          properties: {
            ...keyed("kind", { const: say("pet") }),
            ...keyed("state", {
              type: "string",
              enum: [say("on"), say("off")],
              default: say("on"),
              examples: [say("off"), keyed("key", [say("v")])],
            }),
            ...keyed("owner", { anyOf: [ref("schemas", "Owner"), { type: "null" }], ...words }),
            ...keyed("nested", { type: "object", properties: keyed("deep", { type: "string", ...words, ...limits }) }),
          },
        }),
        ...keyed("Owner", { type: "object", patternProperties: keyed("^x", { type: "string", ...limits }) }),
        ...keyed("Any", {
          oneOf: [ref("schemas", "Pet"), ref("schemas", "Other")],
          discriminator: { propertyName: say("type"), mapping: keyed("pet", ref("schemas", "Pet").$ref) },
        }),
        ...keyed("Other", { type: "object", ...words }),
      },
      parameters: keyed("page", {
        name: say("page"),
        in: "query",
        description: say("Which."),
        schema: { type: "integer" },
      }),
      responses: keyed("Missing", { description: say("Missing."), content: media({ type: "string", ...words }) }),
      requestBodies: keyed("New", { description: say("New."), content: media(ref("schemas", "Other")) }),
      headers: keyed("Total", { description: say("Total."), schema: { type: "integer" } }),
    },
  };
}

/** The program without what a text may change: comments, the text of literals, names, and line breaks. */
function structureOf(files: ReadonlyMap<string, string>): string[] {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+|\s+|[\s\S]/gu;
  const words = new Set([
    "import",
    "export",
    "type",
    "interface",
    "from",
    "extends",
    "unknown",
    "never",
    "string",
    "number",
    "null",
    "as",
    "const",
  ]);
  return [...files.values()].map((text) => {
    const tokens = text.match(token) ?? [];
    const kinds = tokens.flatMap((part) => {
      if (/^(?:\s+|\/\/[\s\S]*|\/\*[\s\S]*)$/.test(part)) return [];
      return words.has(part) || /^[^\p{ID_Continue}$"]/u.test(part) ? part : "name";
    });
    // Layout: a leading bar, and separators before a closing bracket.
    return kinds
      .join(" ")
      .replace(/([=:(]) \|/g, "$1")
      .replace(/[;,] ([}\])])/g, "$1");
  });
}

const options = [{}, { enums: "const", readonly: true }];

test.each(options.map((option) => [JSON.stringify(option), option] as const))(
  "no text of a document changes the structure of the code, with options %s",
  async (_, option) => {
    const benign = structureOf(
      (
        await renderDocument(
          documentOf((text) => `${text}x`),
          option,
        )
      ).files,
    );
    for (const hostile of hostileTexts) {
      const { files } = await renderDocument(
        documentOf((text) => `${text}${hostile}`),
        option,
      );
      expect([hostile, structureOf(files)]).toEqual([hostile, benign]);
    }
  },
);

test("the code of hostile documents compiles", async () => {
  const all = new Map<string, string>();
  for (const [index, hostile] of hostileTexts.entries()) {
    const { files } = await renderDocument(
      documentOf((text) => `${hostile}${text}${hostile}`),
      { enums: "const" },
    );
    for (const [path, text] of files) all.set(`${index}/${path}`, text);
  }
  expect(typeErrors(all)).toBe("");
});

test("nothing invisible gets into a file", async () => {
  for (const hostile of hostileTexts) {
    const { files } = await renderDocument(documentOf((text) => `${text}${hostile}`));
    for (const text of files.values()) {
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
      expect(text.isWellFormed()).toBe(true);
    }
  }
});

test("no description turns into a tag", async () => {
  const { files } = await renderDocument(documentOf((text) => `@deprecated ${text}\n@internal`));
  for (const text of files.values()) expect(text).not.toMatch(/^\s*(?:\*|\/\*\*) @(?:deprecated|internal)/m);
});
