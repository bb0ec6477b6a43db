/** Finding packs and their templates: what belongs to a pack, what is refused, what is suggested. */
import { describe, expect, test } from "bun:test";
import { SpecmillError } from "#model/errors.ts";
import { discoverPack } from "#templates/discover.ts";
import { checkEach } from "#templates/header.ts";
import { templateDigest } from "#templates/template-digest.ts";
import type { Files } from "./support.ts";
import { openPack, page, problemsOf, project, show, shown } from "./support.ts";

function discover(name: string, files: Files = {}, untrusted = false) {
  const { inputs, context } = project(files, { untrusted });
  return discoverPack(name, inputs, context);
}

describe("a pack of the project", () => {
  test("has the templates of its folder, sorted; partials, modules and examples are none", async () => {
    const { pack, templates } = await discover("./pack", {
      "pack/pack.yaml": "name: cards\ndescription: Cards\nsource: data\n",
      "pack/b.md.eta": page(""),
      "pack/a/deep.md.eta": page(""),
      "pack/_partial.eta": "",
      "pack/a/_inner.eta": "",
      "pack/_private/x.eta": "",
      "pack/_helpers.ts": "",
      "pack/units.d.ts": "",
      "pack/README.md": "",
      "pack/example/input.txt": "",
      "pack/example/a.eta": "",
      "pack/.hidden/b.eta": "",
      "pack/node_modules/x/index.ts": "",
      "other/c.md.eta": page(""),
    });
    expect(templates.map((template) => template.name)).toEqual(["a/deep.md.eta", "b.md.eta"]);
    expect(templates[1]).toMatchObject({ engine: "eta", bodyLine: 5, displayPath: "pack/b.md.eta" });
    expect(pack).toMatchObject({ name: "./pack", folder: "pack", description: "Cards", source: "data", options: {} });
    const paths = pack.files.map((file) => file.path);
    expect(paths).toContain("_private/x.eta");
    expect(paths).not.toContain("example/input.txt");
    expect(paths).not.toContain("node_modules/x/index.ts");
  });

  test("is read once, each file through the inputs", async () => {
    const own = project({ "pack/a.eta": page(""), "pack/_b.eta": "" });
    await discoverPack("./pack", own.inputs, own.context);
    expect([...own.reads].sort()).toEqual(["pack/_b.eta", "pack/a.eta", "pack/pack.yaml"]);
  });

  test("may be named by any path to it", async () => {
    const own = project({});
    const found = await discoverPack(`${own.context.root}/pack`, own.inputs, own.context);
    expect(found.pack.folder).toBe("pack");
    expect((await discoverPack("./other/../pack/", own.inputs, own.context)).pack.folder).toBe("pack");
  });

  test("is the same pack with the line ends of Windows", async () => {
    const text = page("a\nb\n");
    const [unix, windows] = [text, `\ufeff${text.replaceAll("\n", "\r\n")}`];
    const one = await openPack({ "pack/a.eta": unix });
    const two = await openPack({ "pack/a.eta": windows });
    expect(two.pack.files).toEqual(one.pack.files);
    expect(await two.render("a.eta")).toBe("a\nb\n");
  });

  test("with a file that is neither template nor partial: a warning", async () => {
    const own = project({ "pack/page.md": "", "pack/data.json": "{}", "pack/LICENSE": "" });
    await discoverPack("./pack", own.inputs, own.context);
    expect(own.reported.map(show)).toEqual([
      "pack/unknown-file pack/page.md `page.md` is neither a template nor a partial\n  = templates and partials end in `.eta` or `.ts`",
    ]);
    expect(own.reported[0]?.severity).toBe("warning");
  });

  test("without a manifest", async () => {
    expect(await shown(() => discover("./cards", { "cards/a.eta": page("") }))).toEqual([
      "pack/invalid cards/pack.yaml the pack has no `pack.yaml`\n  = `source: data` (the kind of source it renders) is the least it needs",
    ]);
  });

  test("with a file that is not UTF-8", async () => {
    const own = project({});
    const { inputs } = own;
    const bad = {
      ...inputs,
      glob: () => ["pack/a.eta", "pack/pack.yaml"],
      read: (path: string) => (path.endsWith(".eta") ? new Uint8Array([0xff]) : inputs.read(path)),
    };
    expect(await shown(() => discoverPack("./pack", bad, own.context))).toEqual([
      "document/encoding pack/a.eta `pack/a.eta` is not valid UTF-8",
    ]);
  });

  test("is refused in untrusted mode before anything of it is read", async () => {
    const own = project({ "pack/a.ts": 'throw new Error("ran")' }, { untrusted: true });
    const work = discoverPack("./pack", own.inputs, own.context);
    expect(await problemsOf(() => work).then((all) => all.map(show))).toEqual([
      "template/untrusted - the templates of `./pack` are code and would have to run\n  = built-in packs run in untrusted mode",
    ]);
    expect(await work.catch((thrown: SpecmillError) => thrown.exitCode)).toBe(4);
    expect(own.reads).toEqual([]);
  });

  test("tells of the problems of all its templates at once", async () => {
    const found = await shown(() => discover("./pack", { "pack/a.eta": "x", "pack/b.eta": page("", "each: record") }));
    expect(found).toEqual([
      "template/header pack/a.eta:1:1 the template has no header\n  > x\n  = it starts with front matter: a line `---`, then `each: …` and `output: …`, then a line `---`",
      "template/header pack/b.eta:1:1 `output` is missing in the header\n  > ---\n  = it is the path of the output",
    ]);
  });
});

