/** Fake data that fits a column: its type, its length, its limits, its enum, and its uniqueness. */
import { enumOf } from "./_casts.ts";
import type { PhpFile } from "./_file.ts";
import type { Column, Limits, Table } from "./_types.ts";

/** What Faker makes for a name, and how many characters that takes at most. */
const named: readonly (readonly [pattern: RegExp, call: string, most: number])[] = [
  [/e_?mail/, "safeEmail()", 50],
  [/^first_?name$/, "firstName()", 30],
  [/^(?:last_?name|surname)$/, "lastName()", 30],
  [/^(?:full_?)?name$/, "name()", 60],
  [/phone|^fax$/, "phoneNumber()", 30],
  [/^city$/, "city()", 40],
  [/^country$/, "country()", 70],
  [/^(?:postal_?code|zip(?:_?code)?)$/, "postcode()", 12],
  [/^(?:street_?)?address$/, "streetAddress()", 60],
  [/^(?:url|website|homepage)$/, "url()", 120],
];

/** Expression of PHP; `undefined` where there is no telling what the column takes. */
export function fakeValue(column: Column, table: Table, file: PhpFile): string | undefined {
  const { php } = file.it;
  if (column.array !== undefined) return "'{}'";
  const enumClass = enumOf(column, file);
  if (enumClass !== undefined) return `$this->faker->randomElement(${enumClass}::cases())`;
  const values = column.values ?? column.limits?.values;
  if (values !== undefined && values.length > 0) return faker(column, `randomElement(${php.literal(values)})`);
  return madeUp(column, table, file);
}

function faker({ isUnique }: Column, call: string): string {
  return `$this->faker->${isUnique ? "unique()->" : ""}${call}`;
}

function madeUp(column: Column, table: Table, { it }: PhpFile): string | undefined {
  switch (column.kind) {
    case "boolean":
      return faker(column, "boolean()");
    case "integer":
    case "bigint":
      return faker(column, `numberBetween(${integerRange(column).join(", ")})`);
    case "decimal":
    case "float":
      return faker(column, `randomFloat(${decimalRange(column).join(", ")})`);
    case "string":
      return text(column, it.php.literal);
    case "uuid":
      return faker(column, "uuid()");
    case "date":
      return faker(column, "date()");
    case "datetime":
    case "timestamp":
      return faker(column, "dateTimeBetween('-5 years')");
    case "time":
      return faker(column, "time()");
    case "json":
      return "[]";
    case "binary":
      return faker(column, lexify(Math.min(column.length ?? 8, 8)));
    case "bits":
      return table.dialect === "postgres" ? `'${"0".repeat(Math.min(column.length ?? 1, 64))}'` : "0";
    case "interval":
      return "'1 day'";
    default:
      return undefined;
  }
}

/** What fits any integer of so many bytes, signed; years are those of MySQL. */
function integerRange({ typeName, bytes = 4, limits = {} }: Column): readonly [number, number] {
  const most = Math.min(2 ** (8 * Math.min(bytes, 4) - 1) - 1, 2_147_483_647);
  if (typeName === "year") return [1970, 2069];
  return bounded(limits, 0, most, 1);
}

function decimalRange({ precision, scale, limits = {} }: Column): readonly [number, number, number] {
  const digits = scale ?? 2;
  const most = precision === undefined ? 1000 : Math.min(10 ** Math.max(0, precision - digits) - 1, 9999);
  return [digits, ...bounded(limits, 0, most, 10 ** -digits)];
}

/** The range, moved to where checks allow it. */
function bounded(limits: Limits, low: number, high: number, step: number): readonly [number, number] {
  const least = limits.min ?? (limits.exclusiveMin === undefined ? undefined : limits.exclusiveMin + step);
  const most = limits.max ?? (limits.exclusiveMax === undefined ? undefined : limits.exclusiveMax - step);
  const from = least ?? Math.min(low, most ?? low);
  return [from, most ?? Math.max(high, from)];
}

const networkTypes: ReadonlyMap<string, string> = new Map([
  ["inet", "ipv4()"],
  ["cidr", "ipv4()"],
  ["inet4", "ipv4()"],
  ["inet6", "ipv6()"],
  ["macaddr", "macAddress()"],
]);

/** Faker makes no text below five characters. */
function text(column: Column, literal: (value: unknown) => string): string {
  const network = networkTypes.get(column.typeName);
  if (network !== undefined) return faker(column, network);
  if (column.typeName === "xml") return literal("<x/>");
  const { minLength = 0, maxLength = 200 } = column.limits ?? {};
  const length = Math.max(Math.min(column.length ?? 200, maxLength, 200), 1);
  if (column.isUnique || minLength > 0 || length < 5)
    return faker(column, lexify(Math.min(length, Math.max(minLength, 16))));
  const call = named.find(([pattern, , most]) => most <= length && pattern.test(column.name.toLowerCase()))?.[1];
  return faker(column, call ?? `text(${length})`);
}

function lexify(length: number): string {
  return `lexify('${"?".repeat(length)}')`;
}
