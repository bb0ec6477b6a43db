/** `generate --frozen` makes the outputs that the lock names, or fails and writes nothing. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { cards, person } from "../support/git-project.ts";
import { project } from "../support/rig.ts";

setDefaultTimeout(60_000);

const frozen = ["generate", "--frozen"];

test("outputs that are not committed are made from the lock alone", async () => {
  await using shop = project(cards);
  await shop.run(["generate"]);
  const tree = shop.tree();
  shop.write({ "out/ada.txt": undefined, "out/bob.txt": undefined });
  expect((await shop.run(frozen)).code).toBe(0);
  expect(shop.tree()).toEqual(tree);
  expect((await shop.run(frozen)).stderr).toBe("up to date: 2 outputs\n");
});

test("a fresh checkout without any state does the same", async () => {
  await using shop = project(cards);
  await shop.run(["generate"]);
  await using fresh = project(
    Object.fromEntries(Object.entries(shop.tree()).filter(([path]) => !path.startsWith("out/"))),
  );
  expect((await fresh.run(frozen)).code).toBe(0);
  expect(fresh.tree()).toEqual(shop.tree());
});

test("what would change the lock is listed, and nothing is written", async () => {
  await using shop = project(cards);
  await shop.run(["generate"]);
  shop.write({ ...person("ada", 37), ...person("eve", 5), "people/bob.json": undefined });
  const before = shop.tree();
  const { code, stderr } = await shop.run(frozen);
  expect(code).toBe(1);
  expect(stderr).toContain("error[lock/frozen] specmill.lock  `specmill.lock` would have to change");
  for (const note of [
    "input `people/ada.json` is another one",
    "input `people/bob.json` is gone",
    "input `people/eve.json` is new",
    "output `out/ada.txt` is another one",
    "output `out/bob.txt` is gone",
    "output `out/eve.txt` is new",
  ])
    expect(stderr).toContain(`  note: ${note}\n`);
  expect(shop.tree()).toEqual(before);
});

test("an input that changed and gives the same outputs is a lock that would change", async () => {
  await using shop = project(cards);
  await shop.run(["generate"]);
  shop.write({ "people/ada.json": '[ {"id":"ada","age":36} ]\n' });
  const { code, stderr } = await shop.run(frozen);
  expect([code, stderr.includes("input `people/ada.json` is another one")]).toEqual([1, true]);
});

test.each([
  ["there is no `specmill.lock`", cards],
  ["the config says `lock: false`", { ...cards, "specmill.yaml": `lock: false\n${cards["specmill.yaml"]}` }],
])("%s: nothing says what the outputs must be", async (why, files) => {
  await using shop = project(files);
  const before = shop.tree();
  const { code, stderr } = await shop.run(frozen);
  expect([code, stderr.includes(`${why}, so nothing says what the outputs must be`)]).toEqual([1, true]);
  expect(shop.tree()).toEqual(before);
});

test("a hand edit is left alone, as ever", async () => {
  await using shop = project(cards);
  await shop.run(["generate"]);
  shop.write({ "out/ada.txt": "mine\n" });
  expect((await shop.run(frozen)).code).toBe(3);
  expect(shop.read("out/ada.txt")).toBe("mine\n");
});
