/** What holds for the relations of any schema. */
import { describe, expect, test } from "bun:test";
import type { DatabaseSchema, Table } from "#sources/database/schema.ts";
import type { Relation } from "#sources/database/unit-data.ts";
import { random } from "../../support/random.ts";
import { relationsOf } from "./support/described.ts";
import { randomColumn, randomForeignKey, randomSchema, randomTable, shuffled } from "./support/random-schema.ts";

const rounds = 400;

/** Case and whatever stands between words do not count. */
function folded(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

function tablesById(schema: DatabaseSchema): Map<string, Table> {
  const found = new Map<string, Table>();
  for (const { name, tables } of schema.schemas)
    for (const table of tables) found.set(JSON.stringify([name, table.name]), table);
  return found;
}

interface Owned {
  readonly owner: string;
  readonly table: Table;
  readonly relation: Relation;
}

/** Every relation with the table that has it. */
function ownedRelations(schema: DatabaseSchema): Owned[] {
  const all = relationsOf(schema);
  const byReference = new Map<string, string>();
  for (const relations of all.values())
    for (const { table } of relations) if (table) byReference.set(table.id, JSON.stringify([table.schema, table.name]));
  const tables = tablesById(schema);
  return [...all].flatMap(([owner, relations]) => {
    const table = tables.get(byReference.get(owner) ?? "");
    if (table === undefined) throw new Error(`no table refers to ${owner}`);
    return relations.map((relation) => ({ owner, table, relation }));
  });
}

describe("in any schema", () => {
  test("a relation has a name that no other relation and no column of its table has", () => {
    let seen = 0;
    for (let seed = 0; seed < rounds; seed++) {
      const schema = randomSchema(random(seed));
      for (const group of Map.groupBy(ownedRelations(schema), ({ owner }) => owner).values()) {
        const columns = group[0]?.table.columns.map(({ name }) => folded(name)) ?? [];
        const names = group.map(({ relation }) => folded(relation.name));
        expect({ seed, twice: names.filter((name, at) => names.indexOf(name) !== at) }).toEqual({ seed, twice: [] });
        expect({ seed, columns: names.filter((name) => columns.includes(name)) }).toEqual({ seed, columns: [] });
        for (const { relation } of group) expect(relation.name).toMatch(/^[\p{Ll}\p{Lo}\p{N}][\p{L}\p{N}_]*$/u);
        seen += names.length;
      }
    }
    expect(seen).toBeGreaterThan(rounds);
  });

  test("the way back of the way back is the way there", () => {
    for (let seed = 0; seed < rounds; seed++) {
      const all = ownedRelations(randomSchema(random(seed)));
      for (const { owner, relation } of all) {
        const back = all.filter((one) => one.owner === relation.table?.id && one.relation.name === relation.inverse);
        expect({ seed, count: back.length }).toEqual({ seed, count: 1 });
        const [inverse] = back.map((one) => one.relation);
        expect({ seed, owner: inverse?.table?.id, name: inverse?.inverse }).toEqual({
          seed,
          owner,
          name: relation.name,
        });
        if (relation.through === undefined)
          expect([inverse?.columns, inverse?.references]).toEqual([relation.references, relation.columns]);
      }
    }
  });

  test("a foreign key between two of its tables gives two relations, any other none", () => {
    for (let seed = 0; seed < rounds; seed++) {
      const schema = randomSchema(random(seed));
      const tables = tablesById(schema);
      const keys = [...tables.values()].flatMap((table) => table.foreignKeys);
      const led = keys.filter(({ references }) => tables.has(JSON.stringify([references.schema, references.table])));
      const direct = ownedRelations(schema).filter(({ relation }) => relation.kind !== "many-to-many");
      expect({ seed, relations: direct.length }).toEqual({ seed, relations: led.length * 2 });
    }
  });

  test("the order in which things are listed makes no difference", () => {
    for (let seed = 0; seed < rounds; seed++) {
      const schema = randomSchema(random(seed));
      const asMap = (one: DatabaseSchema) => Object.fromEntries(relationsOf(one));
      expect({ seed, relations: asMap(shuffled(schema, random(seed + 1))) }).toEqual({
        seed,
        relations: asMap(schema),
      });
    }
  });
});

/** What a relation is, whatever it is called. */
function identity({ owner, relation: { name: _name, inverse: _inverse, ...rest } }: Owned): string {
  return JSON.stringify([owner, rest]);
}

function withTable(schema: DatabaseSchema, change: (table: Table) => Table, at: number): DatabaseSchema {
  const [first, ...rest] = schema.schemas;
  if (first === undefined) return schema;
  return {
    ...schema,
    schemas: [{ ...first, tables: first.tables.map((table, i) => (i === at ? change(table) : table)) }, ...rest],
  };
}

describe("a name stays when something new comes", () => {
  const additions: Readonly<Record<string, (schema: DatabaseSchema, seed: number) => DatabaseSchema>> = {
    "a foreign key": (schema, seed) =>
      withTable(
        schema,
        (table) => ({
          ...table,
          foreignKeys: [
            ...table.foreignKeys,
            randomForeignKey(
              random(seed),
              table.columns.map(({ name }) => name),
            ),
          ],
        }),
        seed % 5,
      ),
    "a column": (schema, seed) =>
      withTable(
        schema,
        (table) => ({ ...table, columns: [...table.columns, randomColumn(random(seed), "new film actors")] }),
        seed % 5,
      ),
    "a table": (schema, seed) => {
      const [first, ...rest] = schema.schemas;
      if (first === undefined) return schema;
      return {
        ...schema,
        schemas: [{ ...first, tables: [...first.tables, randomTable(random(seed), "another film")] }, ...rest],
      };
    },
  };

  test.each(Object.keys(additions))("%s renames only what it takes the name of", (what) => {
    let kept = 0;
    for (let seed = 0; seed < rounds; seed++) {
      const before = randomSchema(random(seed));
      const after = additions[what]?.(before, seed + 1) ?? before;
      const now = ownedRelations(after);
      const owners = Map.groupBy(now, ({ owner }) => owner);
      // Several keys may say the same; their names are compared as a set.
      const nows = Map.groupBy(now, identity);
      for (const [what, group] of Map.groupBy(ownedRelations(before), identity)) {
        const names = (nows.get(what) ?? []).map(({ relation }) => relation.name);
        for (const { owner, relation } of group) {
          if (!nows.has(what) || names.includes(relation.name)) {
            kept++;
            continue;
          }
          const taken = (owners.get(owner) ?? []).flatMap((one) => [
            one.relation.name,
            ...one.table.columns.map(({ name }) => name),
          ]);
          expect({ seed, taken: taken.map(folded) }).toEqual({
            seed,
            taken: expect.arrayContaining([folded(relation.name)]),
          });
        }
      }
    }
    expect(kept).toBeGreaterThan(rounds);
  });
});
