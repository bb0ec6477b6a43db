/** Every mistake that one can make in a data config, with the exact text. Shown as `code place message` and its notes. */
import { describe, expect, test } from "bun:test";
import { readDataConfig } from "#config/data-file.ts";
import { checkYaml, inputsOf, outcome } from "./support.ts";

const good = "sources:\n  api: { kind: openapi, path: api.yaml }\n";

describe("keys", () => {
  test.each([
    ["target: {}", "3:1 unknown key `target`\n  did you mean `targets`?"],
    ["xyz: {}", "3:1 unknown key `xyz`\n  known: `sources`, `targets`, `format`, `lock`, `allow`, `limits`"],
    [
      "targets:\n  docs: { source: api, pack: p, output: o, optoins: {} }",
      "4:44 unknown key `optoins` in `targets.docs`\n  did you mean `options`?",
    ],
    ["limits: { dept: 5 }", "3:11 unknown key `dept` in `limits`\n  did you mean `depth`?"],
  ])("%s is an unknown key", async (yaml, text) => {
    expect(await checkYaml(good + yaml)).toEqual({ text: `config/unknown-key specmill.yaml:${text}`, exitCode: 2 });
  });

  test("an unknown option of a source names the options of its kind", async () => {
    const { text } = await checkYaml("sources:\n  api: { kind: data, path: x, eech: file }\n");
    expect(text).toBe(
      "config/unknown-key specmill.yaml:2:31 unknown key `eech` in `sources.api`\n  did you mean `each`?",
    );
  });

  test("a misspelt required key is told once", async () => {
    const { text } = await checkYaml("sources:\n  api: { kind: openapi, pth: x }\n");
    expect(text).toBe(
      "config/unknown-key specmill.yaml:2:25 unknown key `pth` in `sources.api`\n  did you mean `path`?",
    );
  });

  test("`__proto__` is refused wherever it stands", async () => {
    const yaml = `${good}targets:\n  docs: { source: api, pack: p, output: o, options: { __proto__: 1 } }`;
    expect((await checkYaml(yaml)).text).toBe(
      "config/unknown-key specmill.yaml:4:55 the key `__proto__` is not allowed",
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("a name with a space is not a name", async () => {
    const { text } = await checkYaml("sources:\n  my api: { kind: openapi, path: x }\n");
    expect(text).toBe(
      "config/invalid specmill.yaml:2:3 `my api` is not a name\n" +
        "  a name starts with a letter or digit and goes on with letters, digits, `.`, `_` and `-`",
    );
  });

  test("a key that is there twice is an error with both places", async () => {
    const { text } = await checkYaml(`${good}lock: true\nlock: false\n`);
    expect(text).toBe(
      "document/duplicate-key specmill.yaml:4:1 the key `lock` is there twice\n" +
        "  specmill.yaml:3:1 the first one is here\n  only one of them can count: remove or rename the other",
    );
  });
});

describe("what is missing", () => {
  test.each([
    ["lock: true", "1:1 the config has no `sources`\n  `sources`: The inputs, by a name of your choice."],
    ["sources:\n  api: { path: x }", "2:3 `sources.api` has no `kind`\n  known kinds: `data`, `openapi`"],
    ["sources:\n  api: { kind: openapi }", "2:3 `sources.api` has no `path`\n  `path`: The document."],
    [
      `${good}targets:\n  docs: { source: api, output: o }`,
      "4:3 `targets.docs` has no `pack`\n  `pack`: The templates: the name of a built-in pack, " +
        "or the path of your own that starts with `./`, `../` or `/`.",
    ],
    [
      `${good}targets:\n  docs: { source: api, pack: p }`,
      "4:3 `targets.docs` has no `output`\n  `output`: The folder to write to, relative to the config file. " +
        "What the pack writes stays inside it.",
    ],
    [
      `${good}targets:\n  docs: { pack: p, output: o }`,
      "4:3 `targets.docs` has no `source`\n  `source`: The source to render, one of the names under `sources`.",
    ],
  ])("%s lacks something", async (yaml, text) => {
    expect(await checkYaml(yaml)).toEqual({ text: `config/invalid specmill.yaml:${text}`, exitCode: 2 });
  });

  test.each(["", "# only a comment\n", "---\n", "null\n"])("a config of %j is empty", async (yaml) => {
    expect(await checkYaml(yaml)).toEqual({
      text: "config/invalid specmill.yaml:1:1 the config is empty\n  delete it and run `specmill init` for one to start from",
      exitCode: 2,
    });
  });

  test("a config that is gone is not found", async () => {
    const gone = outcome(async () => (await readDataConfig("specmill.yaml", inputsOf({}))) as never);
    expect(await gone).toEqual({ text: "config/not-found - there is no config `specmill.yaml`", exitCode: 2 });
  });
});

describe("names that lead nowhere", () => {
  test("an unknown kind", async () => {
    expect((await checkYaml("sources:\n  api: { kind: opanapi, path: x }\n")).text).toBe(
      "config/unknown-kind specmill.yaml:2:16 unknown source kind `opanapi`\n  did you mean `openapi`?",
    );
    expect((await checkYaml("sources:\n  api: { kind: graphql, path: x }\n")).text).toBe(
      "config/unknown-kind specmill.yaml:2:16 unknown source kind `graphql`\n  known: `data`, `openapi`",
    );
  });

  test("a source that is not configured", async () => {
    const { text } = await checkYaml(`${good}targets:\n  docs: { source: apii, pack: p, output: o }\n`);
    expect(text).toBe(
      "config/unknown-source specmill.yaml:4:19 target `docs` names a source `apii` that is not configured\n" +
        "  did you mean `api`?",
    );
  });

  test("a choice that does not exist", async () => {
    const { text } = await checkYaml("sources:\n  d: { kind: data, path: x, each: recrd }\n");
    expect(text).toBe(
      "config/invalid specmill.yaml:2:35 `sources.d.each`: unknown value `recrd`\n  did you mean `record`?",
    );
  });
});

describe("values of the wrong type", () => {
  test.each([
    ["allow: 5", "3:8 `allow`: expected a list of text, found a number"],
    ["allow: [ok, 5]", "3:13 `allow[1]`: expected text, found a number"],
    ["format: x", "3:9 `format`: expected a mapping, found text"],
    ['format: { "**/*.ts": [a] }', '3:22 `format["**/*.ts"]`: expected text, found a list'],
    ["lock: 1", "3:7 `lock`: expected `true` or `false`, found a number"],
    ["lock: yes", "3:7 `lock`: expected `true` or `false`, found text\n  write `true`, without quotes"],
    ['lock: "false"', "3:7 `lock`: expected `true` or `false`, found text\n  write `false`, without quotes"],
    ["limits: { depth: 0 }", "3:18 `limits.depth`: expected at least 1, found 0"],
    ["limits: { depth: many }", "3:18 `limits.depth`: expected a whole number, found text"],
    ["limits: { renderMs: 0.5 }", "3:21 `limits.renderMs`: expected a whole number, found `0.5`"],
    ["targets: [docs]", "3:10 `targets`: expected a mapping, found a list"],
    ["targets:\n  docs: types", "4:9 `targets.docs`: expected a mapping, found text"],
    [
      "targets:\n  docs: { source: api, pack: p, output: true }",
      "4:41 `targets.docs.output`: expected text, found `true`",
    ],
    [
      'targets:\n  docs: { source: api, pack: "", output: o }',
      "4:30 `targets.docs.pack`: expected text that is not empty",
    ],
    [
      "targets:\n  docs: { source: api, pack: p, output: o, options: [x] }",
      "4:53 `targets.docs.options`: expected a mapping, found a list",
    ],
  ])("%s is refused in plain words", async (yaml, text) => {
    expect(await checkYaml(good + yaml)).toEqual({ text: `config/invalid specmill.yaml:${text}`, exitCode: 2 });
  });

  test.each([
    ["- 5", "1:1 the config: expected a mapping, found a list"],
    ["sources: []", "1:10 `sources`: expected a mapping, found a list"],
    ["sources:\n  api:", "2:3 `sources.api`: expected a mapping, found nothing"],
    ["sources:\n  api: { kind: 5 }", "2:16 `sources.api.kind`: expected one of `data`, `openapi`, found a number"],
    [
      "sources:\n  d: { kind: data, path: 5 }",
      "2:26 `sources.d.path`: expected text or a list of text, found a number",
    ],
    ["sources:\n  d: { kind: data, path: [x, 5] }", "2:30 `sources.d.path[1]`: expected text, found a number"],
    [
      "sources:\n  d: { kind: data, path: x, columns: [5] }",
      "2:39 `sources.d.columns[0]`: expected a mapping, found a number",
    ],
  ])("%s is refused in plain words too", async (yaml, text) => {
    expect((await checkYaml(yaml)).text).toBe(`config/invalid specmill.yaml:${text}`);
  });
});

describe("output folders", () => {
  test.each([
    ["../x", "an output folder lies inside the project, so it has no `..`"],
    ["a/../b", "an output folder lies inside the project, so it has no `..`"],
    ["/etc", "an output folder is relative to the project, not absolute"],
    ["C:/x", "an output folder is relative to the project, not absolute"],
    ["~/x", "`~` is not expanded; an output folder is relative to the project"],
    ["src\\api", "write `/` between folders, on every system: `src/api`"],
    [".specmill", "`.specmill` holds the state of specmill itself"],
    ["./.SpecMill/x", "`.specmill` holds the state of specmill itself"],
    ["", "an output folder needs a name; `.` is the project itself"],
    ["a\u0007b", "an output folder has no control characters in its name"],
  ])("%j is refused", async (output, message) => {
    const yaml = `${good}targets:\n  docs:\n    source: api\n    pack: p\n    output: ${JSON.stringify(output)}\n`;
    const text = `config/invalid specmill.yaml:7:13 \`targets.docs.output\`: ${message}`;
    expect(await checkYaml(yaml)).toEqual({ text, exitCode: 2 });
  });

  test.each([
    ["src/api", "src/api"],
    ["./src//api/", "src/api"],
    [".", "."],
    ["./", "."],
    ["a/.specmill", "a/.specmill"],
    ["..a", "..a"],
  ])("%s is %s", async (output, resolved) => {
    const yaml = `${good}targets:\n  docs: { source: api, pack: p, output: ${output} }\n`;
    expect((await checkYaml(yaml)).config?.targets[0]?.output).toBe(resolved);
  });
});

describe("files that do not parse", () => {
  test("a YAML slip has the code of the config and its place", async () => {
    const { text, exitCode } = await checkYaml("sources:\n  api: { kind: openapi\n");
    expect(text).toStartWith("config/syntax specmill.yaml:");
    expect(exitCode).toBe(2);
  });

  test.each([
    ["specmill.json", '{ "sources": { } "lock": true }'],
    ["specmill.toml", "[sources\nx = 1\n"],
  ])("so has a slip in %s", async (file, text) => {
    expect((await checkYaml(text, file)).text).toStartWith(`config/syntax ${file}:1:`);
  });

  test("problems in JSON and TOML have places as well", async () => {
    expect((await checkYaml('{\n  "sources": {},\n  "lok": true\n}', "specmill.json")).text).toBe(
      "config/unknown-key specmill.json:3:4 unknown key `lok`\n  did you mean `lock`?",
    );
    expect((await checkYaml('lok = true\n[sources.api]\nkind = "openapi"\npath = "x"\n', "specmill.toml")).text).toBe(
      "config/unknown-key specmill.toml:1:1 unknown key `lok`\n  did you mean `lock`?",
    );
  });
});

test("all problems are told in one run, in the order of the file", async () => {
  const { text } = await checkYaml(
    "sources:\n  a: { kind: x }\n  b: { kind: openapi }\ntargets:\n  t: { source: c, pack: 5, output: /x }\nlok: 1\n",
  );
  const places = text.split("\n").filter((line) => !line.startsWith(" "));
  expect(places.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    "config/unknown-kind specmill.yaml:2:14",
    "config/invalid specmill.yaml:3:3",
    "config/unknown-source specmill.yaml:5:16",
    "config/invalid specmill.yaml:5:25",
    "config/invalid specmill.yaml:5:36",
    "config/unknown-key specmill.yaml:6:1",
  ]);
});
