/** Starters: `write: missing` in the header of a template. Written when the file is not there, and the user's from then on. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../support/rig.ts";
import { project } from "../support/rig.ts";

setDefaultTimeout(60_000);

const config = `sources: { people: { kind: data, path: people.json } }
targets: { classes: { source: people, pack: ./templates, output: out } }
`;
const files = {
  "specmill.yaml": config,
  "people.json": '[{ "id": "ada" }, { "id": "grace" }]\n',
  "templates/pack.yaml": "name: classes\ndescription: a base class and a class a person\nsource: data\n",
  "templates/base.txt.eta":
    "---\neach: record\noutput: base/<%= unit.data.id %>.txt\n---\nbase of <%= unit.data.id %>\n",
  "templates/own.txt.eta":
    "---\neach: record\noutput: <%= unit.data.id %>.txt\nwrite: missing\n---\n<%= unit.data.id %>, yours\n",
};

const changes = {
  "another template": { "templates/own.txt.eta": files["templates/own.txt.eta"].replace("yours", "all yours") },
  "another spec": { "people.json": '[{ "id": "ada", "born": 1815 }, { "id": "grace" }]\n' },
  "no records": { "specmill.lock": undefined },
};

async function expectRun(shop: Project, args: readonly string[], code: number) {
  const run = await shop.run(args);
  expect([run.code, run.stderr]).toEqual([code, run.stderr]);
  return run;
}

test.concurrent("a starter is written once, and an edit of it is no problem of any command", async () => {
  await using shop = project(files);
  await expectRun(shop, ["generate"], 0);
  expect(shop.read("out/ada.txt")).toBe("ada, yours\n");
  shop.write({ "out/ada.txt": "mine now\n" });
  const { mtimeMs, ino } = lstatSync(join(shop.root, "out/ada.txt"));
  for (const args of [["check"], ["generate"], ["check", "--rebuild"], ["generate", "--force"], ["diff"]]) {
    await expectRun(shop, args, 0);
  }
  expect(shop.read("out/ada.txt")).toBe("mine now\n");
  expect(lstatSync(join(shop.root, "out/ada.txt"))).toMatchObject({ mtimeMs, ino });
});

for (const [what, change] of Object.entries(changes)) {
  test.concurrent(`${what} changes no starter that is there`, async () => {
    await using shop = project(files);
    await expectRun(shop, ["generate"], 0);
    shop.write({ "out/ada.txt": "mine now\n", ...change });
    await expectRun(shop, ["generate"], 0);
    expect(shop.read("out/ada.txt")).toBe("mine now\n");
    expect(shop.read("out/grace.txt")).toBe("grace, yours\n");
  });
}

test.concurrent("an edited starter is in step on a fresh clone, where no record of the last run is", async () => {
  await using shop = project(files);
  await expectRun(shop, ["generate"], 0);
  shop.write({ "out/ada.txt": "mine now\n" });
  rmSync(join(shop.root, ".specmill"), { recursive: true });
  await expectRun(shop, ["check"], 0);
});

test.concurrent("a starter that is deleted is missing, and the next run writes it", async () => {
  await using shop = project(files);
  await expectRun(shop, ["generate"], 0);
  rmSync(join(shop.root, "out/ada.txt"));
  const check = await expectRun(shop, ["check"], 1);
  expect(check.stderr).toContain("missing   out/ada.txt");
  await expectRun(shop, ["generate"], 0);
  expect(shop.read("out/ada.txt")).toBe("ada, yours\n");
});

test.concurrent("a file that was there before is taken for the user's own", async () => {
  await using shop = project({ ...files, "out/ada.txt": "always mine\n" });
  await expectRun(shop, ["generate"], 0);
  expect(shop.read("out/ada.txt")).toBe("always mine\n");
  await expectRun(shop, ["check"], 0);
});

test.concurrent("when its unit is gone, the starter stays and is spoken of once", async () => {
  await using shop = project(files);
  await expectRun(shop, ["generate"], 0);
  shop.write({ "people.json": '[{ "id": "grace" }]\n' });
  const run = await expectRun(shop, ["generate"], 0);
  expect(run.stderr).toContain(
    "warning[write/left] out/ada.txt  `out/ada.txt` is yours, and what it was started for is gone\n",
  );
  expect(run.stderr).toContain("delete it when you need it no longer");
  expect(shop.has("out/base/ada.txt")).toBe(false);
  expect(shop.read("out/ada.txt")).toBe("ada, yours\n");
  const next = await expectRun(shop, ["generate"], 0);
  expect(next.stderr).not.toContain("write/left");
});

test.concurrent("an output that becomes a starter is replaced while nobody has edited it", async () => {
  const ordinary = files["templates/own.txt.eta"].replace("write: missing\n", "");
  await using shop = project({ ...files, "templates/own.txt.eta": ordinary });
  await expectRun(shop, ["generate"], 0);
  shop.write({ "templates/own.txt.eta": files["templates/own.txt.eta"].replace("yours", "yours from now on") });
  await expectRun(shop, ["generate"], 0);
  expect(shop.read("out/ada.txt")).toBe("ada, yours from now on\n");
  shop.write({ "out/ada.txt": "mine now\n" });
  await expectRun(shop, ["generate"], 0);
  expect(shop.read("out/ada.txt")).toBe("mine now\n");
});

test.concurrent("clean leaves starters", async () => {
  await using shop = project(files);
  await expectRun(shop, ["generate"], 0);
  await expectRun(shop, ["clean", "--yes"], 0);
  expect(shop.has("out/base")).toBe(false);
  expect(shop.read("out/ada.txt")).toBe("ada, yours\n");
});