describe("a name that is no pack", () => {
  const files = { "templates/card/pack.yaml": "source: data\n" };

  test("near a built-in one", async () => {
    expect(await shown(() => discover("openapi-markdwon"))).toEqual([
      "config/unknown-pack - there is no built-in pack `openapi-markdwon`\n  = did you mean `openapi-markdown`?",
    ]);
  });

  test("that is a folder: the path has to say so", async () => {
    expect(await shown(() => discover("card", files))).toEqual([
      "config/unknown-pack - there is no built-in pack `card`\n  = did you mean `./templates/card`? the path of a pack of your own starts with `./`",
    ]);
  });

  test("near a folder", async () => {
    const work = discover("./templates/crad", files);
    expect(await problemsOf(() => work).then((all) => all.map(show))).toEqual([
      "config/unknown-pack - there is no pack in `./templates/crad`\n  = did you mean `./templates/card`?",
    ]);
    expect(await work.catch((thrown: SpecmillError) => thrown.exitCode)).toBe(2);
  });

  test("with the name of something that every object has", async () => {
    const [problem] = await problemsOf(() => discover("constructor"));
    expect(problem?.code).toBe("config/unknown-pack");
  });
});

describe("every built-in pack", () => {
  const names = ["openapi-markdown", "openapi-typescript"];
  test.each(names)("%s is discovered without reading the project", async (name) => {
    const own = project({}, { untrusted: true });
    const { pack, templates } = await discoverPack(name, own.inputs, own.context);
    expect(templates.length).toBeGreaterThan(0);
    expect(pack.folder).toBeUndefined();
    expect(templates.every((template) => template.displayPath.startsWith(`${name}/`))).toBe(true);
    expect(own.reads).toEqual([]);
    expect(own.reported).toEqual([]);
  });
});

