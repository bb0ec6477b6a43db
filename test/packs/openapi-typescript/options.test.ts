import { expect, test } from "bun:test";
import { bodyOf, renderDocument, renderSchemas, typeOf } from "./support.ts";
import { bundler, nodeNext, typeErrors } from "./type-check.ts";

const ref = { $ref: "#/components/schemas/Y" };
const document = {
  paths: {
    "/x": {
      post: {
        operationId: "add-x",
        parameters: [{ name: "sort", in: "query", schema: { type: "string", enum: ["up", "down"], default: "up" } }],
        requestBody: {
          content: {
            "application/json": {
              schema: { properties: { size: { enum: [1, 2] }, open: { type: "boolean", default: true } } },
            },
          },
        },
        responses: { 200: { description: "Fine.", content: { "application/json": { schema: ref } } } },
      },
    },
  },
  components: {
    schemas: {
      Y: {
        type: "object",
        description: "A Y.",
        properties: { state: { enum: ["on", "off"] }, list: { type: "array", items: ref } },
      },
      State: { enum: ["a", null] },
      Only: { enum: ["one"] },
    },
  },
};

test("`comments: false` leaves every comment out", async () => {
  const { files } = await renderDocument(document, { comments: false });
  for (const text of files.values()) expect(text).not.toContain("/**");
  expect(files.get("schemas/y.ts")).toContain("export interface Y {");
});

test("`enums: const` also exports the values, under names that say where they are from", async () => {
  const { files } = await renderDocument(document, { enums: "const" });
  expect(bodyOf(files.get("schemas/state.ts") ?? "")).toBe(
    'export type State = "a" | null;\n\nexport const StateValues = ["a", null] as const;\n',
  );
  expect(files.get("schemas/y.ts")).toContain('export const YStateValues = ["on", "off"] as const;\n');
  expect(files.get("schemas/only.ts")).not.toContain("const");
  const tag = files.get("operations/default.ts") ?? "";
  expect(tag).toContain('export const AddXSortValues = ["up", "down"] as const;\n');
  expect(tag).toContain("export const AddXBodySizeValues = [1, 2] as const;\n");
  expect(typeErrors(files)).toBe("");
});

test("`readonly` makes properties and arrays read-only", async () => {
  const { y } = await renderSchemas(
    {
      Y: {
        type: "object",
        required: ["a"],
        properties: { a: { type: "array", items: { type: "array", items: {} } } },
        additionalProperties: true,
      },
    },
    { readonly: true },
  );
  expect(y).toBe(
    "export interface Y {\n  readonly a: readonly (readonly unknown[])[];\n  readonly [key: string]: unknown;\n}\n",
  );
  expect(await typeOf({ prefixItems: [ref, ref] }, { readonly: true })).toBe("readonly [Y, Y]");
  const { files } = await renderDocument(document, { readonly: true });
  expect(typeErrors(files)).toBe("");
});

test("`defaultNonNullable` says whether a property with a default is always there", async () => {
  const schema = { type: "object", properties: { a: { type: "string", default: "x" } } };
  expect(await typeOf(schema)).toContain("  a: string;");
  expect(await typeOf(schema, { defaultNonNullable: false })).toContain("  a?: string;");
});

test("a property with a default may be left out of a request body", async () => {
  const { files } = await renderDocument(document);
  expect(files.get("operations/default.ts")).toContain("open?: boolean;");
});

test.each([
  [".js", bundler, "./y.js"],
  [".js", nodeNext, "./y.js"],
  [".ts", { ...nodeNext, allowImportingTsExtensions: true }, "./y.ts"],
  ["none", bundler, "./y"],
])("imports with `extension: %s` resolve", async (extension, settings, path) => {
  const { files } = await renderDocument(document, { extension });
  expect(files.get("schemas.ts")).toContain(`export type { Y } from "./schemas/${path.slice(2)}";`);
  expect(typeErrors(files, settings)).toBe("");
});
