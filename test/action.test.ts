/** action.yml as a runner of GitHub Actions would take it: its scripts are run one after the other, with inputs in the environment only. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "./support/rig.ts";
import { project } from "./support/rig.ts";
import { repository } from "./support/source-graph.ts";

setDefaultTimeout(60_000);

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
  readonly "working-directory"?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const text = readFileSync(join(repository, "action.yml"), "utf8");
const action = Bun.YAML.parse(text) as Action;
const { steps } = action.runs;

/** What a program leaves that stands in for specmill: its arguments, one a line, and where it was run. */
const standIn =
  '#!/bin/sh\n[ "$1" = --version ] && { echo "specmill 1.2.3"; exit; }\npwd\nfor one; do echo "<$one>"; done\n';

interface Runner {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly github?: Readonly<Record<string, string>>;
}

/** Runs the steps for Linux until one fails, as a runner does. */
async function use(at: Project, { inputs = {}, github = {} }: Runner) {
  const runner = { ref: "v1.2.3", action_repository: "", server_url: "https://example.invalid", ...github };
  const outputs = join(at.root, "outputs");
  const paths = join(at.root, "paths");
  for (const file of [outputs, paths]) writeFileSync(file, "");
  let printed = "";
  for (const step of steps.filter((one) => one.if !== "runner.os == 'Windows'")) {
    const value = (expression: string): string => {
      const [, scope = "", name = ""] = /^(inputs|github|steps\.settings\.outputs)\.([\w-]+)$/.exec(expression) ?? [];
      if (scope === "inputs") return inputs[name] ?? action.inputs[name]?.default ?? "";
      if (scope === "github") return { ...runner, action_ref: runner.ref }[name as "ref"] ?? "";
      return new RegExp(`^${name}=(.*)$`, "m").exec(readFileSync(outputs, "utf8"))?.[1] ?? "";
    };
    const filled = (one = "") => one.replace(/\$\{\{ (\S+) \}\}/g, (_, expression: string) => value(expression));
    if (step.if === "inputs.command != ''" && value("inputs.command") === "") continue;
    const added = readFileSync(paths, "utf8").split("\n").filter(Boolean);
    const child = Bun.spawn(["bash", "-e", "-c", step.run], {
      cwd: join(at.root, filled(step["working-directory"])),
      env: {
        PATH: [...added.reverse(), "/usr/bin", "/bin"].join(":"),
        HOME: join(at.root, "home"),
        RUNNER_TEMP: join(at.root, "temp"),
        GITHUB_ACTION_PATH: repository,
        GITHUB_OUTPUT: outputs,
        GITHUB_PATH: paths,
        ...Object.fromEntries(Object.entries(step.env).map(([name, one]) => [name, filled(one)])),
      },
      stdout: "pipe",
      stderr: "pipe",
    });
    printed += (await new Response(child.stdout).text()) + (await new Response(child.stderr).text());
    const code = await child.exited;
    if (code !== 0) return { code, printed };
  }
  return { code: 0, printed };
}

/** A release with the stand-in, for every Linux, behind a server on this machine. */
async function release(
  at: Project,
  checksumOf = (archive: Uint8Array) => Bun.CryptoHasher.hash("sha256", archive, "hex"),
) {
  const files = new Map<string, Uint8Array | string>();
  for (const target of ["linux-x64", "linux-arm64", "linux-x64-musl", "linux-arm64-musl"]) {
    const name = `specmill-1.2.3-${target}`;
    mkdirSync(join(at.root, "release", name), { recursive: true });
    writeFileSync(join(at.root, "release", name, "specmill"), standIn);
    chmodSync(join(at.root, "release", name, "specmill"), 0o755);
    const packed = Bun.spawnSync(["tar", "-cz", "-C", join(at.root, "release"), name]).stdout;
    files.set(`/${name}.tar.gz`, packed);
    files.set(`/${name}.tar.gz.sha256`, `${checksumOf(packed)}  ${name}.tar.gz\n`);
  }
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      const found = files.get(new URL(request.url).pathname);
      return found === undefined ? new Response("", { status: 404 }) : new Response(found as BodyInit);
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, [Symbol.dispose]: () => void server.stop(true) };
}

test("no value is put into a script, and every input is used", () => {
  expect(action.runs.using).toBe("composite");
  for (const { run } of steps) expect(run).not.toContain("${{");
  for (const name of Object.keys(action.inputs)) expect(text).toContain(`\${{ inputs.${name} }}`);
});

describe.skipIf(process.platform !== "linux")("on Linux", () => {
  test("installs what its checksum vouches for, and runs it where it should", async () => {
    await using at = project({ "my shop/specmill.yaml": "" });
    using server = await release(at);
    const args = "--reporter\r\nsarif=a b.sarif\n\n--diff";
    const inputs = { "base-url": server.url, args, "working-directory": "my shop" };
    const { code, printed } = await use(at, { inputs });
    expect(printed).toEndWith(`${join(at.root, "my shop")}\n<check>\n<--reporter>\n<sarif=a b.sarif>\n<--diff>\n`);
    expect(code).toBe(0);
    expect(existsSync(join(at.root, "temp/specmill-1.2.3/specmill"))).toBe(true);
    expect(existsSync(join(at.root, "home"))).toBe(false);
  });

  test("takes no input for a command of the shell", async () => {
    await using at = project({});
    using server = await release(at);
    const hostile = "$(touch owned) `touch owned`; touch owned \"' && touch owned";
    const inputs = { "base-url": server.url, command: hostile, args: hostile };
    const { printed } = await use(at, { inputs });
    expect(printed).toEndWith(`<${hostile}>\n<${hostile}>\n`);
    expect(at.has("owned")).toBe(false);
  });

  test("refuses an archive that is not what its checksum says", async () => {
    await using at = project({});
    using server = await release(at, () => "0".repeat(64));
    const { code, printed } = await use(at, { inputs: { "base-url": server.url } });
    expect(code).not.toBe(0);
    expect(printed).toContain("is not what its checksum says");
    expect(at.has("temp/specmill-1.2.3/specmill")).toBe(false);
  });

  test("only installs where there is no command", async () => {
    await using at = project({});
    using server = await release(at);
    const inputs = { "base-url": `${server.url}/`, command: "", "install-directory": join(at.root, "tools") };
    expect(await use(at, { inputs })).toMatchObject({ code: 0 });
    expect(at.read("tools/specmill")).toBe(standIn);
    expect(at.read("paths")).toBe(`${join(at.root, "tools")}\n`);
  });

  test.each([
    [{ github: { ref: "main" } }, "which version? set the input version"],
    [{ inputs: { version: "1.2.3\nbase-url=https://evil.invalid" } }, "the input version must be one line"],
    [{ inputs: { version: "1.2.3/../../x" } }, "which version?"],
    [{}, "from where? set the input base-url"],
    [
      { inputs: { "install-directory": "a\nb" }, github: { action_repository: "a/b" } },
      "install-directory must be one line",
    ],
  ] as const)("says what is missing: %j", async (runner, expected) => {
    await using at = project({});
    const { code, printed } = await use(at, runner as Runner);
    expect(code).toBe(1);
    expect(printed).toContain(`::error title=specmill::`);
    expect(printed).toContain(expected);
  });

  test("looks for the release of its own repository, by its own tag", async () => {
    await using at = project({});
    await use(at, { github: { action_repository: "someone/specmill", server_url: "http://127.0.0.1:1" } });
    expect(at.read("outputs")).toStartWith(
      "version=1.2.3\nbase-url=http://127.0.0.1:1/someone/specmill/releases/download/v{version}\n",
    );
  });
});
