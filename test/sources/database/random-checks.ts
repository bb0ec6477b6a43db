/** Random conditions of checks, and how each of the databases spells them. */
import type { CheckDialect } from "#sources/database/check-limits.ts";
import type { Random } from "../../support/random.ts";

export type Condition =
  | {
      readonly kind: "compare";
      readonly of: Side;
      readonly operator: string;
      readonly value: number;
      readonly isMirrored: boolean;
    }
  | { readonly kind: "between"; readonly of: Side; readonly low: number; readonly high: number }
  | { readonly kind: "numbers"; readonly column: string; readonly values: readonly number[] }
  | { readonly kind: "texts"; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: "null"; readonly column: string }
  | { readonly kind: "not"; readonly part: Condition }
  | { readonly kind: "sum"; readonly column: string; readonly value: number }
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] };

interface Side {
  readonly column: string;
  readonly isLength: boolean;
}

/** Columns `a` and `b` hold numbers, `s` and `t"x` hold texts. */
export const numberColumns = ["a", "b"];
export const textColumns = ["s", 't"x'];

const mirror: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=" };

export function randomCondition(random: Random, depth = 3): Condition {
  const branch = depth > 0 ? random.below(10) : 0;
  const parts = () => Array.from({ length: 2 + random.below(2) }, () => randomCondition(random, depth - 1));
  if (branch > 7) return { kind: "or", parts: parts() };
  if (branch > 3) return { kind: "and", parts: parts() };
  return randomAtom(random);
}

function randomAtom(random: Random): Condition {
  const isLength = random.below(4) === 0;
  const of = { column: random.pick(isLength ? textColumns : numberColumns), isLength };
  const number = () => (isLength ? random.below(5) : random.below(9) / (random.below(4) === 0 ? 2 : 1) - 4);
  const some = <T>(pick: () => T) => [...new Set(Array.from({ length: 1 + random.below(3) }, pick))];
  switch (random.below(8)) {
    case 0:
      return { kind: "between", of, low: number(), high: number() };
    case 1:
      return { kind: "numbers", column: random.pick(numberColumns), values: some(() => random.below(7) - 3) };
    case 2:
    case 3:
      return {
        kind: "texts",
        column: random.pick(textColumns),
        values: some(() => random.pick(["x", "it's", "a\\b", "", "ü"])),
      };
    case 4:
      return { kind: "null", column: random.pick([...numberColumns, ...textColumns]) };
    case 5:
      return random.below(2) === 0
        ? { kind: "not", part: randomAtom(random) }
        : { kind: "sum", column: random.pick(numberColumns), value: number() };
    default:
      return {
        kind: "compare",
        of,
        operator: random.pick(Object.keys(mirror)),
        value: number(),
        isMirrored: random.below(3) === 0,
      };
  }
}

/** As PostgreSQL prints it: everything in parentheses, and casts. */
export function postgresText(condition: Condition): string {
  const name = (column: string) => (/^\w+$/.test(column) ? column : `"${column.replaceAll('"', '""')}"`);
  const text = (column: string) => `(${name(column)})::text`;
  const number = (value: number) =>
    value < 0 ? `'${value}'::${Number.isInteger(value) ? "integer" : "numeric"}` : `${value}`;
  const side = ({ column, isLength }: Side) => (isLength ? `length(${text(column)})` : name(column));
  switch (condition.kind) {
    case "compare":
      return `(${comparison(condition, side(condition.of), number(condition.value))})`;
    case "between":
      return `((${side(condition.of)} >= ${number(condition.low)}) AND (${side(condition.of)} <= ${number(condition.high)}))`;
    case "numbers":
      return `(${name(condition.column)} = ANY (ARRAY[${condition.values.map(number).join(", ")}]))`;
    case "texts": {
      const values = condition.values.map((value) => `'${value.replaceAll("'", "''")}'::character varying`);
      return `(${text(condition.column)} = ANY ((ARRAY[${values.join(", ")}])::text[]))`;
    }
    case "null":
      return `(${name(condition.column)} IS NULL)`;
    case "not":
      return `(NOT ${postgresText(condition.part)})`;
    case "sum":
      return `((${name(condition.column)} + 1) > ${number(condition.value)})`;
    default:
      return `(${condition.parts.map(postgresText).join(` ${condition.kind.toUpperCase()} `)})`;
  }
}

function comparison(
  { operator, isMirrored }: { operator: string; isMirrored: boolean },
  side: string,
  value: string,
): string {
  return isMirrored ? `${value} ${mirror[operator]} ${side}` : `${side} ${operator} ${value}`;
}

