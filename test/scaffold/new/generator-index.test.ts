import { afterAll, afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { FileSystem } from "#platform/file-system.ts";
import { realFileSystem } from "#platform/file-system.ts";
import { indexPath } from "#scaffold/new/listing/generator-index.ts";
import { listGenerators } from "#scaffold/new/listing/generators.ts";
import { homeOf, openTrees, write } from "./tree.ts";

const rig = openTrees();
afterAll(() => rig.remove());

let root = "";
let templates = "";
let made = 0;
beforeEach(() => {
  const files: Record<string, string> = {};
  for (let at = 0; at < 52; at++) {
    files[`_templates/g${at}/new/a.t`] = `---\ndescription: about ${at}\n---\n`;
    files[`_templates/g${at}/new/sub/b.t`] = "text";
  }
  files["_templates/g7/new/prompt.js"] = "module.exports = [{ type: 'input', name: 'seven' }]";
  root = rig.tree(`p${made++}`, files);
  templates = join(root, "_templates");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A list, and which paths of the tree were read for it. */
function list(build = "build"): { entries: ReturnType<typeof listGenerators>; read: string[] } {
  const read: string[] = [];
  const note = (path: string) => {
    if (path.startsWith(templates)) read.push(path.slice(templates.length + 1));
    return path;
  };
  const fs: FileSystem = {
    ...realFileSystem,
    read: (path) => realFileSystem.read(note(path)),
    list: (path) => realFileSystem.list(note(path)),
  };
  return { entries: listGenerators(homeOf(templates), fs, { root, build }), read };
}

/** What is on the disk, without an index. */
const truth = () => listGenerators(homeOf(templates), realFileSystem);

/** The tick of the file system goes by, and then nothing is racy any more. */
async function settle(): Promise<void> {
  await Bun.sleep(30);
  list();
  expect(list().read).toEqual([]);
}

describe("an index that is there", () => {
  test("is enough for a tree that did not change: nothing of it is read", async () => {
    await settle();
    expect(list()).toEqual({ entries: truth(), read: [] });
    const index = indexPath(templates, root);
    const before = statSync(index).ino;
    list();
    expect(statSync(index).ino).toBe(before);
  });

  test("a stamp that is too new proves nothing: what has it is looked at every time", async () => {
    await settle();
    const future = Date.now() / 1000 + 3600;
    utimesSync(join(templates, "g3/new/a.t"), future, future);
    list();
    for (let time = 0; time < 2; time++) expect(list().read).toContain("g3/new/a.t");
  });

  const changes: Readonly<Record<string, () => void>> = {
    "a description edited in place": () => write(join(templates, "g3/new/a.t"), "---\ndescription: other\n---\n"),
    "an edit of the same size, with the old times": () => {
      const path = join(templates, "g3/new/a.t");
      const { atime, mtime } = statSync(path);
      write(path, readFileSync(path, "utf8").replace("about", "ABOUT"));
      utimesSync(path, atime, mtime);
    },
    "a template that comes first now": () => write(join(templates, "g3/new/0.t"), "---\ndescription: first\n---\n"),
    "one below, in a folder that comes first": () =>
      write(join(templates, "g3/new/0sub/0.t"), "---\ndescription: deep\n---\n"),
    "the first one ignored": () => write(join(templates, "g3/new/.hygenignore"), "a.t\n"),
    "a hook edited": () =>
      write(join(templates, "g7/new/prompt.js"), "module.exports = [{ type: 'input', name: 'eight' }]"),
    "a hook added": () =>
      write(join(templates, "g3/new/index.js"), "module.exports = [{ type: 'input', name: 'new' }]"),
    "a hook removed": () => rmSync(join(templates, "g7/new/prompt.js")),
    "an action added": () => write(join(templates, "g3/more/a.t"), ""),
    "an action removed": () => rmSync(join(templates, "g3/new"), { recursive: true }),
    "an action renamed": () => renameSync(join(templates, "g3/new"), join(templates, "g3/old")),
    "a generator added": () => write(join(templates, "fresh/new/a.t"), ""),
    "a generator removed": () => rmSync(join(templates, "g3"), { recursive: true }),
    "a generator renamed": () => renameSync(join(templates, "g3"), join(templates, "zzz")),
    "two generators swapped": () => {
      renameSync(join(templates, "g3"), join(templates, "tmp"));
      renameSync(join(templates, "g7"), join(templates, "g3"));
      renameSync(join(templates, "tmp"), join(templates, "g7"));
    },
    "a folder that became a file": () => {
      rmSync(join(templates, "g3/new"), { recursive: true });
      writeFileSync(join(templates, "g3/new"), "");
    },
    "all of it removed": () => rmSync(templates, { recursive: true }),
  };
  for (const [name, change] of Object.entries(changes)) {
    test(`is never believed against the disk: ${name}`, async () => {
      await settle();
      const before = truth();
      change();
      expect(list().entries).toEqual(truth());
      expect(list().entries).toEqual(truth());
      expect(truth()).not.toEqual(before);
    });
  }

  test("a link whose target appears later", async () => {
    symlinkSync(join(root, "later"), join(templates, "link"));
    symlinkSync(join(root, "later"), join(templates, "g3/link"));
    await settle();
    mkdirSync(join(root, "later/new"), { recursive: true });
    expect(list().entries).toEqual(truth());
    expect(list().entries.map(({ name }) => name)).toContain("link");
  });

  test("looks again at what changed, and at nothing else; a touched file says the same as before", async () => {
    await settle();
    utimesSync(join(templates, "g3/new/a.t"), 1, 1);
    const { entries, read } = list();
    expect(entries).toEqual(truth());
    expect(read.filter((path) => path !== "" && !path.startsWith("g3"))).toEqual([]);
    expect(read).toContain("g3/new/a.t");
  });
});

describe("an index that is of no use", () => {
  test("damaged anywhere, cut, or empty: ignored, and written anew", async () => {
    await settle();
    const path = indexPath(templates, root);
    const good = readFileSync(path);
    const flipped = [0, 5, 21, 40, 4000, good.indexOf("about 3"), good.length - 3].map((at) => {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ 0x41;
      return bytes;
    });
    for (const bytes of [...flipped, good.subarray(0, 100), good.subarray(0, 10), Buffer.alloc(0)]) {
      writeFileSync(path, bytes);
      expect(list().entries).toEqual(truth());
      expect(list().read).toEqual([]);
    }
  });

  test("of another build", async () => {
    await settle();
    expect(list("other").read.length).toBeGreaterThan(52);
    expect(list("other").read).toEqual([]);
  });

  test("a folder in its place, or a state folder that is a file: lists, and throws nothing", () => {
    mkdirSync(indexPath(templates, root), { recursive: true });
    expect(list().entries).toEqual(truth());
    rmSync(join(root, ".specmill"), { recursive: true });
    writeFileSync(join(root, ".specmill"), "mine");
    expect(list().entries).toEqual(truth());
    expect(readFileSync(join(root, ".specmill"), "utf8")).toBe("mine");
  });
});

describe("nothing is kept", () => {
  test("of a small tree, of templates from elsewhere, and without a place for it", () => {
    for (let at = 10; at < 52; at++) rmSync(join(templates, `g${at}`), { recursive: true });
    list();
    expect(existsSync(join(root, ".specmill"))).toBe(false);
  });

  test("of templates that lie outside", () => {
    const home = { ...homeOf(), folders: [{ path: templates, isInside: false }] };
    listGenerators(home, realFileSystem, { root, build: "build" });
    expect(existsSync(join(root, ".specmill"))).toBe(false);
  });

  test("a state folder that is made for it tells git to look away, and holds no leftovers", () => {
    list();
    const names = readdirSync(join(root, ".specmill")).filter((name) => name !== "lock");
    expect(names.sort()).toEqual(
      [".gitignore", "CACHEDIR.TAG", indexPath(templates, root).split("/").at(-1) ?? ""].sort(),
    );
  });
});
