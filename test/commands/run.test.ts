/** The commands of the pipeline, from argv to exit code: what goes to which stream, in which words. */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cards, folder, withoutTimes } from "../support/source-run.ts";

describe("generate", () => {
  test("lists what it wrote on stderr, and then has nothing to do", () => {
    using shop = folder(cards);
    const first = shop.run(["generate"]);
    expect({ ...first, stderr: withoutTimes(first.stderr) }).toEqual({
      code: 0,
      stdout: "",
      stderr:
        "  created   out/ada.md\n  created   out/grace.md\n  created   out/list.md\nwrote 3 of 3 outputs in N s\n",
    });
    expect(shop.run(["generate"])).toEqual({ code: 0, stdout: "", stderr: "up to date: 3 outputs\n" });
    expect(shop.run(["generate", "--verbose"])).toEqual({ code: 0, stdout: "", stderr: "up to date: 3 outputs\n" });
    expect(shop.run(["generate", "--quiet"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("says why with `--explain`, and only then", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({ "data/people.yaml": cards["data/people.yaml"]!.replace("analyst", "poet") });
    const run = shop.run(["generate", "--explain"]);
    expect(withoutTimes(run.stderr)).toBe(
      "  changed   out/ada.md\n            `record:data/people.yaml#ada` changed\nwrote 1 of 3 outputs in N s\n",
    );
    shop.write({ "data/people.yaml": cards["data/people.yaml"]! });
    expect(withoutTimes(shop.run(["generate", "--no-cache"]).stderr)).toBe(
      "  changed   out/ada.md\nwrote 1 of 3 outputs in N s\n",
    );
  });

  test("a dry run says what it would do and does not", () => {
    using shop = folder(cards);
    const run = shop.run(["generate", "--dry-run"]);
    expect({ ...run, stderr: withoutTimes(run.stderr) }).toEqual({
      code: 0,
      stdout: "",
      stderr: "  created   out/ada.md\n  created   out/grace.md\n  created   out/list.md\nwould write 3 of 3 outputs\n",
    });
    expect(existsSync(join(shop.root, "out"))).toBe(false);
  });

  test("leaves a file that was edited, says how to replace it by name, and exits 3", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({ "out/ada.md": "mine\n" });
    const run = shop.run(["generate"]);
    expect(run.code).toBe(3);
    expect(run.stderr).toStartWith("error[write/edited] out/ada.md  `out/ada.md` was edited by hand");
    expect(run.stderr).toContain("`specmill generate --overwrite out/ada.md` replaces it");
    expect(run.stderr).toEndWith("nothing was changed, left 1 alone; 1 error\n");
    expect(shop.run(["generate", "--overwrite", "out/ada.md"]).code).toBe(0);
    expect(readFileSync(join(shop.root, "out/ada.md"), "utf8")).toBe("# Ada\n\nanalyst\n");
  });

  test("writes a trace and prints where the time went", () => {
    using shop = folder(cards);
    const run = shop.run(["generate", "--trace", "logs/trace.json", "--stats=json", "--quiet"]);
    expect([run.code, run.stderr]).toEqual([0, ""]);
    const stats = JSON.parse(run.stdout);
    expect([stats.version, stats.type]).toEqual([1, "stats"]);
    expect(stats.spans.map((span: { name: string }) => span.name)).toContain("render");
    expect(JSON.parse(readFileSync(join(shop.root, "logs/trace.json"), "utf8")).traceEvents.length).toBeGreaterThan(2);
    const text = shop.run(["generate", "--force", "--stats"]);
    expect(text.stdout).toBe("");
    expect(text.stderr).toMatch(/^ {2}plan +1 +\d+\.\d\d ms$/m);
  });
});

describe("check", () => {
  test("names what is out of step, says what to type, and exits 1", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({ "data/people.yaml": cards["data/people.yaml"]!.replace("Ada", "Augusta"), "out/list.md": undefined });
    expect(shop.run(["check"])).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "  stale     out/ada.md\n  missing   out/list.md\ncheck: 1 stale, 1 missing\n`specmill generate` brings them up to date\n",
    });
  });

  test("shows with `--diff` what would change", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({ "data/people.yaml": cards["data/people.yaml"]!.replace("Ada", "Augusta") });
    expect(shop.run(["check", "--diff"]).stderr).toContain("@@ -1,3 +1,3 @@\n-# Ada\n+# Augusta\n \n analyst\n");
  });

  test("writes one JSON object a line with `--json`, the summary last, and nothing else", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({ "out/list.md": undefined });
    const run = shop.run(["check", "--json"]);
    expect([run.code, run.stderr]).toEqual([1, ""]);
    const events = run.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events).toEqual([
      { version: 1, type: "output", status: "missing", path: "out/list.md", target: "cards" },
      expect.objectContaining({ version: 1, type: "summary", command: "check", exitCode: 1 }),
    ]);
  });

  test("annotates the outputs on GitHub, beside the report for people", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({ "out/list.md": undefined });
    const run = shop.run(["check"], { GITHUB_ACTIONS: "true", CI: "true" });
    expect(run.stdout).toBe(
      "::error file=out/list.md,title=output/missing::`out/list.md` does not exist; run `specmill generate`\n",
    );
    expect(run.stderr).toContain("  missing   out/list.md\n");
    expect(shop.run(["check", "--reporter=plain"], { GITHUB_ACTIONS: "true" }).stdout).toBe("");
  });
});

test("annotations name files from the top of the repository", () => {
  using repository = folder(Object.fromEntries(Object.entries(cards).map(([path, text]) => [`shop/${path}`, text])));
  repository.run(["generate", "--cwd", "shop"]);
  repository.write({ "shop/out/list.md": undefined });
  const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: repository.root };
  const run = repository.run(["check", "--cwd", "shop"], env);
  expect(run.stdout).toStartWith("::error file=shop/out/list.md,");
  expect(run.stderr).toContain("  missing   out/list.md\n");
});

