/** What the repository says of itself is true: links lead somewhere, tables match the code, lock files install anywhere. */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exitCodes } from "#model/errors.ts";
import { repository } from "./support/source-graph.ts";

const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "src/README.md", "bench/README.md"].concat(
  [...new Bun.Glob("docs/**/*.md").scanSync({ cwd: repository })].map((path) => path.replaceAll("\\", "/")).sort(),
);
const read = (path: string) => readFileSync(join(repository, path), "utf8");
/** A page without its code, where a link is an example. */
const prose = (page: string) => read(page).replaceAll(/^```[\s\S]*?^```$|(`+)[^\n]*?[^`]\1(?!`)/gm, "");

describe("pages", () => {
  test.each(pages)("every relative link of %s leads to a file", (page) => {
    const links = [...prose(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? "");
    const broken = links.filter((link) => !existsSync(join(repository, dirname(page), link)));
    expect(broken).toEqual([]);
  });

  test("the page on exit codes lists those of the code", () => {
    const listed = [...read("docs/exit-codes.md").matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
    expect(listed).toEqual(Object.values(exitCodes));
  });
});

describe("what a fresh machine needs", () => {
  test("the lock file names no registry, and no other host", () => {
    expect(read("package-lock.json")).not.toContain('"resolved"');
    expect(read("package-lock.json")).not.toMatch(/https?:/);
  });

  test("the lock file has every package that it speaks of, or `npm ci` refuses it", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { optionalDependencies?: object }>;
    };
    const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
    expect(wanted.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([]);
  });

  test("versions are exact, so that two machines check the same thing", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });
});
