/**
 * SIGKILL at any moment of a `pull` leaves the old snapshot or the new one, never a part of it, and the next run ends right.
 * SPECMILL_KILLS and SPECMILL_FUZZ_SEED look for more.
 */
import { expect, test } from "bun:test";
import { expectRun, runSqlite, shopOver } from "../support/database-project.ts";
import { random } from "../support/random.ts";
import type { Project } from "../support/rig.ts";
import { project, start } from "../support/rig.ts";

const seed = Number(process.env.SPECMILL_FUZZ_SEED ?? 5);
const kills = Number(process.env.SPECMILL_KILLS ?? 40);
const tables = 300;
const env = { DATABASE_URL: "sqlite:shop.db" };
const snapshot = "db/schema.json";

test(
  `a pull killed at any of ${kills} moments leaves a whole snapshot, and the next one finishes the work`,
  async () => {
    const chance = random(seed);
    await using shop = project(shopOver("url: $DATABASE_URL"));
    change(shop, 0);
    const span = await timeOf(shop);
    let killed = 0;
    for (let edition = 1; edition <= kills; edition++) {
      const before = shop.read(snapshot);
      change(shop, edition);
      if (await killedAfter(shop, chance.below(Math.ceil(span)))) killed++;
      const found = shop.read(snapshot);
      expectRun(await shop.run(["pull"], { env }), 0);
      const after = shop.read(snapshot);
      expect(after).toContain(`"edition_${edition}"`);
      expect([before, after], `seed ${seed}, edition ${edition}`).toContain(found);
      expect(Object.keys(shop.tree()).filter((path) => !/^(?:pack\/|shop\.db$|specmill\.yaml$)/.test(path))).toEqual([
        snapshot,
      ]);
      expectRun(await shop.run(["pull", "--check"], { env }), 0);
    }
    // A kill that comes after the end proves nothing: most have to come before it.
    expect(killed).toBeGreaterThan(kills / 2);
    expectRun(await shop.run(["generate"]), 0, `wrote ${tables + 2} of ${tables + 2} outputs`);
  },
  10 * 60_000,
);

/** A schema that is some hundred kilobytes as a snapshot, and another one in each edition. */
function change(shop: Project, edition: number): void {
  const columns = Array.from({ length: 8 }, (_, at) => `column_${at} varchar(${at + 10}) not null default 'text'`);
  const wide = Array.from(
    { length: tables },
    (_, at) => `create table if not exists table_${at} (id integer primary key, ${columns})`,
  );
  const fresh = [`drop table if exists edition`, `create table edition (edition_${edition} integer)`];
  runSqlite(shop, "shop.db", "begin", ...(edition === 0 ? wide : []), ...fresh, "commit");
}

/** Whether it was still running when the signal came. */
async function killedAfter(shop: Project, milliseconds: number): Promise<boolean> {
  const child = start(["pull"], { cwd: shop.root, env });
  await Bun.sleep(milliseconds);
  child.kill("SIGKILL");
  await child.exited;
  return child.signalCode === "SIGKILL";
}

/** How long a pull takes that writes the snapshot. */
async function timeOf(shop: Project): Promise<number> {
  const begin = performance.now();
  expectRun(await shop.run(["pull"], { env }), 0);
  return performance.now() - begin;
}
