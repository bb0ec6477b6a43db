/**
 * A script as its statements. A semicolon ends one, but for those in strings and comments and those inside a trigger, which ends with
 * `; END ;`. What migration tools keep in the same file to undo it is left out.
 */
import type { Token } from "./sqlite-ddl-tokens.ts";
import { keyword, tokenAt } from "./sqlite-ddl-tokens.ts";

export interface Statement {
  /** Of its first token; comments before it are not part of it. */
  readonly start: number;
  /** Where its semicolon is, or the text ends. */
  readonly end: number;
  /** Its first tokens, which say what it does: an INSERT may have a million of them. */
  readonly head: readonly Token[];
  /** The last token; a dump keeps the text of a virtual table there. */
  readonly tail: readonly Token[];
}

/** `CREATE UNIQUE INDEX IF NOT EXISTS main.name ON table` has nine. */
const headLength = 12;
/** `'…')` */
const tailLength = 2;

/** The statements in order; an empty one is none. */
export function* statementsOf(sql: string): Generator<Statement> {
  let open = new OpenStatement(sql);
  let isUndoing = false;
  for (let token = tokenAt(sql, 0); token !== undefined; token = tokenAt(sql, token.end)) {
    if (token.kind === "comment") {
      if (open.isEmpty) isUndoing = sectionOf(sql.slice(token.start, token.end)) ?? isUndoing;
    } else if (!open.endsWith(token)) open.add(token);
    else {
      if (!open.isEmpty && !isUndoing) yield open.finish(token.start);
      open = new OpenStatement(sql);
    }
  }
  if (!open.isEmpty && !isUndoing) yield open.finish(sql.length);
}

class OpenStatement {
  readonly #sql: string;
  readonly #head: Token[] = [];
  #tail: Token[] = [];

  constructor(sql: string) {
    this.#sql = sql;
  }

  get isEmpty(): boolean {
    return this.#head.length === 0;
  }

  add(token: Token): void {
    if (this.#head.length < headLength) this.#head.push(token);
    this.#tail = [...this.#tail.slice(1 - tailLength), token];
  }

  endsWith(token: Token): boolean {
    if (token.kind !== "mark" || this.#sql[token.start] !== ";") return false;
    if (!this.#isTrigger()) return true;
    const [before, last] = this.#tail;
    return keyword(this.#sql, last) === "END" && keyword(this.#sql, before) === ";";
  }

  finish(end: number): Statement {
    return { start: this.#head[0]?.start ?? end, end, head: this.#head, tail: this.#tail };
  }

  #isTrigger(): boolean {
    const [first, second, third] = this.#head.slice(0, 3).map((token) => keyword(this.#sql, token));
    return first === "CREATE" && (second === "TRIGGER" || (/^TEMP(ORARY)?$/.test(second ?? "") && third === "TRIGGER"));
  }
}

/** The marks of dbmate, goose, sql-migrate, micrate and MyBatis: `-- migrate:down`, `-- +goose Down`, `--//@UNDO`. */
const sections = /^--\s*(?:migrate:|\+(?:goose|migrate|micrate)\s+)(up|down)\b|^--\s*\/\/\s*@(undo)\b/i;

/** Whether a comment begins the part that undoes a migration, or ends it; `undefined` for all others. */
function sectionOf(comment: string): boolean | undefined {
  const section = sections.exec(comment);
  if (section === null) return undefined;
  return section[1]?.toLowerCase() !== "up";
}
