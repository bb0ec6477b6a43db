/** TypeScript templates: text or pieces, headers with functions, problems at the lines of the user's files. */
import { describe, expect, test } from "bun:test";
import type { Files } from "../support.ts";
import { contextWith, openPack, problemsOf, project, show, shown } from "../support.ts";

const header = 'export const header = { each: "record", output: "<%= unit.slug %>.txt" };\n';

function problems(body: string, files: Files = {}, values: object = {}): Promise<string[]> {
  return shown(async () => (await openPack({ "pack/card.ts": body, ...files })).render("card.ts", values));
}

describe("what it gives", () => {
  test("is text", async () => {
    const body = `import type { Context } from "specmill";\n${header}export default (it: Context): string => \`\${it.unit.name}\\n\`;\n`;
    expect(await (await openPack({ "pack/card.ts": body })).render("card.ts")).toBe("Ada\n");
  });

  test("or pieces, made one by one while they are taken", async () => {
    const body = `${header}export default function* (it) { it.log.push(1); yield "a"; it.log.push(2); yield "b"; }\n`;
    const template = await (await openPack({ "pack/card.ts": body })).compile("card.ts");
    const log: number[] = [];
    const rendered = template.render(contextWith({ log }));
    expect(log).toEqual([]);
    const pieces = [];
    for (const piece of rendered) {
      pieces.push(piece);
      if (pieces.length === 1) expect(log).toEqual([1]);
    }
    expect(pieces).toEqual(["a", "b"]);
  });

  test("changes with its modules, also in a process that ran them before", async () => {
    const own = project({
      "pack/card.ts": `import { mark } from "./_mark.ts";\n${header}export default () => mark;\n`,
      "pack/_mark.ts": 'export { mark } from "../shared.ts";\n',
      "shared.ts": 'export const mark = "one";\n',
    });
    expect(await (await openPack(own)).render("card.ts")).toBe("one");
    own.write("shared.ts", 'export const mark = "two";\n');
    expect(await (await openPack(own)).render("card.ts")).toBe("two");
  });
});

describe("its header", () => {
  test("may be text, as in an Eta template", async () => {
    const body =
      'export const header = { each: "record", output: "a/<%= unit.name %>.md", when: "unit.name !== \'x\'" };\nexport default () => "";\n';
    const template = await (await openPack({ "pack/card.ts": body })).compile("card.ts");
    expect(template.output(contextWith({ unit: { name: "../b c" } }))).toBe("a/b-c.md");
    expect([template.when(contextWith()), template.when(contextWith({ unit: { name: "x" } }))]).toEqual([true, false]);
  });

  test("may be functions of the context", async () => {
    const body =
      'export const header = { each: "record", output: (it) => it.unit.slug + ".md", when: (it) => it.unit.name };\nexport default () => "";\n';
    const template = await (await openPack({ "pack/card.ts": body })).compile("card.ts");
    expect(template.output(contextWith())).toBe("ada.md");
    expect([template.when(contextWith()), template.when(contextWith({ unit: { name: "" } }))]).toEqual([true, false]);
  });

  const cases: readonly (readonly [what: string, body: string, expected: string])[] = [
    [
      "is missing",
      'const a = 1;\nexport default () => "";\n',
      "template/header pack/card.ts:1:1 the template has no header\n  > const a = 1;\n  = `export const header = { each: …, output: … }` says what for",
    ],
    [
      "has no template beside it",
      `// hello\n${header}`,
      "template/header pack/card.ts:2:1 the template has no default function\n  > export const header\n  = `export default function (it) { … }` gives the text",
    ],
    [
      "has a key that is not known",
      'export const header = {\n  each: "record",\n  ouput: "x",\n};\nexport default () => "";\n',
      "template/header pack/card.ts:3:3 a header has no key `ouput`\n  > ouput\n  = did you mean `output`?",
    ],
  ];
  test.each(cases)("%s", async (_what, body, expected) => {
    expect((await problems(body))[0]).toBe(expected);
  });

  test("a function that gives no path", async () => {
    const body = 'export const header = { each: "record", output: () => undefined };\nexport default () => "";\n';
    const template = await (await openPack({ "pack/card.ts": body })).compile("card.ts");
    expect(await shown(() => template.output(contextWith()))).toEqual([
      "template/failed pack/card.ts:1:1 `output` gives undefined instead of text\n  > export const header",
    ]);
  });

  test("a function that throws", async () => {
    const body =
      'export const header = {\n  each: "record",\n  output: (it) => it.a.b.c,\n};\nexport default () => "";\n';
    const template = await (await openPack({ "pack/card.ts": body })).compile("card.ts");
    const [problem] = await problemsOf(() => template.output(contextWith()));
    expect(problem).toMatchObject({ code: "template/failed", place: { file: "pack/card.ts", line: 3 } });
  });
});

