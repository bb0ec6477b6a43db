/** How a table is partitioned, written as in its declaration. Subpartitions are named in `partitionedBy` and fold into their partitions. */
import type { Partition } from "../schema.ts";
import { byPosition } from "./mysql-table-rows.ts";
import type { Row } from "./mysql-views.ts";

export interface Partitioning {
  readonly partitionedBy?: string;
  readonly partitions?: readonly Partition[];
}

/** Takes the rows of one table; partitions stand in the order of their bounds. */
export function partitioningOf(rows: readonly Row<"partitions">[]): Partitioning {
  const [first] = rows;
  if (first === undefined) return {};
  const sub = first.subMethod === undefined ? [] : [spread(first.subMethod, first.subExpression)];
  const sorted = rows.toSorted(byPosition);
  const partitions = new Map(sorted.map((row) => [row.name, { name: row.name, bound: boundOf(row) }]));
  return {
    partitionedBy: [spread(first.method, first.expression), ...sub].join(" SUBPARTITION BY "),
    partitions: [...partitions.values()],
  };
}

/** The server counts system time by a column of its own. */
function spread(method: string, expression = ""): string {
  return method === "SYSTEM_TIME" ? method : `${method} (${expression})`;
}

/** SQL of the bound; none for partitions by hash and key. */
function boundOf({ method, bound }: Row<"partitions">): string {
  if (bound === undefined && method.startsWith("LIST")) return "VALUES IN (NULL)";
  if (bound === undefined) return "";
  // An interval is shown as the moments at which it was made to end: they differ with every copy.
  if (method === "SYSTEM_TIME") return bound === "CURRENT" ? bound : "HISTORY";
  if (method === "RANGE" && bound === "MAXVALUE") return "VALUES LESS THAN MAXVALUE";
  if (method.startsWith("RANGE")) return `VALUES LESS THAN (${bound})`;
  return bound === "MAXVALUE" || bound === "DEFAULT" ? "DEFAULT" : `VALUES IN (${bound})`;
}
