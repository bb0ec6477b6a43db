/**
 * The values of `enum('a','b''c')` and `set('a','b')`, the types of MySQL and MariaDB, as COLUMN_TYPE spells them: quotes doubled,
 * and backslash, NUL, line feed and carriage return behind a backslash, whatever `sql_mode` says.
 */
import { readQuoted, unescapeMysql } from "./quoted-text.ts";

/** The values in their order; none for any other type, and none for a list that is not whole. */
export function enumValues(type: string): readonly string[] {
  const head = /^\s*(?:enum|set)\s*\(\s*/i.exec(type);
  if (head === null) return [];
  const values: string[] = [];
  for (let at = head[0].length; type.charAt(at) === "'"; ) {
    const quoted = readQuoted(type, at, unescapeMysql);
    if (quoted === undefined) return [];
    values.push(quoted.value);
    at = skipSpace(type, quoted.end);
    if (type.charAt(at) === ")") return values;
    if (type.charAt(at) !== ",") return [];
    at = skipSpace(type, at + 1);
  }
  return [];
}

function skipSpace(type: string, from: number): number {
  let at = from;
  while (type.charAt(at) === " ") at += 1;
  return at;
}
