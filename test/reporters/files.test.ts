/**
 * Reports to files, by the binary: each is there and whole however the run ended, valid by its schema, free of paths of this machine,
 * and never in place of a file that specmill works with.
 */
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { cards, gated, people, prepared } from "../support/prepared.ts";
import { canValidateXml, gitlabProblems, junitProblems, sarifProblems } from "../support/report-schemas.ts";
import type { Project } from "../support/rig.ts";
import { project, start } from "../support/rig.ts";

// Many of them run at once.
setDefaultTimeout(60_000);

const base = prepared(cards);
afterAll(() => base.dispose());

const validatesXml = canValidateXml();

const all = [
  "sarif=r/s.sarif,gitlab=r/g.json",
  "junit=r/deep/j.xml",
  "markdown=r/m.md",
  "json=r/e.ndjson",
  "plain=r/p.txt",
];
const flags = all.flatMap((one) => ["--reporter", one]);
const files = ["deep/j.xml", "e.ndjson", "g.json", "m.md", "p.txt", "s.sarif"];

/** All of them are there, valid, and name nothing of the machine. Gives them back by name. */
function reportsOf(shop: Project): Record<string, string> {
  const reports = shop.tree("r");
  expect(Object.keys(reports)).toEqual(files);
  expect(sarifProblems(reports["s.sarif"] ?? "")).toEqual([]);
  expect(gitlabProblems(reports["g.json"] ?? "")).toEqual([]);
  if (validatesXml) expect(junitProblems(reports["deep/j.xml"] ?? "")).toBe("");
  for (const line of (reports["e.ndjson"] ?? "").split("\n").filter((one) => one !== "")) JSON.parse(line);
  for (const text of Object.values(reports)) expect(text).not.toContain(shop.root);
  return reports;
}

const sarifRun = (reports: Record<string, string>) => JSON.parse(reports["s.sarif"] ?? "").runs[0];

describe("every report is written", () => {
  test.concurrent("when all is in step", async () => {
    await using shop = await base.copy();
    const { code, stdout, stderr } = await shop.run(["check", ...flags]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "up to date: 4 outputs\n" });
    const reports = reportsOf(shop);
    expect(sarifRun(reports)).toMatchObject({ results: [], invocations: [{ executionSuccessful: true, exitCode: 0 }] });
    expect(reports["g.json"]).toBe("[]\n");
    expect(reports["deep/j.xml"]).toContain(' tests="1" failures="0" errors="0"');
    expect(reports["m.md"]).toBe("### ✅ specmill check\n\nup to date: 4 outputs\n\n");
    expect(reports["p.txt"]).toBe("up to date: 4 outputs\n");
  });

  test.concurrent("when outputs have drifted, and people are told as ever", async () => {
    await using shop = await base.copy();
    shop.write({ "out/ada.txt": undefined, "out/grace.txt": "mine\n" });
    const plain = await shop.run(["check"]);
    const { code, stdout, stderr } = await shop.run(["check", ...flags]);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: plain.stderr });
    const reports = reportsOf(shop);
    const found = sarifRun(reports).results.map((one: { ruleId: string }) => one.ruleId);
    expect(found).toEqual(["output/missing", "output/edited"]);
    expect(reports["p.txt"]).toBe(plain.stderr);
    expect(reports["deep/j.xml"]).toContain('<testsuite name="cards" tests="2" failures="2" errors="0">');
    expect(reports["m.md"]).toContain("| missing | `out/ada.txt` | `cards` |");
    expect(readdirSync(join(shop.root, "r")).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test.concurrent("when a spec is wrong, with its place", async () => {
    await using shop = await base.copy();
    shop.write({ "people.json": '[{ "id": "ada" },\n  nonsense]' });
    expect((await shop.run(["generate", ...flags])).code).toBe(1);
    const { results } = sarifRun(reportsOf(shop));
    expect(results[0].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "people.json", uriBaseId: "%SRCROOT%" },
      region: { startLine: 2, startColumn: 3 },
    });
  });

  test.concurrent.each([
    ["the config is wrong", ["check"], { "specmill.yaml": "sorces: {}\n" }, "config/"],
    ["there is no config", ["check"], { "specmill.yaml": undefined }, "config/not-found"],
    ["a flag is wrong", ["check", "--frobnicate"], {}, "cli/unknown-flag"],
    ["there is no such folder", ["check", "--cwd", "no/such"], {}, "cli/bad-value"],
    ["the command has no report of its own", ["explain", "out/nobody.txt"], {}, ""],
  ] as const)("when %s", async (_name, call, change, rule) => {
    await using shop = await base.copy();
    shop.write(change);
    const { code } = await shop.run([...call, ...flags]);
    expect(code).toBeGreaterThan(0);
    const reports = reportsOf(shop);
    expect(sarifRun(reports).invocations[0].exitCode).toBe(code);
    expect(reports["g.json"]).toContain(`"check_name": "${rule}`);
    expect(reports["deep/j.xml"]).toContain("<error ");
  });

  test.concurrent("when the run is interrupted", async () => {
    await using shop = await base.copy();
    const gate = gated(shop, "changed");
    const child = start(["generate", "--executor", "inline", ...flags], { cwd: shop.root });
    while (!shop.has(".specmill/stage/out/ada.txt")) await Bun.sleep(5);
    child.kill("SIGINT");
    // Long enough for the signal to arrive; the job that waits for the gate does not see it.
    await Bun.sleep(100);
    gate.open();
    expect(await child.exited).toBe(130);
    const reports = reportsOf(shop);
    expect(sarifRun(reports).invocations[0]).toMatchObject({
      executionSuccessful: false,
      exitCode: 130,
      toolExecutionNotifications: [{ descriptor: { id: "run/interrupted" } }],
    });
    expect(reports["m.md"]).toContain("❌");
  });

  test.concurrent("after each run of watch, and its end changes nothing", async () => {
    await using shop = await base.copy();
    const report = () => (shop.has("r/e.ndjson") ? shop.read("r/e.ndjson") : "");
    const until = async (text: string) => {
      for (let waited = 0; !report().includes(text); waited += 20) {
        if (waited > 20_000) throw new Error(`no \`${text}\` in ${report()}`);
        await Bun.sleep(20);
      }
    };
    const child = start(["watch", ...flags], { cwd: shop.root });
    await until('"type":"summary"');
    shop.write({ "people.json": people("ada", "grace") });
    await until('"status":"deleted","path":"out/joan.txt"');
    child.kill("SIGINT");
    expect(await child.exited).toBe(130);
    reportsOf(shop);
    expect(report()).toContain('"path":"out/joan.txt"');
  });
});