describe("diff", () => {
  test("prints a patch that git applies, alone on stdout, and exits 1", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({
      "data/people.yaml": `${cards["data/people.yaml"]!.replace("Ada", "Augusta")}- { id: joan, name: Joan, role: programmer }\n`,
    });
    const run = shop.run(["diff"]);
    expect(run.code).toBe(1);
    expect(run.stdout).toStartWith("diff --git a/out/ada.md b/out/ada.md\n--- a/out/ada.md\n");
    expect(run.stderr).toBe("diff: 3 outputs out of step\n`specmill generate` brings them up to date\n");
    const applied = Bun.spawnSync(["git", "apply", "-"], {
      cwd: shop.root,
      stdin: Buffer.from(run.stdout),
      env: { ...process.env, GIT_CEILING_DIRECTORIES: join(shop.root, "..") },
    });
    expect([applied.exitCode, applied.stderr.toString()]).toEqual([0, ""]);
    expect(readFileSync(join(shop.root, "out/joan.md"), "utf8")).toBe("# Joan\n\nprogrammer\n");
    expect(shop.run(["generate"]).code).toBe(0);
    expect(shop.run(["diff"])).toEqual({ code: 0, stdout: "", stderr: "up to date: 4 outputs\n" });
  });

  test("gives no command to a pipeline, whatever a spec holds", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    const hostile = '- { id: ada, name: "x\\n::add-mask::y\\n ::error::z", role: "##[add-path]/tmp" }\n';
    shop.write({ "data/people.yaml": hostile });
    for (const args of [["diff"], ["check", "--diff"], ["list", "units"], ["check", "--json", "--diff"]]) {
      const { stdout, stderr } = shop.run(args, { GITHUB_ACTIONS: "true" });
      for (const line of `${stdout}\n${stderr}`.split("\n")) {
        if (/^::error file=out\//.test(line)) continue;
        expect(line).not.toMatch(/^\s*::/);
        expect(line).not.toContain("##[");
      }
    }
  });
});

describe("watch", () => {
  test("generates on change and ends with 130 on Ctrl-C", async () => {
    using shop = folder(cards);
    const child = shop.start(["watch"]);
    const reader = child.stderr.getReader();
    const seen = { text: "" };
    const until = async (text: string) => {
      while (!seen.text.includes(text)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`ended before \`${text}\`: ${seen.text}`);
        seen.text += new TextDecoder().decode(value);
      }
    };
    await until("wrote 3 of 3 outputs");
    shop.write({ "data/people.yaml": cards["data/people.yaml"]!.replace("Ada", "Augusta") });
    await until("wrote 1 of 3 outputs");
    child.kill("SIGINT");
    expect(await child.exited).toBe(130);
    expect(seen.text).not.toContain("up to date");
    expect(readFileSync(join(shop.root, "out/ada.md"), "utf8")).toStartWith("# Augusta");
  }, 20_000);
});

describe("every command", () => {
  test("says what is wrong with the call in one place, and exits 2", () => {
    using shop = folder(cards);
    expect(shop.run(["generate", "card"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "error[cli/unknown-target] there is no target `card` in `specmill.yaml`\n  note: did you mean `cards`?\nnothing was changed; 1 error\n",
    });
    expect(shop.run(["check", "--cwd", "nowhere"]).stderr).toStartWith(
      "error[cli/bad-value] `--cwd`: there is no folder `nowhere`\n",
    );
    expect(shop.run(["--forse"])).toMatchObject({ code: 2, stdout: "" });
    expect(shop.run([])).toMatchObject({ code: 2, stdout: "" });
  });

  test("finds no config: exit 2, and the way to one", () => {
    using empty = folder({});
    for (const args of [
      ["generate"],
      ["check", "--quiet"],
      ["list", "units"],
      ["clean"],
      ["cache", "status"],
      ["watch"],
    ]) {
      const run = empty.run(args);
      expect(run.code).toBe(2);
      expect(run.stderr).toContain("error[config/not-found]");
      expect(run.stderr).toContain("`specmill init`");
    }
  });

  test("prints help and version on stdout", () => {
    using empty = folder({});
    expect(empty.run(["check", "--help"]).stdout).toStartWith("specmill check: ");
    expect(empty.run(["--help"])).toMatchObject({ code: 0, stderr: "" });
    expect(empty.run(["check", "--version"]).stdout).toMatch(/^specmill \d+\.\d+\.\d+/);
  });

  test("keeps secrets out of every report", () => {
    using shop = folder({
      ...cards,
      "specmill.yaml": cards["specmill.yaml"]!.replace("data/people.yaml", '"postgres://me:hunter2@db/x"'),
    });
    for (const reporter of ["plain", "json", "github", "tty"]) {
      const run = shop.run(["generate", "--reporter", reporter]);
      expect(run.code).not.toBe(0);
      expect(run.stdout + run.stderr).not.toContain("hunter2");
    }
  });

  test("does not exit 0 when its output cannot be written", () => {
    using shop = folder(cards);
    const run = Bun.spawnSync(["/bin/sh", "-c", `"$BUN" "$MAIN" list codes > /dev/full`], {
      cwd: shop.root,
      env: { PATH: "/usr/bin:/bin", BUN: process.execPath, MAIN: join(import.meta.dir, "../../src/main.ts") },
    });
    expect(run.exitCode).toBe(1);
    expect(run.stderr.toString()).toBe("error[write/failed] stdout cannot be written: ENOSPC\n");
  });
});
