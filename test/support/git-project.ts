/** A project in a repository of real git, made from nothing: no settings of whoever runs the tests count. */
import { chmodSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Files, Project, Run } from "./rig.ts";
import { binary, project } from "./rig.ts";

export interface GitProject extends Project {
  /** Runs git with specmill on its PATH. `code` is its exit code. */
  git(args: readonly string[], options?: GitOptions): Promise<Run>;
  /** The same, and the test fails where git does; what git printed. */
  mustGit(...args: string[]): Promise<string>;
  /** `M  path` for every difference, as `git status --porcelain` prints it. */
  status(): Promise<string[]>;
  /** What the index holds at a path; `undefined` when it has none. */
  staged(path: string): Promise<string | undefined>;
}

export interface GitOptions {
  /** Below the root; the root itself when absent. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A page for each record of `people/`. */
export const cards: Files = {
  "specmill.yaml": [
    'sources: { people: { kind: data, path: "people/*.json" } }',
    "targets: { cards: { source: people, pack: ./pack, output: out } }",
    "",
  ].join("\n"),
  "pack/pack.yaml": "name: cards\ndescription: A card for each record.\nsource: data\n",
  "pack/card.txt.eta":
    "---\neach: record\noutput: <%= unit.data.id %>.txt\n---\n<%= unit.data.id %> is <%= unit.data.age %>\n",
  ...person("ada", 36),
  ...person("bob", 7),
  ".gitignore": ".home/\n",
};

export function person(id: string, age: number): Files {
  return { [`people/${id}.json`]: `[{"id":"${id}","age":${age}}]\n` };
}

/** Writes the files into a new repository; nothing is generated or committed. */
export async function repositoryOf(files: Files): Promise<GitProject> {
  const made = project(files);
  const environment = {
    PATH: [dirname(binary), "/usr/bin", "/bin"].join(delimiter),
    HOME: join(made.root, ".home"),
    GIT_CONFIG_NOSYSTEM: "1",
  };
  const git = async (args: readonly string[], { folder = ".", env = {} }: GitOptions = {}): Promise<Run> => {
    const child = Bun.spawn(["git", ...args], {
      cwd: join(made.root, folder),
      env: { ...environment, ...env },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    const [stdout, stderr, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    return { stdout, stderr, code };
  };
  const mustGit = async (...args: string[]) => {
    const { code, stdout, stderr } = await git(args);
    if (code !== 0) throw new Error(`git ${args.join(" ")}: exit code ${code}\n${stdout}${stderr}`);
    return stdout;
  };
  await mustGit("init", "--quiet", "--initial-branch=main");
  for (const [key, value] of [
    ["user.name", "Test"],
    ["user.email", "test@example.com"],
    ["protocol.file.allow", "always"],
  ])
    await mustGit("config", key ?? "", value ?? "");
  return {
    ...made,
    git,
    mustGit,
    status: async () => (await mustGit("status", "--porcelain", "--untracked-files=all")).split("\n").filter(Boolean),
    staged: async (path) => {
      const { code, stdout } = await git(["show", `:${path}`]);
      return code === 0 ? stdout : undefined;
    },
  };
}

/** A repository whose outputs are in step, all of it in one commit. */
export async function committed(files: Files = cards): Promise<GitProject> {
  const made = await repositoryOf(files);
  const { code, stderr } = await made.run(["generate"]);
  if (code !== 0) throw new Error(stderr);
  await made.mustGit("add", "--all");
  await made.mustGit("commit", "--quiet", "--message=first");
  return made;
}

/** Writes a program and makes it one. */
export function writeProgram(made: Project, path: string, text: string): void {
  made.write({ [path]: text });
  chmodSync(join(made.root, path), 0o755);
}