describe("headers", () => {
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    [
      "that never end",
      "---\neach: record\n",
      ["template/header pack/a.eta:1:1 the header never ends\n  > ---\n  = a line `---` ends it"],
    ],
    [
      "with nothing in them",
      "---\n---\nbody",
      [
        "template/header pack/a.eta:1:1 the header has no keys\n  > ---\n  = `each: …` and `output: …` are the least it needs",
      ],
    ],
    [
      "with an unknown key, a wrong type and a wrong name",
      page("", "each: 1\noutput: x\nwhne: a\nescape: markdwon"),
      [
        "template/header pack/a.eta:4:1 a header has no key `whne`\n  > whne\n  = did you mean `when`?",
        "template/header pack/a.eta:2:1 `each` takes the name of a unit kind, or `once`\n  > each",
        "template/header pack/a.eta:5:1 there is no escape `markdwon`\n  > escape\n  = did you mean `markdown`?",
      ],
    ],
    ["with the same key twice", page("", "each: a\neach: b\noutput: x"), ["template/header pack/a.eta:3:1 "]],
  ];
  test.each(cases)("%s", async (_what, text, expected) => {
    const found = await shown(() => discover("./pack", { "pack/a.eta": text }));
    expect(found).toHaveLength(expected.length);
    for (const [index, one] of expected.entries()) expect(found[index]).toStartWith(one);
  });

  test("that are not YAML: the place is that of the file, with its lines", async () => {
    const text = page("body", "each: record\noutput: a: b: c");
    const [problem] = await problemsOf(() => discover("./pack", { "pack/a.eta": text }));
    expect(problem).toMatchObject({ code: "template/header", place: { file: "pack/a.eta", line: 3 } });
    expect(problem?.place?.frame?.lines).toContain("---");
  });

  const escapes: readonly (readonly [output: string, name: string, escape: string])[] = [
    ["a/b.md", "x.eta", "markdown"],
    ["<%= unit.slug %>.HTML", "x.eta", "html"],
    ["a.d.ts", "x.eta", "code"],
    ["a.yml", "x.eta", "yaml"],
    ["a.json", "x.eta", "json"],
    ["a.sh", "x.eta", "shell"],
    ["a.sql", "x.eta", "sql"],
    ["a.txt", "x.eta", "none"],
    ["<%= unit.path %>", "x.md.eta", "markdown"],
    ["LICENSE", "x.eta", "none"],
  ];
  test.each(escapes)("an output `%s` of `%s` escapes for %s", async (output, name, context) => {
    const { templates } = await discover("./pack", { [`pack/${name}`]: page("", `each: once\noutput: "${output}"`) });
    expect(templates[0]?.header.escape).toBe(context as "none");
  });

  test("a kind of unit that the source does not have", async () => {
    const { templates } = await discover("./pack", {
      "pack/a.eta": page("", "output: x\neach: opration"),
      "pack/b.ts": 'export const header = {\n  each: "shcema",\n  output: "x",\n};\nexport default () => "";\n',
    });
    const problems = templates.map((template) => checkEach(template, ["operation", "schema"]));
    expect(problems.map((problem) => (problem === undefined ? "" : show(problem)))).toEqual([
      "template/header pack/a.eta:3:1 the source has no units of kind `opration`\n  > each\n  = did you mean `operation`?",
      "template/header pack/b.ts:2:3 the source has no units of kind `shcema`\n  > each\n  = did you mean `schema`?",
    ]);
  });

  test("`once` fits every source", async () => {
    const { templates } = await discover("./pack", { "pack/a.eta": page("", "output: x\neach: once") });
    expect(checkEach(templates[0]!, [])).toBeUndefined();
  });
});

describe("the digest of a template", () => {
  const files = {
    "pack/a.eta": page("<%~ include('_p.eta') %>"),
    "pack/_p.eta": "p",
    "pack/b.ts":
      'import { m } from "./_m.ts";\nexport const header = { each: "record", output: "b" };\nexport default () => m;\n',
    "pack/_m.ts": 'export { m } from "../shared.ts";\n',
    "shared.ts": "export const m = 'm';\n",
    "pack/_other.ts": "export const other = 1;\n",
  };

  async function digests(changed: Files = {}): Promise<(string | undefined)[]> {
    const { pack, templates } = await discover("./pack", { ...files, ...changed });
    return templates.map((template) => templateDigest(template, pack));
  }

  test("is the same for the same pack, wherever it lies", async () => {
    expect(await digests()).toEqual(await digests());
  });

  test("of Eta is that of its own text: partials are reads", async () => {
    const [before] = await digests();
    expect((await digests({ "pack/_p.eta": "q" }))[0]).toBe(before);
    expect((await digests({ "pack/a.eta": page("x") }))[0]).not.toBe(before);
  });

  test("of TypeScript is that of all it imports, and of nothing else", async () => {
    const [, before] = await digests();
    expect((await digests({ "shared.ts": "export const m = 'n';\n" }))[1]).not.toBe(before);
    expect((await digests({ "pack/_m.ts": 'export { m } from "../shared.ts"; //\n' }))[1]).not.toBe(before);
    expect((await digests({ "pack/_other.ts": "export const other = 2;\n" }))[1]).toBe(before);
  });
});

test("every problem is a SpecmillError, so that a run can collect them", async () => {
  expect(await discover("./gone").catch((thrown) => thrown)).toBeInstanceOf(SpecmillError);
});
