/**
 * A whole release: every system is compiled, looked into, run where this machine can run it, and installed as a user would. Bun for the other
 * systems comes from npm, once; where npm cannot be reached the tests are skipped with a sentence, and fail where CI is set.
 */
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binaryProblem } from "../../scripts/release/binary.ts";
import { executableFacts } from "../../scripts/release/executable.ts";
import { signatureProblem } from "../../scripts/release/mach-o-signature.ts";
import { npm, runtimeArchive } from "../../scripts/release/runtimes.ts";
import { tarGz } from "../../scripts/release/tar.ts";
import { binaryName, chosenTargets, releaseTargets } from "../../scripts/release/targets.ts";
import { release } from "../../scripts/release.ts";
import { repository } from "../support/source-graph.ts";
import { muslEnvironment, muslIsMissing } from "./musl.ts";
import { serveRelease, sha256 } from "./release-server.ts";

// Seven binaries, each compiled and packed, on a machine that may be busy.
setDefaultTimeout(400_000);

const work = mkdtempSync(join(tmpdir(), "specmill-release-test-"));
const out = join(work, "release");
const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { version: string };
const host = releaseTargets.find((one) => one.name === `${process.platform}-${process.arch}`);
const hostBinary = join(out, "npm", host?.name ?? "", "bin", "specmill");
afterAll(() => rmSync(work, { recursive: true, force: true }));

const problem = await whyNoRelease();
if (problem !== undefined) console.warn(`skipped: no release can be made without Bun for every system\n${problem}`);
const isPossible = problem === undefined || process.env.CI !== undefined;

/** The executables of all systems, in the cache afterwards. */
async function whyNoRelease(): Promise<string | undefined> {
  try {
    for (const target of releaseTargets) await runtimeArchive(repository, target.runtime);
    return undefined;
  } catch (found) {
    return String(found);
  }
}

