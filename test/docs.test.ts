/**
 * What the documentation shows is what the binary does: every ```console block of README.md and docs/ is run, page by page, in a
 * project made from docs/example or in an empty folder; and every link leads somewhere. Its tables: docs-lists.test.ts.
 * `UPDATE_GOLDEN=1` writes what was printed into the pages; blocks that leave lines out (`…`) are mended by hand.
 */
import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { typesFile } from "#scaffold/types-file.ts";
import { helpers } from "#templates/helpers/registry.gen.ts";
import type { Call, Step } from "./support/doc-page.ts";
import { isAsShown, steady, stepsOf, withPrinted } from "./support/doc-page.ts";
import { pages, read } from "./support/doc-tables.ts";
import type { Files, Project } from "./support/rig.ts";
import { binary, project, tree } from "./support/rig.ts";
import { repository } from "./support/source-graph.ts";

// All pages at once, on a machine that may be busy.
setDefaultTimeout(60_000);

const stepsByPage = pages.map((page) => [page, stepsOf(read(page))] as const);

/** What lies in the folder when a page begins. */
function filesFor(page: string): Files {
  const example = tree(join(repository, "docs/example"));
  if (page === "README.md" || /^docs\/\w+\/openapi/.test(page))
    return { "api/openapi.yaml": example["api/openapi.yaml"] };
  return /^docs\/(?:tutorial\.md|scaffolding\.md|sources\/|packs\/)/.test(page) ? {} : example;
}

describe.skipIf(process.platform === "win32")("what is shown is what happens", () => {
  const shown = stepsByPage.filter(([, steps]) => steps.some(({ type }) => type === "call"));
  test.concurrent.each(shown)("%s", async (page, steps) => {
    await using reader = project(filesFor(page));
    await using home = homeOfReader();
    const differences: string[] = [];
    const news = new Map<Call, string>();
    let exitCode = 0;
    for (const [at, step] of steps.entries()) {
      if (step.type !== "call") {
        follow(step, reader);
        continue;
      }
      const result = await call(step, exitCode, reader, home);
      exitCode = result.exitCode;
      if (!isAsShown(result.printed, step.printed)) {
        differences.push(difference(page, step, result.printed));
        news.set(step, result.printed);
      }
      if (exitCode !== 0 && !showsExitCode(steps[at + 1]))
        differences.push(`${page}:${step.line}  \`${step.command}\` ended with exit code ${exitCode}`);
    }
    if (process.env.UPDATE_GOLDEN === "1") return update(page, steps, news);
    expect(differences.join("\n\n")).toBe("");
    if (steps.some((step) => step.type === "write" && step.path.endsWith(".ts")))
      expect(await compile(reader)).toBe("");
  });
});

/** A page that specmill makes is mended where it is written: in its template, which has the same blocks in the same order. */
function update(page: string, steps: readonly Step[], news: ReadonlyMap<Call, string>): void {
  const template = page === "docs/commands.md" ? "docs/templates/reference/commands.md.eta" : page;
  const inTemplate = stepsOf(read(template));
  const moved = [...news].map(([step, text]) => [inTemplate[steps.indexOf(step)] as Call, text] as const);
  writeFileSync(join(repository, template), withPrinted(read(template), new Map(moved)));
}

function follow(step: Exclude<Step, Call>, reader: Project): void {
  if (step.type === "write" && step.path.endsWith(".sqlite")) return runSql(join(reader.root, step.path), step.text);
  if (step.type === "write") return reader.write({ [step.path]: step.text });
  const before = reader.read(step.path);
  expect(before).toContain(step.from);
  reader.write({ [step.path]: before.replace(step.from, step.to) });
}

function runSql(file: string, sql: string): void {
  mkdirSync(dirname(file), { recursive: true });
  using database = new Database(file);
  database.run(sql);
}

/** Both streams as a terminal would show them; `$?` is the exit code of the call before. */
async function call({ command }: Call, exitCode: number, { root }: Project, home: Project) {
  const child = Bun.spawn(["sh", "-c", `exec 2>&1; (exit ${exitCode}); ${command}`], {
    cwd: root,
    env: { PATH: [join(home.root, "bin"), "/usr/bin", "/bin"].join(delimiter), HOME: home.root },
    stdin: "ignore",
    stdout: "pipe",
  });
  const printed = await new Response(child.stdout).text();
  return { printed: printed.replace(/\n$/, ""), exitCode: await child.exited };
}

/** The home of a reader who has downloaded the binary, has told git who they are, and nothing else. It lies outside of the project. */
function homeOfReader(): Project {
  const home = project({ ".gitconfig": "[user]\n\tname = Ada\n\temail = ada@example.com\n" });
  mkdirSync(join(home.root, "bin"));
  symlinkSync(binary, join(home.root, "bin", "specmill"));
  return home;
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
