/**
 * What the documentation shows is what the binary does: every ```console block of README.md and docs/ is run, page by page, in a
 * project made from docs/example, and every table of it that lists what the code has is compared with the code.
 * `UPDATE_GOLDEN=1` writes what was printed into the pages; blocks that leave lines out (`…`) are mended by hand.
 */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { commands } from "#commands/table.ts";
import { configJsonSchema } from "#config/json-schema.ts";
import type { JsonObject } from "#model/json.ts";
import { typesFile } from "#scaffold/types-file.ts";
import { unitKinds as dataKinds } from "#sources/data/units.ts";
import { unitKinds as databaseKinds } from "#sources/database/units.ts";
import { unitKinds as fhirKinds } from "#sources/fhir/kinds.ts";
import { unitKinds as openapiKinds } from "#sources/openapi/kinds.ts";
import { sources } from "#sources/registry.gen.ts";
import { builtInPack, builtInPackNames } from "#templates/built-in-packs.ts";
import { helpers } from "#templates/helpers/registry.gen.ts";
import { readPackManifest } from "#templates/pack-manifest.ts";
import { withHelp } from "../scripts/commands.ts";
import type { Call, Step } from "./support/doc-page.ts";
import { blocksOf, isAsShown, steady, stepsOf, withPrinted } from "./support/doc-page.ts";
import type { Files, Project } from "./support/rig.ts";
import { binary, project, tree } from "./support/rig.ts";
import { repository } from "./support/source-graph.ts";

// All pages at once, on a machine that may be busy.
setDefaultTimeout(60_000);

const read = (path: string) => readFileSync(join(repository, path), "utf8");

const pages = [
  "README.md",
  ...[...new Bun.Glob("docs/*.md").scanSync({ cwd: repository })].map((path) => path.replaceAll("\\", "/")).sort(),
];
const stepsByPage = pages.map((page) => [page, stepsOf(read(page))] as const);

/** What lies in the folder when a page begins. */
function filesFor(page: string): Files {
  const example = tree(join(repository, "docs/example"));
  return page === "README.md" ? { "api/openapi.yaml": example["api/openapi.yaml"] } : example;
}

describe.skipIf(process.platform === "win32")("what is shown is what happens", () => {
  const shown = stepsByPage.filter(([, steps]) => steps.some(({ type }) => type === "call"));
  test.concurrent.each(shown)("%s", async (page, steps) => {
    await using reader = project(filesFor(page));
    const differences: string[] = [];
    const news = new Map<Call, string>();
    let exitCode = 0;
    for (const [at, step] of steps.entries()) {
      if (step.type !== "call") {
        follow(step, reader);
        continue;
      }
      const result = await call(step, exitCode, reader);
      exitCode = result.exitCode;
      if (!isAsShown(result.printed, step.printed)) {
        differences.push(difference(page, step, result.printed));
        news.set(step, result.printed);
      }
      if (exitCode !== 0 && !showsExitCode(steps[at + 1]))
        differences.push(`${page}:${step.line}  \`${step.command}\` ended with exit code ${exitCode}`);
    }
    if (process.env.UPDATE_GOLDEN === "1") return writeFileSync(join(repository, page), withPrinted(read(page), news));
    expect(differences.join("\n\n")).toBe("");
    if (steps.some((step) => step.type === "write" && step.path.endsWith(".ts")))
      expect(await compile(reader)).toBe("");
  });
});

function follow(step: Exclude<Step, Call>, reader: Project): void {
  if (step.type === "write") return reader.write({ [step.path]: step.text });
  const before = reader.read(step.path);
  expect(before).toContain(step.from);
  reader.write({ [step.path]: before.replace(step.from, step.to) });
}

/** Both streams as a terminal would show them; `$?` is the exit code of the call before. */
async function call({ command }: Call, exitCode: number, { root }: Project) {
  const child = Bun.spawn(["sh", "-c", `exec 2>&1; (exit ${exitCode}); ${command}`], {
    cwd: root,
    env: { PATH: [onlySpecmill(root), "/usr/bin", "/bin"].join(delimiter), HOME: join(root, ".home") },
    stdin: "ignore",
    stdout: "pipe",
  });
  const printed = await new Response(child.stdout).text();
  return { printed: printed.replace(/\n$/, ""), exitCode: await child.exited };
}