describe("where reports may go", () => {
  const refused = async (shop: Project, ...named: string[]) => {
    const before = shop.tree();
    const { code, stderr } = await shop.run(["check", ...named.flatMap((one) => ["--reporter", one])]);
    expect(code).toBe(2);
    expect(shop.tree()).toEqual(before);
    return stderr;
  };

  test.concurrent.each([
    ["out/ada.txt", "an output of specmill"],
    ["people.json", "an input of specmill"],
    ["pack/card.txt.eta", "an input of specmill"],
    ["specmill.yaml", "the config"],
    ["specmill.lock", "the lock"],
    [".specmill/x", "a file of the local cache"],
    ["link.json", "an input of specmill"],
  ])("not over %s", async (file, what) => {
    await using shop = await base.copy();
    symlinkSync("people.json", join(shop.root, "link.json"));
    expect(await refused(shop, `sarif=${file}`)).toStartWith(
      `error[cli/bad-value] \`--reporter sarif=${file}\` would replace ${what}\n  note: `,
    );
  });

  test.concurrent("not two to one place", async () => {
    await using shop = await base.copy();
    expect(await refused(shop, "sarif,junit")).toBe(
      "error[cli/bad-value] `--reporter`: `sarif` and `junit` both go to stdout\n  note: give one of them a file: `--reporter junit=FILE`\n",
    );
    expect(await refused(shop, "sarif=r/a", "junit=./r/../r/a")).toBe(
      "error[cli/bad-value] `--reporter`: `sarif=r/a` and `junit=./r/../r/a` go to the same file\n  note: give each report a file of its own\n",
    );
    expect(await refused(shop, "sarif=")).toContain("needs the path of a file");
  });

  test.concurrent("from where the user stands, or --cwd", async () => {
    await using shop = await base.copy();
    expect((await shop.run(["check", "--cwd", "pack", "--reporter", "gitlab=g.json"])).code).toBe(0);
    expect(shop.read("pack/g.json")).toBe("[]\n");
  });

  test.concurrent.each([
    ["a folder", "out"],
    ["a device", "/dev/null"],
    ["below a file", "people.json/x"],
  ])("what cannot be written (%s) is told, and fails a run that was good", async (_name, file) => {
    await using shop = await base.copy();
    const { code, stdout, stderr } = await shop.run(["check", "--reporter", `sarif=${file},junit=r/j.xml`]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toStartWith("up to date: 4 outputs\nerror[write/failed] the report `sarif=");
    expect(shop.has("r/j.xml")).toBe(true);
  });

  test.concurrent("a link is followed, and an old report is replaced", async () => {
    await using shop = await base.copy();
    shop.write({ "kept/g.json": "old" });
    symlinkSync("kept/g.json", join(shop.root, "g.json"));
    expect((await shop.run(["check", "--reporter", "gitlab=g.json"])).code).toBe(0);
    expect(shop.tree()).toMatchObject({ "g.json": "link -> kept/g.json", "kept/g.json": "[]\n" });
  });

  test.concurrent("one document alone goes to stdout", async () => {
    await using shop = await base.copy();
    const { code, stdout, stderr } = await shop.run(["check", "--reporter", "gitlab"]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "[]\n", stderr: "" });
  });
});

