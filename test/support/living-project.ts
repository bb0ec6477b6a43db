/**
 * A project that changes: an API, people and a pack of its own, held as values, so that any state of it can be written to disk,
 * here into a tree that has lived through every edit and there into an empty folder.
 */
import type { Files } from "./rig.ts";

export interface Operation {
  readonly id: string;
  summary: string;
  tag: string;
  schema: string;
  deprecated: boolean;
}

export interface LivingProject {
  title: string;
  operations: Operation[];
  /** Schema name -> property name -> type, or the name of another schema. */
  schemas: Map<string, Map<string, string>>;
  people: Map<string, { name: string; role: string }>;
  /** Shown by the templates; changing one changes the template file. */
  wording: { page: string; partial: string; layout: string; index: string; module: string };
  options: { greeting: string };
  cards: { folder: string; perRole: boolean; isOn: boolean };
}

export function newLivingProject(): LivingProject {
  return {
    title: "Living",
    operations: ["a", "b", "c", "d"].map((id, index) => ({
      id: `get-${id}`,
      summary: `Get ${id}`,
      tag: index % 2 === 0 ? "even" : "odd",
      schema: index % 2 === 0 ? "Alpha" : "Beta",
      deprecated: false,
    })),
    schemas: new Map([
      [
        "Alpha",
        new Map([
          ["id", "integer"],
          ["beta", "Beta"],
        ]),
      ],
      [
        "Beta",
        new Map([
          ["name", "string"],
          ["parent", "Beta"],
        ]),
      ],
    ]),
    people: new Map([
      ["ada", { name: "Ada", role: "keeper" }],
      ["grace", { name: "Grace", role: "vet" }],
      ["joan", { name: "Joan", role: "keeper" }],
    ]),
    wording: { page: "A page", partial: "A partial", layout: "A layout", index: "An index", module: "A module" },
    options: { greeting: "Hello" },
    cards: { folder: "out/cards", perRole: false, isOn: true },
  };
}

/** Every input file of the project, and nothing else. */
export function inputFiles(project: LivingProject): Files {
  const people = [...project.people].map(([id, person]) => [`data/people/${id}.yaml`, yaml({ id, ...person })]);
  return {
    "specmill.yaml": configText(project),
    "api/openapi.yaml": openapiText(project),
    "api/schemas.yaml": schemasText(project),
    ...Object.fromEntries(people),
    ...packFiles(project),
  };
}

function configText({ options, cards }: LivingProject): string {
  const targets = [
    "  types: { source: api, pack: openapi-typescript, output: out/types }",
    "  docs: { source: api, pack: openapi-markdown, output: out/docs }",
    `  operations: { source: api, pack: ./packs/operations, output: out/operations, options: { greeting: ${JSON.stringify(options.greeting)} } }`,
    ...(cards.isOn ? [`  cards: { source: people, pack: ./packs/cards, output: ${cards.folder} }`] : []),
  ];
  return `sources:
  api: { kind: openapi, path: api/openapi.yaml }
  people: { kind: data, path: "data/people/*.yaml" }
targets:
${targets.join("\n")}
`;
}

function openapiText({ title, operations }: LivingProject): string {
  const paths = operations.map(
    (one) => `  /${one.id}:
    get:
      operationId: ${one.id}
      tags: [${one.tag}]
      summary: ${JSON.stringify(one.summary)}
      deprecated: ${one.deprecated}
      responses:
        "200":
          description: It.
          content:
            application/json:
              schema: { $ref: "schemas.yaml#/${one.schema}" }
`,
  );
  return `openapi: 3.1.0
info: { title: ${JSON.stringify(title)}, version: 1.0.0 }
paths:
${paths.join("")}`;
}

/** A second file, so that what a `$ref` leads to is an input as well. */
function schemasText({ schemas }: LivingProject): string {
  const property = (name: string, type: string) =>
    schemas.has(type) ? `    ${name}: { $ref: "#/${type}" }` : `    ${name}: { type: ${type} }`;
  return [...schemas]
    .map(([name, properties]) => {
      const lines = [...properties].map(([key, type]) => property(key, type));
      return `${name}:\n  type: object\n  properties:\n${lines.join("\n")}\n`;
    })
    .join("");
}

function packFiles({ wording, cards }: LivingProject): Files {
  return {
    "packs/operations/pack.yaml": `name: operations
description: Pages about operations.
source: openapi
options:
  greeting: { type: string, description: The first word., default: Hi }
`,
    "packs/operations/page.md.eta": `---
each: operation
output: "<%= unit.tag %>/<%= unit.slug %>.md"
when: "!unit.deprecated"
---
<% layout("_layout.eta") %>
${wording.page}: <%= options.greeting %> <%= unit.name %>

<%= unit.summary %>

<%~ include("_schema.eta", { response: unit.data.responses["200"] }) %>
`,
    "packs/operations/_layout.eta": `<!-- ${wording.layout} -->
<%~ it.body %>
`,
    "packs/operations/_schema.eta": `${wording.partial}
<% const reference = it.response.content["application/json"].schema.$ref; %>
<% const target = ref(reference); %>
- <%= target.name %>: <%= Object.keys(target.data.properties).join(", ") %>
`,
    "packs/operations/index.ts": `import type { Context, Header } from "specmill";
import { heading } from "./_words.ts";

export const header: Header = { each: "once", output: "index.md" };

export default function* (it: Context): Iterable<string> {
  yield \`# \${heading} ${wording.index}\\n\\n\`;
  for (const operation of it.units("operation")) yield \`- \${operation.name}: \${it.link(operation.id) ?? "no page"}\\n\`;
}
`,
    "packs/operations/_words.ts": `export const heading = ${JSON.stringify(wording.module)};\n`,
    "packs/cards/pack.yaml": "name: cards\ndescription: A card for each person.\nsource: data\n",
    "packs/cards/card.txt.eta": `---
each: file
output: "${cards.perRole ? "<%= unit.data.role %>/" : ""}<%= unit.slug %>.txt"
---
${wording.page}: <%= unit.data.name %>, <%= unit.data.role %>
`,
    "packs/cards/all.txt.eta": `---
each: once
output: all.txt
---
${wording.index}
<% for (const person of units("file")) { %>
<%= person.name %> <%= person.data.name %> <%= link(person.id) %>
<% } %>
`,
  };
}

function yaml(record: Readonly<Record<string, string>>): string {
  return `${Object.entries(record)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join("\n")}\n`;
}
