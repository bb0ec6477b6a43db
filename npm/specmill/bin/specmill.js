#!/usr/bin/env node
/**
 * Starts the binary of specmill for this system, which is in a package of its own. Hands on arguments, streams, signals and the
 * exit code. Plain JavaScript for Node 18 and newer; nothing is downloaded and nothing is installed here.
 */
const { spawn } = require("node:child_process");
const { isatty } = require("node:tty");

const targets = candidates();
const found = targets.map(installed).filter((path) => path !== undefined);

if (found.length === 0) refuse();
else start(found.length === 1 || !isMusl() ? found[0] : found[1]);

/** glibc stands before musl. npm installs the one that fits; package managers that do not know the difference install both. */
function candidates() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `${system}-${process.arch}`;
  return system === "linux" ? [name, `${name}-musl`] : [name];
}

function installed(target) {
  const file = process.platform === "win32" ? "specmill.exe" : "specmill";
  try {
    return require.resolve(`@specmill/${target}/bin/${file}`);
  } catch {
    return undefined;
  }
}

function isMusl() {
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}

function start(binary) {
  const forward = (signal) => child.kill(signal);
  // Listened to from the start: a signal that came in between would end this process and leave the binary alone.
  process.on("SIGTERM", forward);
  process.on("SIGHUP", forward);
  // A terminal sends Ctrl-C to both processes, and a second one would end specmill without a last word.
  process.on("SIGINT", (signal) => isTerminal() || forward(signal));
  const child = spawn(binary, process.argv.slice(2), { stdio: "inherit" });
  child.on("error", (problem) => stop([`${binary} does not start: ${problem.message}`]));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function isTerminal() {
  return isatty(0) || isatty(1) || isatty(2);
}

function refuse() {
  const { optionalDependencies } = require("../package.json");
  const known = Object.keys(optionalDependencies).map((name) => name.replace("@specmill/", ""));
  if (!targets.some((target) => known.includes(target))) {
    stop([`there is no build for ${targets[0]}`, `there are builds for ${known.join(", ")}`]);
  }
  stop([
    `the package @specmill/${targets[0]}, which holds the binary, is not installed`,
    "it is an optional dependency: install specmill again on this very system, without `--omit=optional`",
    "node_modules of another system, or a lock file that was written without it, do not have it",
  ]);
}

/** 2 is a call that cannot work, as docs/exit-codes.md has it: 1 would be taken for drift. */
function stop([problem, ...notes]) {
  process.stderr.write([`specmill: ${problem}`, ...notes.map((note) => `  note: ${note}`), ""].join("\n"));
  process.exit(2);
}