describe("in a repository", () => {
  test.concurrent("files are named from its top, whatever the pipeline", async () => {
    await using shop = await base.copy();
    const name = basename(shop.root);
    shop.write({ "out/ada.txt": undefined });
    const pathIn = async (env: Record<string, string>) => {
      await shop.run(["check", "--reporter", "gitlab=g.json"], { env });
      return JSON.parse(shop.read("g.json"))[0].location.path;
    };
    expect(await pathIn({})).toBe("out/ada.txt");
    expect(await pathIn({ CI_PROJECT_DIR: join(shop.root, "..") })).toBe(`${name}/out/ada.txt`);
    expect(await pathIn({ CI_PROJECT_DIR: join(shop.root, "out") })).toBe("out/ada.txt");
  });

  test.concurrent("a spec outside of it is told in words, at the config", async () => {
    await using outer = project({});
    const shop = join(outer.root, "repository");
    const config = cards["specmill.yaml"]?.toString().replace("people.json", "../people.json") ?? "";
    const { "people.json": _, ...rest } = cards;
    outer.write({ "people.json": "[nonsense]" });
    outer.write(Object.fromEntries(Object.entries(rest).map(([path, text]) => [`repository/${path}`, text])));
    outer.write({ "repository/specmill.yaml": config, "repository/.git/HEAD": "" });
    await outer.run(["check", "--reporter", "gitlab=g.json"], { cwd: shop });
    const [issue] = JSON.parse(outer.read("repository/g.json"));
    expect(issue.location).toEqual({ path: "specmill.yaml", lines: { begin: 1 } });
    expect(issue.description).toContain("note: it is in `../people.json:1:2`, outside of the repository");
  });
});

describe("the summary of a job", () => {
  const onGitHub = (shop: Project) => ({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(shop.root, "page.md") });

  test.concurrent("is added by itself, also beside reports to files", async () => {
    await using shop = await base.copy();
    const env = onGitHub(shop);
    shop.write({ "page.md": "before\n", "out/ada.txt": undefined });
    const { code, stdout } = await shop.run(["check", "--reporter", "sarif=r/s.sarif"], { env });
    expect(code).toBe(1);
    expect(stdout).toStartWith("::error file=out/ada.txt,title=output/missing::");
    const page = shop.read("page.md");
    expect(page).toStartWith("before\n### ❌ specmill check\n\n1 missing");
    await shop.run(["generate"], { env });
    expect(shop.read("page.md")).toStartWith(`${page}### ✅ specmill generate\n\nwrote 1 of 4 outputs`);
  });

  test.concurrent("is not added for a command that only looks something up, and not when it is asked for elsewhere", async () => {
    await using shop = await base.copy();
    const env = onGitHub(shop);
    await shop.run(["list", "units"], { env });
    await shop.run(["explain", "out/ada.txt"], { env });
    await shop.run(["check", "--reporter", "markdown=m.md"], { env });
    expect(shop.has("page.md")).toBe(false);
    expect(shop.read("m.md")).toStartWith("### ✅ specmill check");
  });

  test.concurrent("is cut at a line where the page is full, with a warning", async () => {
    await using shop = await base.copy();
    shop.write({ "page.md": "x".repeat((1 << 20) - 30) });
    const { code, stderr } = await shop.run(["check"], { env: onGitHub(shop) });
    expect(code).toBe(0);
    expect(stderr).toContain("warning[write/failed] the summary of the job is cut: its page holds 1 MiB\n");
    expect(shop.read("page.md").slice((1 << 20) - 30)).toBe("### ✅ specmill check\n\n");
  });

  test.concurrent("that cannot be written is a warning", async () => {
    await using shop = await base.copy();
    rmSync(join(shop.root, "page.md"), { force: true });
    const env = { ...onGitHub(shop), GITHUB_STEP_SUMMARY: join(shop.root, "no/such/page.md") };
    const { code, stderr } = await shop.run(["check"], { env });
    expect(code).toBe(0);
    expect(stderr).toContain("warning[write/failed] the summary of the job was not written: ENOENT\n");
  });
});