describe.skipIf(!isPossible)("a release", () => {
  test("is made for every system, and each binary is what its name says", async () => {
    const made: string[] = [];
    await release({ root: repository, out, targets: releaseTargets, baseUrl: "" }, (one) => made.push(one.target));
    expect(made).toEqual(releaseTargets.map((target) => target.name));
    for (const target of releaseTargets) {
      const binary = readFileSync(join(out, "npm", target.name, "bin", binaryName(target)));
      expect({ target: target.name, problem: binaryProblem(repository, target, binary) }).toEqual({
        target: target.name,
        problem: undefined,
      });
    }
  });

  test("a binary with the wrong runtime, without a pack or with a broken signature is noticed", () => {
    const [linux, mac] = ["linux-x64", "darwin-x64"].map((name) => chosenTargets([name])[0]!) as [Target, Target];
    const binaryOf = (target: Target) => readFileSync(join(out, "npm", target.name, "bin", "specmill"));
    expect(binaryProblem(repository, mac, binaryOf(linux))).toBe("came out as one for linux-x64");
    const binary = binaryOf(mac);
    binary[binary.length >> 1]! ^= 1;
    expect(signatureProblem(binary)).toBe("1 pages are not what the signature says");
    expect(binaryProblem(repository, mac, binary.subarray(0, 4096))).toMatch(/^lacks data-markdown\/README\.md, /);
  });

  test("a binary for Linux asks for the loader of its libc", () => {
    const loaders = releaseTargets
      .filter((target) => target.npm.os === "linux")
      .map(({ name }) => executableFacts(readFileSync(join(out, "npm", name, "bin", "specmill"))).interpreter);
    expect(loaders).toEqual([
      "/lib64/ld-linux-x86-64.so.2",
      "/lib/ld-musl-x86_64.so.1",
      "/lib/ld-linux-aarch64.so.1",
      "/lib/ld-musl-aarch64.so.1",
    ]);
  });

  test("its archives hold the binary, the readme and every licence", async () => {
    for (const { name } of chosenTargets(["linux-arm64", "darwin-x64"])) {
      const folder = `specmill-${version}-${name}`;
      const files = await new Bun.Archive(readFileSync(join(out, `${folder}.tar.gz`))).files();
      expect([...files.keys()]).toEqual(
        expect.arrayContaining(
          ["LICENSE", "README.md", "THIRD-PARTY.txt", "specmill"].map((file) => `${folder}/${file}`),
        ),
      );
      const licences = await files.get(`${folder}/THIRD-PARTY.txt`)?.text();
      expect(licences).toContain("\nzod 4.");
      expect(licences?.match(/Permission (?:is hereby granted|to use)/g)?.length).toBeGreaterThanOrEqual(6);
    }
  });

  test("its checksums are right, and every file to download has one", () => {
    const sums = readFileSync(join(out, "SHA256SUMS"), "utf8");
    const files = readdirSync(out).filter(
      (name) => name !== "npm" && name !== "SHA256SUMS" && !name.endsWith(".sha256"),
    );
    const found = files.sort().map((name) => `${sha256(readFileSync(join(out, name)))}  ${name}\n`);
    expect(sums).toBe(found.join(""));
    for (const line of found) expect(readFileSync(join(out, `${line.slice(66, -1)}.sha256`), "utf8")).toBe(line);
    expect(files.length).toBe(releaseTargets.length + 3);
  });

  test("its bill of materials names what was compiled in, and nothing that was only installed", () => {
    const bom = JSON.parse(readFileSync(join(out, `specmill-${version}.cdx.json`), "utf8"));
    const kinds = (type: string) =>
      bom.components.filter((one: Component) => one.type === type).map((one: Component) => one.purl);
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    const runtimes = releaseTargets
      .map((target) => `pkg:npm/${target.runtime.replace("@", "%40")}@${devDependencies.bun}`)
      .toSorted();
    expect(kinds("platform").toSorted()).toEqual(runtimes);
    const [zod, ...rest] = kinds("library").filter((purl: string) => purl.startsWith("pkg:npm/zod@"));
    expect([zod, rest]).toEqual([`pkg:npm/zod@${dependencies.zod}`, []]);
    expect(kinds("library").join()).not.toMatch(/mitata|kysely|biome|typescript/);
    expect(bom.components.every((one: Component) => /^[0-9a-f]{128}$/.test(one.hashes[0]?.content ?? ""))).toBe(true);
  });

  test("is the same, byte for byte, when it is made again in another time zone", async () => {
    const again = join(work, "again");
    const { TZ } = process.env;
    process.env.TZ = "Pacific/Auckland";
    try {
      await release({
        root: repository,
        out: again,
        targets: chosenTargets(["darwin-x64"]),
        baseUrl: "",
      });
    } finally {
      process.env.TZ = TZ ?? "UTC";
    }
    const name = `specmill-${version}-darwin-x64.tar.gz`;
    expect(sha256(readFileSync(join(again, name)))).toBe(sha256(readFileSync(join(out, name))));
    rmSync(again, { recursive: true });
  });

  test("does not empty a folder that no release has made", async () => {
    const precious = join(work, "precious");
    mkdirSync(precious);
    writeFileSync(join(precious, "thesis.txt"), "years");
    await expect(release({ root: repository, out: precious, targets: [], baseUrl: "" })).rejects.toThrow(
      "name another folder",
    );
    expect(readdirSync(precious)).toEqual(["thesis.txt"]);
  });
});

type Target = (typeof releaseTargets)[number];
interface Component {
  readonly type: string;
  readonly purl: string;
  readonly hashes: readonly { readonly content: string }[];
}

/** Runs a binary on the example of the docs: what it says of itself, and that it finds its packs. */
function runs(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(work, "example-"));
  cpSync(join(repository, "docs/example"), folder, { recursive: true });
  const call = (...args: string[]) =>
    Bun.spawnSync([...command, ...args], {
      cwd: folder,
      env: { PATH: "/usr/bin:/bin", HOME: folder, ...env },
      stdout: "pipe",
      stderr: "pipe",
    });
  const said = call("--version");
  const made = call("generate");
  return {
    said: said.stdout.toString() + said.stderr.toString(),
    made: made.stdout.toString() + made.stderr.toString(),
  };
}

const line = (target: string) =>
  new RegExp(`^specmill \\d+\\.\\d+\\.\\d+ \\(([0-9a-f]{9}(-dirty)?|unknown commit), ${target}\\)\\n$`);