/** A folder for the PATH of a reader who has downloaded the binary and nothing else. */
function onlySpecmill(root: string): string {
  const folder = join(root, ".home", "bin");
  if (mkdirSync(folder, { recursive: true }) !== undefined) symlinkSync(binary, join(folder, "specmill"));
  return folder;
}

function showsExitCode(step: Step | undefined): boolean {
  return step?.type === "call" && step.command === "echo $?";
}

function difference(page: string, { line, command, printed }: Call, found: string): string {
  return `${page}:${line}  $ ${command}\n--- shown\n${steady(printed)}\n--- printed\n${steady(found)}`;
}

/** What a strict compiler says about the modules of the reader, who has `specmill.d.ts` and no package. */
async function compile(reader: Project): Promise<string> {
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    target: "esnext",
    module: "preserve",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  };
  reader.write({ "specmill.d.ts": typesFile().text, "tsconfig.json": JSON.stringify({ compilerOptions }) });
  const tsc = join(repository, "node_modules/.bin/tsc");
  const child = Bun.spawn([tsc, "-p", reader.root], { cwd: reader.root, stdin: "ignore", stdout: "pipe" });
  return await new Response(child.stdout).text();
}

/** The rows of the tables of a page as cells; code spans lose their backticks. */
function rowsOf(page: string): string[][] {
  const lines = page.split("\n").filter((line) => /^\|.*\|$/.test(line));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => plain(cell.trim())),
  );
}

/** `` `a\|b` `` as it is meant. */
function plain(cell: string): string {
  const code = /^(`+)( ?)(.*)\2\1$/.exec(cell)?.[3];
  return code === undefined || code.includes("` ") ? cell : code.replaceAll("\\|", "|");
}

/** First cells of the tables below a heading, up to the next one of its level or above. */
function listedBelow(page: string, heading: string): string[] {
  const level = heading.indexOf(" ");
  const start = page.indexOf(`\n${heading}\n`);
  const rest = page.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, "m"));
  expect(start).toBeGreaterThan(0);
  return rowsOf(end < 0 ? rest : rest.slice(0, end)).map(([first = ""]) => first);
}

