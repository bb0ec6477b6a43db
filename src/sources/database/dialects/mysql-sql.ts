/**
 * SQL as MySQL and MariaDB print it (expressions, definitions of views), brought to one spelling whatever the database is called.
 * The server prints every name in backquotes and every text in single quotes, under the settings that mysql-server.ts makes, so that
 * a name is told from a word or a text without parsing more.
 */

/** Which names databases have in the result: the one that an expression belongs to is left out of it. */
export interface Naming {
  /** The database that the expression is of. */
  readonly own: string;
  /** What the result calls a database. */
  schemaOf(database: string): string;
}

/** A text, a name, a word, white space, or any other character. */
const tokenPattern = /'(?:[^'\\]|\\.|'')*'|`(?:[^`]|``)*`|[\p{L}\p{N}_$@]+|\s+|./gsu;

/** Words before the name of a table or sequence, so that what qualifies it is a database. */
const beforeTable = /^(?:from|join|straight_join|nextval|lastval|setval)$/i;

/**
 * The expression without its own database as a qualifier, and with others under the name they have in the result.
 * Only a qualifier is touched: an alias, a column or a text may be called like the database.
 */
export function respell(sql: string, naming: Naming): string {
  if (!sql.includes("`.`")) return sql;
  const tokens = sql.match(tokenPattern) ?? [];
  let text = "";
  for (let at = 0; at < tokens.length; ) {
    const end = endOfChain(tokens, at);
    const chain = tokens.slice(at, end);
    text += (hasDatabase(tokens, at, end) ? requalified(chain, naming) : chain).join("");
    at = end;
  }
  return text;
}

/** The condition or expression without the parentheses that MySQL puts around the whole of it. */
export function withoutParentheses(sql: string): string {
  if (!sql.startsWith("(") || !sql.endsWith(")")) return sql;
  const tokens = sql.match(tokenPattern) ?? [];
  let depth = 0;
  const closesAt = tokens.findIndex((token) => {
    depth += token === "(" ? 1 : token === ")" ? -1 : 0;
    return depth === 0;
  });
  return closesAt === tokens.length - 1 ? withoutParentheses(sql.slice(1, -1)) : sql;
}

/** MySQL escapes expressions once more before it shows them: `_utf8mb4\'a\'`. The first quote tells whether it did. */
export function unescaped(expression: string): string {
  if (expression[expression.indexOf("'") - 1] !== "\\") return expression;
  return expression.replace(/\\(.)/gs, (_, character: string) => unescapes[character] ?? character);
}

/** A bare value as the SQL of a text, escaped as MariaDB shows it. */
export function quotedText(value: string): string {
  return `'${value.replace(/['\\\0\n\r]/g, (character) => escapes[character] ?? character)}'`;
}

export function quotedName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

const unescapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", "0": "\0" };
const escapes: Readonly<Record<string, string>> = { "'": "''", "\\": "\\\\", "\0": "\\0", "\n": "\\n", "\r": "\\r" };

/** Where the names that begin at `at`, joined by dots, end; a token that is no name stands alone. */
function endOfChain(tokens: readonly string[], at: number): number {
  if (!tokens[at]?.startsWith("`")) return at + 1;
  let end = at + 1;
  while (tokens[end] === "." && tokens[end + 1]?.startsWith("`")) end += 2;
  return end;
}

/** `database.table.column`, or two names where a table or a function is expected; else two names are `table.column`. */
function hasDatabase(tokens: readonly string[], at: number, end: number): boolean {
  const names = (end - at + 1) / 2;
  if (names === 2) return tokens[end] === "(" || beforeTable.test(wordBefore(tokens, at));
  return names === 3;
}

function wordBefore(tokens: readonly string[], at: number): string {
  let before = at - 1;
  while (tokens[before] === "(" || tokens[before]?.trim() === "") before--;
  return tokens[before] ?? "";
}

function requalified([first = "", ...rest]: readonly string[], { own, schemaOf }: Naming): readonly string[] {
  const database = first.slice(1, -1).replaceAll("``", "`");
  return database === own ? rest.slice(1) : [quotedName(schemaOf(database)), ...rest];
}
