/**
 * The systems that a release is made for. There is no separate build for processors without AVX2: Bun's x64 runtime finds out at
 * run time what the processor can do (its "baseline" packages hold the same bytes).
 */

export interface ReleaseTarget {
  /** In the names of archives and npm packages, in `--version` and in install.sh. */
  readonly name: string;
  readonly bunTarget: Bun.Build.CompileTarget;
  /** The npm package that holds Bun for that system. */
  readonly runtime: string;
  /** The words of npm: what a package for that system says of itself. */
  readonly npm: { readonly os: string; readonly cpu: string; readonly libc?: string };
}

export const releaseTargets: readonly ReleaseTarget[] = [
  target("linux-x64", "@oven/bun-linux-x64", { os: "linux", cpu: "x64", libc: "glibc" }),
  target("linux-x64-musl", "@oven/bun-linux-x64-musl", { os: "linux", cpu: "x64", libc: "musl" }),
  target("linux-arm64", "@oven/bun-linux-aarch64", { os: "linux", cpu: "arm64", libc: "glibc" }),
  target("linux-arm64-musl", "@oven/bun-linux-aarch64-musl", { os: "linux", cpu: "arm64", libc: "musl" }),
  target("darwin-x64", "@oven/bun-darwin-x64", { os: "darwin", cpu: "x64" }),
  target("darwin-arm64", "@oven/bun-darwin-aarch64", { os: "darwin", cpu: "arm64" }),
  target("windows-x64", "@oven/bun-windows-x64", { os: "win32", cpu: "x64" }),
];

function target(name: string, runtime: string, npm: ReleaseTarget["npm"]): ReleaseTarget {
  return { name, runtime, npm, bunTarget: `bun-${name}` as Bun.Build.CompileTarget };
}

export function isWindows(one: ReleaseTarget): boolean {
  return one.npm.os === "win32";
}

/** The file in the archive. The name is compiled into the binary, so every build has to use it. */
export function binaryName(one: ReleaseTarget): string {
  return isWindows(one) ? "specmill.exe" : "specmill";
}

/** The targets of these names, in the order of the table; all when there are none. */
export function chosenTargets(names: readonly string[]): readonly ReleaseTarget[] {
  const unknown = names.find((name) => !releaseTargets.some((one) => one.name === name));
  if (unknown !== undefined) {
    throw new Error(`there is no target \`${unknown}\`; there are ${releaseTargets.map((one) => one.name).join(", ")}`);
  }
  return names.length === 0 ? releaseTargets : releaseTargets.filter((one) => names.includes(one.name));
}