describe("what is linked", () => {
  const anchors = (page: string) =>
    [...withoutBlocks(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => helpers.md.anchor(heading));
  const withLinks = ["README.md", "CONTRIBUTING.md", "src/README.md", ...pages.slice(1)];
  test.each(withLinks)("every link of %s to a heading leads to one", (page) => {
    const links = [...withoutBlocks(read(page)).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)];
    const broken = links.filter(([, path = "", anchor = ""]) => {
      return !anchors(path === "" ? page : join(dirname(page), path)).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

/** A page without its fenced blocks, where a link and a heading are an example. */
function withoutBlocks(page: string): string {
  return page.replaceAll(/^```[\s\S]*?^```$/gm, "");
}

describe("what is listed is what there is", () => {
  test("docs/commands.md has the help of every command", () => {
    const page = read("docs/commands.md");
    expect(withHelp(page) === page ? "current" : "run `bun scripts/commands.ts`").toBe("current");
  });

  test("the table of the README names every command and nothing else", () => {
    const named = [...read("README.md").matchAll(/^\| `(\w+)[^`]*` \|/gm)].map((match) => match[1]);
    expect(named).toEqual(commands.map((command) => command.name));
  });

  test("src/README.md names every file and folder of src/", () => {
    const page = read("src/README.md");
    const entries = readdirSync(join(repository, "src"), { withFileTypes: true });
    const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    expect(names.filter((name) => name !== "README.md" && !page.includes(`\`${name}\``))).toEqual([]);
  });

  const calls = rowsOf(read("docs/helpers.md")).filter(([call = ""]) => /^\w+\.\w+\(/.test(call));
  test.each(calls)("helper %s gives %s", (call, shown) => {
    const value: unknown = new Function(...Object.keys(helpers), `return (${call});`)(...Object.values(helpers));
    expect((typeof value === "string" ? value : String(JSON.stringify(value))).replaceAll("\n", "⏎")).toBe(shown);
  });

  test("docs/helpers.md has a row for every helper function", () => {
    const all = Object.entries(helpers).flatMap(([group, functions]) =>
      Object.keys(functions).map((name) => `${group}.${name}`),
    );
    expect(calls.map(([call = ""]) => call.slice(0, call.indexOf("("))).toSorted()).toEqual(all.toSorted());
  });

  test("docs/sources.md names every kind of unit, and every option of every kind of source", async () => {
    const page = read("docs/sources.md");
    expect(listedBelow(page, "### Units").slice(2)).toEqual([...openapiKinds]);
    expect(listedBelow(page, "## `data`")).toContainEqual("record");
    expect(listedBelow(page, "## `data`").slice(-dataKinds.length)).toEqual([...dataKinds]);
    expect(listedBelow(page.slice(page.indexOf("\n## `database`")), "### Units").slice(2)).toEqual([...databaseKinds]);
    expect(listedBelow(page.slice(page.indexOf("\n## `fhir`")), "### Units").slice(2)).toEqual([...fhirKinds]);
    for (const [kind, entry] of Object.entries(sources)) {
      const { options } = await entry.options();
      expect(listedBelow(page, `## \`${kind}\``)).toEqual(expect.arrayContaining(Object.keys(options.shape)));
    }
  });

  test("docs/config.md names every key", async () => {
    const page = read("docs/config.md");
    const named = rowsOf(page).map(([first = ""]) => first);
    const { properties } = (await configJsonSchema()) as { properties: Record<string, JsonObject> };
    const keys = (schema: JsonObject | undefined) => Object.keys((schema?.properties ?? {}) as JsonObject);
    const ofTargets = keys(properties.targets?.additionalProperties as JsonObject);
    expect(ofTargets.length).toBeGreaterThan(0);
    expect(named).toEqual(
      expect.arrayContaining([
        ...Object.keys(properties),
        ...ofTargets.map((key) => `targets.*.${key}`),
        ...keys(properties.limits),
      ]),
    );
  });

  test.each(builtInPackNames())("docs/packs.md has the options of %s with their defaults", async (name) => {
    const text = (await builtInPack(name))?.files.find((file) => file.path === "pack.yaml")?.text ?? "";
    const manifest = await readPackManifest(name, text, () => {});
    const rows = rowsOf(read("docs/packs.md")).map(([option, byDefault]) => `${option}: ${byDefault}`);
    const options = Object.entries(manifest?.options ?? {});
    const shown = options.map(([option, { default: value }]) => {
      return `${option}: ${typeof value === "string" ? value : JSON.stringify(value)}`;
    });
    expect(rows).toEqual(expect.arrayContaining(shown));
    expect(listedBelow(read("docs/packs.md"), `## \`${name}\``)).toEqual(
      expect.arrayContaining(options.map(([option]) => option)),
    );
  });

  test("every piece of a config on the pages fits the schema", async () => {
    const { configSchema } = await import("#config/schema.ts");
    const schema = await configSchema(sources);
    const pieces = pages.flatMap((page) =>
      blocksOf(read(page))
        .filter(({ language, text }) => language === "yaml" && /^(?:sources|targets|format|allow|limits):/m.test(text))
        .map(({ text, line }) => ({
          at: `${page}:${line}`,
          value: { sources: {}, ...(Bun.YAML.parse(text) as object) },
        })),
    );
    expect(pieces.length).toBeGreaterThan(5);
    const problems = pieces.flatMap(
      ({ at, value }) => schema.safeParse(value).error?.issues.map(({ message }) => `${at} ${message}`) ?? [],
    );
    expect(problems).toEqual([]);
  });
});
