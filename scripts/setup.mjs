#!/usr/bin/env node
/**
 * Makes node_modules match package-lock.json, on a fresh clone with nothing but Node (20 or newer) and npm, or Bun.
 * Plain JavaScript without imports from npm: it runs before anything is installed. Does nothing, in milliseconds, when all is in place.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bun = join(root, "node_modules", ".bin", process.platform === "win32" ? "bun.exe" : "bun");

const [major] = process.versions.node.split(".").map(Number);
if (major < 20) stop(`setup: Node ${process.versions.node} is too old, Node 20 or newer is needed`);
if (!isInstalled()) install();
if (!runs(bun, ["--version"])) repairBun();

/**
 * Compares versions, not times: a checkout gives every file a new mtime.
 * Optional packages are left out, because most of them belong to other systems.
 */
function isInstalled() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages).every(
    ([path, entry]) => path === "" || entry.optional || installedVersion(path) === entry.version,
  );
}

function installedVersion(path) {
  try {
    return JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}

function install() {
  process.stderr.write("setup: installing the packages of package-lock.json\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  if (runs(npm, ["--version"])) return must(npm, ["ci", "--no-audit", "--no-fund"]);
  // Without npm there is Bun itself: it reads package-lock.json, but would leave a lock file of its own behind.
  const had = existsSync(join(root, "bun.lock"));
  must(process.execPath, ["install", "--no-progress"]);
  if (!had) rmSync(join(root, "bun.lock"), { force: true });
}

/** npm can be set up to run no install scripts; the `bun` package is only a placeholder until its own has run. */
function repairBun() {
  const script = join(root, "node_modules", "bun", "install.js");
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: root, stdio: "inherit" });
  if (!runs(bun, ["--version"])) stop("setup: node_modules/.bin/bun does not run; delete node_modules and try again");
}

function runs(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: "ignore", shell: command.endsWith(".cmd") }).status === 0;
}

function must(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: command.endsWith(".cmd") });
  if (status !== 0) stop(`setup: \`${command} ${args.join(" ")}\` ended with exit code ${status ?? "none"}`);
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