describe("problems", () => {
  test("an error has the line of the file that threw it", async () => {
    const body = `import { row } from "./_row.ts";\n${header}export default (it) => row(it);\n`;
    const row =
      "export interface Row { a: string }\n\nexport function row(it): string {\n  return it.unit.data.a.b.c;\n}\n";
    const [problem] = await problemsOf(async () =>
      (await openPack({ "pack/card.ts": body, "pack/_row.ts": row })).render("card.ts"),
    );
    expect(problem === undefined ? "" : show(problem)).toBe(
      "template/failed pack/_row.ts:4:10 `it.unit.data.a.b` reads a property of undefined\n  > it.unit.data.a.b",
    );
  });

  test("an error in a later piece too", async () => {
    const body = `${header}export default function* () {\n  yield "a";\n  throw new Error("late");\n}\n`;
    const [problem] = await problemsOf(async () => (await openPack({ "pack/card.ts": body })).render("card.ts"));
    expect(problem).toMatchObject({ message: "late", place: { file: "pack/card.ts", line: 4 } });
  });

  const results: readonly (readonly [what: string, code: string, expected: string])[] = [
    ["a number", "() => 1", "the template gives number instead of text"],
    ["nothing", "() => undefined", "the template gives undefined instead of text"],
    ["pieces that are not text", "() => [1]", "the template gives number instead of text"],
  ];
  test.each(results)("%s in place of text", async (_what, code, expected) => {
    expect(await problems(`${header}export default ${code};\n`)).toEqual([
      `template/failed pack/card.ts:1:1 ${expected}\n  > export const header`,
    ]);
  });

  test("a promise in place of text", async () => {
    expect(await problems(`${header}export default async () => { throw new Error("x"); };\n`)).toEqual([
      "template/failed pack/card.ts:1:1 the template gives a promise instead of text\n  > export const header\n  = a template function cannot be `async`",
    ]);
  });

  test("an error while the module is evaluated", async () => {
    const [problem] = await problemsOf(() => openPack({ "pack/card.ts": `${header}\nthrow new Error("at once");\n` }));
    expect(problem).toMatchObject({
      code: "template/failed",
      message: "at once",
      place: { file: "pack/card.ts", line: 3 },
    });
  });

  test("all syntax errors of all modules at once", async () => {
    const files = {
      "pack/card.ts": `import "./_b.ts";\n${header}export default ( => 1;\n`,
      "pack/_b.ts": "const = 1;\n",
    };
    const found = await shown(() => openPack(files));
    expect(found.filter((one) => one.startsWith("template/syntax pack/_b.ts:1:7"))).toHaveLength(1);
    expect(found.filter((one) => one.startsWith("template/syntax pack/card.ts:3:18"))).toHaveLength(1);
  });

  test("an import that is not there", async () => {
    expect(await problems(`${header}import { x } from "./_gone.ts";\nexport default () => x;\n`)).toEqual([
      'template/import pack/card.ts:2:19 there is no module `./_gone.ts`\n  > "./_gone.ts"',
    ]);
  });

  test("an import that cannot be tracked", async () => {
    expect(await problems(`import _ from 'lodash';\n${header}export default () => _.x();\n`)).toEqual([
      "template/import pack/card.ts:1:15 a template cannot import the package `lodash`\n  > 'lodash'\n  = copy what you need into the pack; modules of the runtime are written `node:…`",
    ]);
  });
});
