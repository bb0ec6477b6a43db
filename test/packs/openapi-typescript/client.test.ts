import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { openapiFileUnits } from "../support/openapi-units.ts";
import { renderUnits } from "./support.ts";
import { bundler, nodeNext, typeErrors } from "./type-check.ts";

setDefaultTimeout(60_000);

const fixtures = join(import.meta.dir, "../../fixtures/openapi");

async function compile(fixture: string, program: string, options = {}): Promise<string> {
  const { files } = await renderUnits(await openapiFileUnits(join(fixtures, fixture)), options);
  const all = new Map([...files].map(([path, text]) => [`api/${path}`, text]));
  return [bundler, nodeNext]
    .map((settings) => typeErrors(new Map([...all, ["program.ts", program]]), settings))
    .join("");
}

const shop = `
import createClient from "openapi-fetch";
import type { components, operations, paths, Pet } from "./api/index.js";

const client = createClient<paths>({ baseUrl: "https://pets.example.com" });

export async function use(): Promise<void> {
  const list = await client.GET("/pets", { params: { query: { limit: 3, status: ["sold"] } } });
  const first: Pet | undefined = list.data?.[0];
  const name: string | undefined = first?.name;
  const owner: string | null | undefined = first?.owner?.name;
  const problem: string | undefined = list.error?.message;
  await client.GET("/pets");
  await client.GET("/pets/{petId}", { params: { path: { petId: 1 } } });
  await client.POST("/pets", { body: { name: "Rex", tag: "small" }, params: { header: { "X-Trace-Id": "1" } } });
  const order = await client.POST("/store/orders", { body: { petId: 1, quantity: 2 } });
  const quantity: number | undefined = order.data?.quantity;
  await client.GET("/ping");
  await client.DELETE("/pets/{petId}", { params: { path: { petId: 1 } } });
  console.log(name, owner, problem, quantity);

  // @ts-expect-error no such path
  await client.GET("/cats");
  // @ts-expect-error no such method
  await client.PUT("/pets", {});
  // @ts-expect-error the path parameter is missing
  await client.GET("/pets/{petId}");
  // @ts-expect-error the path parameter is a number
  await client.GET("/pets/{petId}", { params: { path: { petId: "1" } } });
  // @ts-expect-error no such query parameter
  await client.GET("/pets", { params: { query: { page: 1 } } });
  // @ts-expect-error no such value
  await client.GET("/pets", { params: { query: { status: ["lost"] } } });
  // @ts-expect-error the body is required
  await client.POST("/pets");
  // @ts-expect-error the body needs a name
  await client.POST("/pets", { body: { tag: "small" } });
  // @ts-expect-error no such member
  console.log(list.data?.[0]?.color);
}

export const pet: components["schemas"]["Pet"] = { id: 1, name: "Rex" };
export type Answer = operations["listPets"]["responses"][200]["content"]["application/json"];
export const answer: Answer = [pet];
export type Trace = paths["/pets"]["get"]["parameters"]["header"];
export const trace: Trace = { "X-Trace-Id": "1" };
export const limit: components["parameters"]["Limit"] = 20;
export const problem: components["responses"]["Problem"]["content"]["application/json"] = { code: 1, message: "no" };
// @ts-expect-error no such method of this path
export const missing: NonNullable<paths["/pets"]["put"]> = {};
`;

const library = `
import createClient from "openapi-fetch";
import type { components, paths, webhooks } from "./api/index.js";

const client = createClient<paths>({ baseUrl: "https://library.example.org" });

export async function use(): Promise<void> {
  const { data } = await client.GET("/items/{itemId}", { params: { path: { itemId: "b-1" } } });
  if (data?.kind === "book") {
    const names: string[] = data.authors.map((author) => author.name);
    console.log(names);
  }
  if (data?.kind === "map") console.log(data.scale.length);
  // @ts-expect-error a film has no scale
  if (data?.kind === "film") console.log(data.scale);
  await client.PATCH("/items/{itemId}", {
    params: { path: { itemId: "b-1" }, header: { "If-Match": "1" } },
    body: { title: null },
  });
  const report = await client.GET("/reports/{year}", { params: { path: { year: 2000 } } });
  const count: number | undefined = report.data?.["books"];
  const shelves = await client.GET("/shelves");
  const deep: string | undefined = shelves.data?.shelves?.[0]?.parent?.name;
  console.log(count, deep);
  // @ts-expect-error the header is required
  await client.PATCH("/items/{itemId}", { params: { path: { itemId: "b-1" } } });
}

export type Overdue = NonNullable<webhooks["loanOverdue"]["post"]["requestBody"]>["content"]["application/json"];
export const tuple: components["schemas"]["Tuple"] = ["a", 1, true, false];
// @ts-expect-error the first is a string
export const wrong: components["schemas"]["Tuple"] = [1, 1];
export const state: components["schemas"]["LoanState"] = "on hold";
`;

test("openapi-fetch works on the types of a 3.0 document, and refuses what the document does not allow", async () => {
  expect(await compile("petstore-3.0.json", shop)).toBe("");
});

test("openapi-fetch works on the types of a 3.1 document, and refuses what the document does not allow", async () => {
  expect(await compile("library-3.1.yaml", library)).toBe("");
});

test("openapi-fetch works on types with constants", async () => {
  expect(await compile("petstore-3.0.json", shop, { enums: "const" })).toBe("");
});

test("read-only types compile", async () => {
  expect(await compile("library-3.1.yaml", "", { readonly: true })).toBe("");
});
