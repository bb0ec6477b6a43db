/** install.sh does all or nothing: what is wrong leaves no trace, and what was there before stays. */
import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installers } from "../../scripts/release/installers.ts";
import { tree } from "../support/rig.ts";
import { repository } from "../support/source-graph.ts";
import { fakeRelease, installScript, serveRelease } from "./release-server.ts";

const program = '#!/bin/sh\necho "specmill 1.2.3 (fake)"\n';
const version = { SPECMILL_VERSION: "1.2.3" };

/** An empty HOME and an empty folder for temporary files, on a machine with nothing but its system. */
function newcomer(): Disposable & { readonly root: string; readonly home: string; left(): string[] } {
  const root = mkdtempSync(join(tmpdir(), "specmill-newcomer-"));
  for (const folder of ["home", "tmp"]) mkdirSync(join(root, folder));
  return {
    root,
    home: join(root, "home"),
    left: () => Object.keys(tree(root)),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

async function install(root: string, env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const child = Bun.spawn(["/bin/sh", installScript, ...args], {
    cwd: root,
    env: { PATH: "/usr/bin:/bin", HOME: join(root, "home"), TMPDIR: join(root, "tmp"), ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, stdout, stderr };
}

describe.skipIf(process.platform === "win32")("install.sh", () => {
  test("installs one file into ~/.local/bin, and says how to get there", async () => {
    using server = serveRelease(fakeRelease(program));
    using one = newcomer();
    const { code, stdout, stderr } = await install(one.root, { ...version, SPECMILL_BASE_URL: `${server.url}/` });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const folder = join(one.home, ".local/bin");
    expect(stdout).toBe(`installed specmill 1.2.3 (fake) as ${folder}/specmill
${folder} is not on your PATH: add this line to the file that your shell reads at its start
  export PATH="${folder}:$PATH"
`);
    expect(one.left()).toEqual(["home/.local/bin/specmill"]);
    expect(statSync(join(folder, "specmill")).mode & 0o777).toBe(0o755);
  });

  test("takes the first of --to, XDG_BIN_HOME, XDG_DATA_HOME/../bin and ~/.local/bin", async () => {
    using server = serveRelease(fakeRelease(program));
    const settings = { ...version, SPECMILL_BASE_URL: server.url };
    const placeFor = async (env: (root: string) => Record<string, string>, args: readonly string[] = []) => {
      using one = newcomer();
      await install(one.root, { ...settings, ...env(one.root) }, ...args);
      return one.left();
    };
    const data = (root: string) => ({ XDG_DATA_HOME: join(root, "home/data") });
    const both = (root: string) => ({ ...data(root), XDG_BIN_HOME: join(root, "home/programs") });
    expect(await placeFor(data)).toEqual(["home/bin/specmill"]);
    expect(await placeFor(both)).toEqual(["home/programs/specmill"]);
    expect(await placeFor(both, ["--to", "here"])).toEqual(["here/specmill"]);
  });

  test("a wrong checksum is refused, and the old program stays", async () => {
    using server = serveRelease(fakeRelease(program, (archive) => archive.with(40, archive[40]! ^ 1)));
    await expectRefusal({ SPECMILL_BASE_URL: server.url }, "is not what its checksum says: nothing was installed");
  });

  test("an archive that was cut off is refused", async () => {
    using server = serveRelease(fakeRelease(program, (archive) => archive.subarray(0, archive.length / 2)));
    await expectRefusal({ SPECMILL_BASE_URL: server.url }, "is not what its checksum says: nothing was installed");
  });

  test("a checksum file that names another archive is refused", async () => {
    const answer = fakeRelease(program);
    using server = serveRelease((path) =>
      path.endsWith(".sha256") ? `${"0".repeat(64)}  other.tar.gz\n` : answer(path),
    );
    await expectRefusal({ SPECMILL_BASE_URL: server.url }, "holds no checksum of specmill-1.2.3-");
  });

  test("a release that is not there is said with its address", async () => {
    using server = serveRelease(() => undefined);
    await expectRefusal({ SPECMILL_BASE_URL: server.url }, `cannot download ${server.url}/specmill-1.2.3-`);
  });

  test.each([
    ["Illegal instruction", "the program for linux-x64 does not run here: Illegal instruction\n"],
    [
      "Error loading shared library libstdc++.so.6: No such file or directory",
      "specmill needs libstdc++ to run here; on Alpine: apk add libstdc++\n",
    ],
  ])("a program that does not run here does not take the place of one that does: %s", async (said, words) => {
    using server = serveRelease(fakeRelease(`#!/bin/sh\necho '${said}' >&2\necho 'and more' >&2\nexit 127\n`));
    await expectRefusal({ SPECMILL_BASE_URL: server.url, SPECMILL_TARGET: "linux-x64" }, words);
  });

  test.each([
    ["without an address", {}, "set SPECMILL_BASE_URL or give --base-url"],
    ["without a version", { SPECMILL_BASE_URL: "https://example.com", SPECMILL_VERSION: "" }, "set SPECMILL_VERSION"],
    [
      "with a version that is a path",
      { SPECMILL_BASE_URL: "https://example.com", SPECMILL_VERSION: "../1" },
      "is no version",
    ],
    ["over plain http", { SPECMILL_BASE_URL: "http://example.com/releases" }, "is not https"],
    [
      "over http of a host that only begins like this one",
      { SPECMILL_BASE_URL: "http://127.0.0.1.example.com" },
      "is not https",
    ],
  ])("%s nothing is asked for", async (_when, env, words) => {
    await expectRefusal(env, words);
  });

  async function expectRefusal(env: Record<string, string>, words: string) {
    using one = newcomer();
    const old = join(one.home, ".local/bin/specmill");
    mkdirSync(join(one.home, ".local/bin"), { recursive: true });
    writeFileSync(old, "the old one");
    const { code, stderr } = await install(one.root, { ...version, ...env });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(words) });
    expect(one.left()).toEqual(["home/.local/bin/specmill"]);
    expect(readFileSync(old, "utf8")).toBe("the old one");
  }

  test("the address may say where the version stands, and another version may be asked for", async () => {
    using server = serveRelease(fakeRelease(program));
    using one = newcomer();
    const address = `${server.url}/download/v{version}`;
    const asked = await install(one.root, {}, "--base-url", address, "--version", "2.0.0", "--target", "linux-x64");
    expect(asked.code).toBe(0);
    const archive = "download/v2.0.0/specmill-2.0.0-linux-x64.tar.gz";
    expect(server.asked).toEqual([`${archive}.sha256`, archive]);
  });

  test.each([
    ["Linux", "x86_64", "ldd (GNU libc) 2.36", "linux-x64"],
    ["Linux", "aarch64", "musl libc (aarch64)", "linux-arm64-musl"],
    ["Linux", "x86_64", "musl libc (x86_64)", "linux-x64-musl"],
    ["Darwin", "arm64", "", "darwin-arm64"],
    ["Darwin", "x86_64", "", "darwin-x64"],
  ])("on %s %s with %p it takes %s", async (os, processor, libc, target) => {
    using server = serveRelease(fakeRelease(program));
    using one = newcomer();
    const tools = toolsThatSay(one.root, {
      uname: `[ "$1" = -m ] && echo ${processor} || echo ${os}`,
      ldd: `echo '${libc}' >&2; exit 1`,
      sysctl: "exit 1",
    });
    await install(one.root, { ...version, SPECMILL_BASE_URL: server.url, PATH: `${tools}:/usr/bin:/bin` });
    expect(server.asked.at(-1)).toBe(`specmill-1.2.3-${target}.tar.gz`);
  });

  test("a system without a build is told so", async () => {
    using one = newcomer();
    const tools = toolsThatSay(one.root, { uname: '[ "$1" = -m ] && echo riscv64 || echo Linux' });
    const env = { ...version, SPECMILL_BASE_URL: "https://example.com", PATH: `${tools}:/usr/bin:/bin` };
    const { code, stderr } = await install(one.root, env);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "install: there is no build for the processor riscv64\n" });
  });

  const hasWget = existsSync("/usr/bin/wget");
  test.skipIf(!hasWget)("wget will do where there is no curl", async () => {
    using server = serveRelease(fakeRelease(program));
    using one = newcomer();
    const tools = join(one.root, "tools");
    mkdirSync(tools);
    for (const name of [
      "sh",
      "wget",
      "uname",
      "ldd",
      "sed",
      "tar",
      "gzip",
      "mktemp",
      "mkdir",
      "rm",
      "cp",
      "mv",
      "chmod",
      "cat",
      "sha256sum",
    ])
      symlinkSync(Bun.which(name, { PATH: "/usr/bin:/bin" }) ?? name, join(tools, name));
    const { code, stderr } = await install(one.root, { ...version, SPECMILL_BASE_URL: server.url, PATH: tools });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("half of the script does nothing", async () => {
    using server = serveRelease(fakeRelease(program));
    using one = newcomer();
    const text = readFileSync(installScript, "utf8");
    const half = join(one.root, "half.sh");
    for (const part of [0.3, 0.6, 0.99]) {
      writeFileSync(half, text.slice(0, text.length * part));
      Bun.spawnSync(["/bin/sh", half], {
        env: { PATH: "/usr/bin:/bin", HOME: one.home, ...version, SPECMILL_BASE_URL: server.url },
      });
    }
    expect(server.asked).toEqual([]);
    expect(one.left()).toEqual(["half.sh"]);
  });
});

/** A folder for the front of the PATH, whose programs answer as those of another system would. */
function toolsThatSay(root: string, scripts: Readonly<Record<string, string>>): string {
  const folder = join(root, "tools");
  mkdirSync(folder);
  for (const [name, body] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

describe("the scripts of a release", () => {
  test("have its version and its address", () => {
    const made = installers(repository, { version: "1.2.3", baseUrl: "https://example.com/v{version}" });
    expect(made["install.sh"]).toContain(
      '\nrelease_version="1.2.3"\nrelease_base_url="https://example.com/v{version}"\n',
    );
    expect(made["install.ps1"]).toContain(
      '\n$ReleaseVersion = "1.2.3"\n$ReleaseBaseUrl = "https://example.com/v{version}"\n',
    );
  });

  test.each([
    'https://example.com/"; rm -rf /',
    "https://example.com/$(id)",
    "https://example.com/`id`",
    "ftp://example.com",
  ])("no address becomes code: %s", (baseUrl) => {
    expect(() => installers(repository, { version: "1.2.3", baseUrl })).toThrow("is no http address");
  });
});