describe.skipIf(!isPossible)("a released binary runs", () => {
  test.skipIf(host === undefined)("on this machine", () => {
    const { said, made } = runs([hostBinary]);
    expect(said).toMatch(line(host?.name ?? ""));
    expect(made).toContain("wrote 27 of 27 outputs");
  });

  const withoutMusl = muslIsMissing();
  if (withoutMusl !== undefined) console.warn(`skipped: no binary for musl can be run, ${withoutMusl}`);
  test.skipIf(withoutMusl !== undefined && process.env.CI === undefined)("over musl", () => {
    const binary = join(out, "npm/linux-x64-musl/bin/specmill");
    const libraries = join(work, "musl");
    mkdirSync(libraries);
    const { said, made } = runs([binary], muslEnvironment(binary, libraries));
    expect(said).toMatch(line("linux-x64-musl"));
    expect(made).toContain("wrote 27 of 27 outputs");
  });

  const qemu = Bun.which("qemu-x86_64") ?? Bun.which("qemu-x86_64-static");
  if (qemu === null)
    console.warn("skipped: no qemu-x86_64 to be an old processor; on Debian it is in the package `qemu-user`");
  test.skipIf(qemu === null && process.env.CI === undefined)("on a processor of 2008, without AVX", () => {
    const { said, made } = runs([qemu ?? "qemu-x86_64", "-cpu", "Nehalem", join(out, "npm/linux-x64/bin/specmill")]);
    expect(said).toMatch(line("linux-x64"));
    expect(made).toContain("wrote 27 of 27 outputs");
  });
});

describe.skipIf(!isPossible || host === undefined || process.platform === "win32")(
  "a newcomer with nothing but a system",
  () => {
    test("installs from the address of a release into an empty HOME", async () => {
      using server = serveRelease((path) => (existsSync(join(out, path)) ? readFileSync(join(out, path)) : undefined));
      const home = join(work, "home");
      mkdirSync(home);
      const env = { PATH: "/usr/bin:/bin", HOME: home, SPECMILL_BASE_URL: server.url };
      const child = Bun.spawn(["/bin/sh", join(out, "install.sh")], {
        cwd: home,
        env,
        stdin: "ignore",
        stdout: "pipe",
        stderr: "pipe",
      });
      expect(await new Response(child.stderr).text()).toBe("");
      expect(await child.exited).toBe(0);
      expect(readdirSync(home, { recursive: true }).sort()).toEqual([".local", ".local/bin", ".local/bin/specmill"]);
      expect(runs([join(home, ".local/bin/specmill")]).said).toMatch(line(host?.name ?? ""));
    });

    test.skipIf(Bun.which("npx") === null)("installs the npm packages, and npx runs the binary", async () => {
      const project = join(work, "npm-project");
      mkdirSync(project);
      const packed = (folder: string) => {
        const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
        const entries = files.map((one) => {
          const path = join(one.parentPath, one.name);
          return {
            path: `package/${path.slice(folder.length + 1)}`,
            bytes: readFileSync(path),
            isExecutable: path.includes("/bin/"),
          };
        });
        const archive = join(project, `${folder.slice(folder.lastIndexOf("/") + 1)}.tgz`);
        writeFileSync(archive, tarGz(entries, 1_700_000_000));
        return `file:${archive}`;
      };
      // Both are named, because neither comes from a registry here; npm leaves out the others, which are optional.
      const dependencies = {
        specmill: packed(join(out, "npm/specmill")),
        [`@specmill/${host?.name}`]: packed(join(out, "npm", host?.name ?? "")),
      };
      writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, dependencies }));
      await npm(project, [
        "install",
        "--offline",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--cache",
        join(work, "npm-cache"),
      ]);
      const npx = Bun.spawnSync(["npx", "--offline", "specmill", "--version"], {
        cwd: project,
        env: { PATH: process.env.PATH ?? "", HOME: join(work, "npm-home"), npm_config_update_notifier: "false" },
        stdout: "pipe",
        stderr: "inherit",
      });
      expect(npx.stdout.toString()).toMatch(line(host?.name ?? ""));
    });
  },
);
