/** The package `specmill` of npm: to whoever calls it, it is the binary. Here the binary is a shell script that tells what it got. */
import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writePlatformPackage, writeWrapperPackage } from "../../scripts/release/npm-packages.ts";
import { releaseTargets } from "../../scripts/release/targets.ts";
import { repository } from "../support/source-graph.ts";

const node = Bun.which("node");
if (node === null && process.env.CI === undefined) console.warn("skipped: the npm package needs Node to run");

const host = `${process.platform}-${process.arch}`;

/** A node_modules with the wrapper and with the platform packages named, each with a program of its own. */
function installedWith(programs: Readonly<Record<string, string>>): Disposable & { readonly root: string } {
  const root = mkdtempSync(join(tmpdir(), "specmill-npm-"));
  writeWrapperPackage(repository, join(root, "node_modules/specmill"), { version: "1.2.3" });
  for (const [target, body] of Object.entries(programs)) {
    const folder = join(root, "node_modules/@specmill", target, "bin");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "specmill"), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, "specmill"), 0o755);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

function call(
  root: string,
  args: readonly string[],
  flags: readonly string[] = [],
  stdin: "ignore" | Buffer = "ignore",
) {
  return Bun.spawn([node ?? "node", ...flags, join(root, "node_modules/specmill/bin/specmill.js"), ...args], {
    cwd: root,
    env: { PATH: "/usr/bin:/bin", HOME: root },
    stdin,
    stdout: "pipe",
    stderr: "pipe",
  });
}

async function result(child: ReturnType<typeof call>) {
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, signal: child.signalCode, stdout, stderr };
}

describe.skipIf(process.platform === "win32" || (node === null && process.env.CI === undefined))(
  "the npm package",
  () => {
    test("hands on arguments, streams and the exit code", async () => {
      using one = installedWith({ [host]: 'for word; do echo "<$word>"; done; cat; echo trouble >&2; exit 75' });
      const called = call(one.root, ["check", "a b", "--", "*", ""], [], Buffer.from("from stdin\n"));
      expect(await result(called)).toEqual({
        code: 75,
        signal: null,
        stdout: "<check>\n<a b>\n<-->\n<*>\n<>\nfrom stdin\n",
        stderr: "trouble\n",
      });
    });

    test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("hands on %s, and waits for the last word", async (signal) => {
      using one = installedWith({
        [host]: `trap 'echo tidied; exit 143' ${signal.slice(3)}; echo ready; while :; do sleep 0.01; done`,
      });
      const child = call(one.root, []);
      const reader = child.stdout.getReader();
      expect(new TextDecoder().decode((await reader.read()).value)).toBe("ready\n");
      child.kill(signal);
      expect(new TextDecoder().decode((await reader.read()).value)).toBe("tidied\n");
      expect(await child.exited).toBe(143);
    });

    test("ends by the signal that ended the binary", async () => {
      using one = installedWith({ [host]: "kill -KILL $$" });
      expect(await result(call(one.root, []))).toMatchObject({ signal: "SIGKILL" });
    });

    test("says what is missing, and how to get it", async () => {
      using one = installedWith({});
      expect(await result(call(one.root, ["check"]))).toEqual({
        code: 2,
        signal: null,
        stdout: "",
        stderr: `specmill: the package @specmill/${host}, which holds the binary, is not installed
  note: it is an optional dependency: install specmill again on this very system, without \`--omit=optional\`
  note: node_modules of another system, or a lock file that was written without it, do not have it
`,
      });
    });

    test("says for which systems there is a build", async () => {
      using one = installedWith({});
      writeFileSync(join(one.root, "other.cjs"), 'Object.defineProperty(process, "arch", { value: "riscv64" });');
      const { code, stderr } = await result(call(one.root, [], ["--require", "./other.cjs"]));
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `specmill: there is no build for ${process.platform}-riscv64
  note: there are builds for ${releaseTargets.map((target) => target.name).join(", ")}
`,
      });
    });

    test.skipIf(process.platform !== "linux")("takes the one that fits where both libcs were installed", async () => {
      using one = installedWith({ [host]: "echo glibc", [`${host}-musl`]: "echo musl" });
      const header = "process.report.getReport = () => ({ header: {} });";
      writeFileSync(join(one.root, "alpine.cjs"), header);
      expect((await result(call(one.root, [], ["--require", "./alpine.cjs"]))).stdout).toBe("musl\n");
      const native = (process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header
        .glibcVersionRuntime;
      expect((await result(call(one.root, []))).stdout).toBe(native === undefined ? "musl\n" : "glibc\n");
    });

    test("what npm reads: exact versions, one system a package, no script, and where it comes from", () => {
      using one = installedWith({});
      const facts = { version: "1.2.3", repository: "https://example.com/mill/specmill" };
      const files = { binary: Buffer.from("binary"), companions: [{ path: "LICENSE", bytes: Buffer.from("MIT\n") }] };
      const manifests = releaseTargets.map((target) => {
        const folder = join(one.root, target.name);
        writePlatformPackage(folder, target, facts, files);
        return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      });
      const wrapper = JSON.parse(readFileSync(join(one.root, "node_modules/specmill/package.json"), "utf8"));
      expect(wrapper.optionalDependencies).toEqual(Object.fromEntries(manifests.map(({ name }) => [name, "1.2.3"])));
      expect([wrapper, ...manifests].filter((manifest) => "scripts" in manifest || "dependencies" in manifest)).toEqual(
        [],
      );
      expect(new Set(manifests.map(({ os, cpu, libc }) => JSON.stringify([os, cpu, libc]))).size).toBe(
        manifests.length,
      );
      expect(manifests.at(-1)).toMatchObject({
        os: ["win32"],
        cpu: ["x64"],
        repository: { type: "git", url: "git+https://example.com/mill/specmill.git" },
      });
    });
  },
);