interface Spelling {
  name(column: string): string;
  text(value: string): string;
  readonly length: string;
}

/** As MariaDB prints it: few parentheses, backticks and backslashes. */
export const mysqlSpelling: Spelling = {
  name: (column) => `\`${column}\``,
  text: (value) => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
  length: "char_length",
};

/** As somebody wrote it. */
export const sqliteSpelling: Spelling = {
  name: (column) => (column.includes('"') ? `[${column}]` : column.toUpperCase()),
  text: (value) => `'${value.replaceAll("'", "''")}' /* ' */`,
  length: "LENGTH",
};

export function plainText(condition: Condition, spelling: Spelling): string {
  const side = ({ column, isLength }: Side) =>
    isLength ? `${spelling.length}(${spelling.name(column)})` : spelling.name(column);
  switch (condition.kind) {
    case "compare":
      return comparison(condition, side(condition.of), `${condition.value}`);
    case "between":
      return `${side(condition.of)} between ${condition.low} and ${condition.high}`;
    case "numbers":
      return `${spelling.name(condition.column)} in (${condition.values.join(",")})`;
    case "texts":
      return `${spelling.name(condition.column)} in (${condition.values.map(spelling.text).join(",")})`;
    case "null":
      return `${spelling.name(condition.column)} is null`;
    case "not":
      return `not (${plainText(condition.part, spelling)})`;
    case "sum":
      return `${spelling.name(condition.column)} + 1 > ${condition.value}`;
    default:
      return condition.parts.map((part) => partText(condition.kind, part, spelling)).join(` ${condition.kind} `);
  }
}

/** Only what binds less needs parentheses. */
function partText(outer: string, part: Condition, spelling: Spelling): string {
  const text = plainText(part, spelling);
  return outer === "and" && part.kind === "or" ? `(${text})` : text;
}

export function spell(condition: Condition, dialect: CheckDialect): string {
  if (dialect === "postgres") return postgresText(condition);
  return plainText(condition, dialect === "mysql" ? mysqlSpelling : sqliteSpelling);
}

/** SQLite takes any of these, whatever they mean: a text in which a reader that gets precedence wrong sees conditions where none are. */
export function randomSoup(random: Random, depth = 3): string {
  let text = randomOperand(random, depth);
  for (let left = random.below(4); left > 0; left--) text += ` ${randomTail(random, depth)}`;
  return text;
}

const operators = [
  "AND",
  "AND",
  "AND",
  "OR",
  "=",
  "==",
  "<>",
  "<",
  "<=",
  ">",
  ">=",
  "+",
  "-",
  "||",
  "IS",
  "IS NOT",
  "*",
  "|",
];

function randomTail(random: Random, depth: number): string {
  const list = () => Array.from({ length: 1 + random.below(2) }, () => randomOperand(random, 0)).join(", ");
  switch (random.below(8)) {
    case 0:
      return `${random.pick(["", "NOT "])}BETWEEN ${randomOperand(random, depth - 1)} AND ${randomOperand(random, depth - 1)}`;
    case 1:
      return `${random.pick(["", "NOT "])}IN (${list()})`;
    case 2:
      return random.pick(["IS NULL", "NOTNULL", "ISNULL", "COLLATE NOCASE"]);
    default:
      return `${random.pick(operators)} ${randomOperand(random, depth)}`;
  }
}

function randomOperand(random: Random, depth: number): string {
  const inner = () => randomSoup(random, depth - 1);
  switch (random.below(depth > 0 ? 14 : 10)) {
    case 0:
    case 1:
    case 2:
      return random.pick(["a", "b", '"A"', "[b]"]);
    case 3:
      return random.pick(["s", "length(s)", "'x'", "''", '"y"']);
    case 4:
    case 5:
    case 6:
      return `${random.below(7) - 3}`;
    case 7:
      return `${random.pick(["a", "b", "length(s)"])} ${random.pick(["<", ">", "<=", ">=", "=", "<>"])} ${random.below(5) - 2}`;
    case 8:
      return random.pick(["NULL", "1.5", "+1", "- -1", "-a", "~b", "NOT a"]);
    case 9:
      return random.pick(["s = 'x'", "s IN ('x', 'y')", "a IN (1, 2)", "a IS NULL", "s <> ''", "b BETWEEN -1 AND 2"]);
    case 10:
      return `CASE WHEN ${inner()} THEN ${inner()} ELSE ${inner()} END`;
    case 11:
      return `NOT ${inner()}`;
    default:
      return `(${inner()})`;
  }
}
