/** Which driver reads the rows, and in which shape it hands over a value. */

import { bunMysql, mysql2 } from "./_drivers-mysql.ts";
import { bunPostgres, pg, postgresJs } from "./_drivers-postgres.ts";
import { betterSqlite3, bunSqlite } from "./_drivers-sqlite.ts";
import type { ShapeName } from "./_shapes.ts";
import type { ColumnKind, DialectName, DriverName, Options, Typed } from "./_types.ts";

export interface Driver {
  /** Of single values; `text` where nothing is said. */
  readonly kinds: { readonly [kind in ColumnKind]?: ShapeName };
  /** Exceptions by the name of the type: whole, or bare. */
  readonly types?: ReadonlyMap<string, ShapeName>;
  /** The shape of the items of an array; `whole` is the array itself. Absent: the array is its text. */
  arrayOf?(type: Typed, item: ShapeName): { readonly item: ShapeName } | { readonly whole: ShapeName } | undefined;
  /** What an insert takes for JSON, where select gives values. */
  readonly jsonInput?: "text" | "objectOrText" | "structure" | "structureOrText" | "value";
}

type Family = "postgres" | "mysql" | "sqlite";

const drivers: { readonly [family in Family]: { readonly [name in DriverName]?: Driver } } = {
  postgres: { pg, "postgres.js": postgresJs, bun: bunPostgres },
  mysql: { mysql2, bun: bunMysql },
  sqlite: { "better-sqlite3": betterSqlite3, bun: bunSqlite },
};

const defaults: { readonly [family in Family]: DriverName } = {
  postgres: "pg",
  mysql: "mysql2",
  sqlite: "better-sqlite3",
};

export function driverOf({ driver }: Options, dialect: DialectName): Driver {
  const family = dialect === "mariadb" ? "mysql" : dialect;
  const name = driver === "auto" ? defaults[family] : driver;
  const found = drivers[family][name];
  if (found !== undefined) return found;
  const known = Object.keys(drivers[family]).map((one) => `\`${one}\``);
  throw new Error(`the driver \`${name}\` does not read this database; choose ${known.join(" or ")}`);
}

/** The shape of one value: of an array that of its items. */
export function shapeOf({ kinds, types }: Driver, { kind, type, typeName }: Typed): ShapeName {
  return types?.get(type) ?? types?.get(typeName) ?? kinds[kind] ?? "text";
}
