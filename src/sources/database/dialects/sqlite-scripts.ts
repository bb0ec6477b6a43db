/**
 * The schema that SQL scripts make, run against an empty database in memory that never touches a disk. Which statements are run, and that
 * none of them can take for ever, is the matter of sqlite-statements.ts; how much they may do in all is bounded here.
 */
import { Database, SQLiteError } from "bun:sqlite";
import { placeAt } from "#document/place.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { DatabaseSchema } from "../schema.ts";
import type { Statement } from "../sqlite-ddl-statements.ts";
import { statementsOf } from "../sqlite-ddl-statements.ts";
import { keyword } from "../sqlite-ddl-tokens.ts";
import { introspectSqlite } from "./sqlite.ts";
import { createTableAs } from "./sqlite-create-as.ts";
import { actionFor, subjectOf } from "./sqlite-statements.ts";

export interface SqlScript {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

/**
 * Runs the scripts one after the other. Throws SpecmillError at the first statement that fails; what can be left out is a warning.
 * `maxWork` is for tests.
 */
export function runSqlScripts(
  scripts: readonly SqlScript[],
  report: (problem: Diagnostic) => void = () => {},
  maxWork = workLimit,
): DatabaseSchema {
  const database = new Database(":memory:");
  try {
    // Temporary tables stay in memory as well; and should a statement find a way to make rows, it runs out of pages.
    database.run("pragma temp_store = memory");
    database.run(`pragma max_page_count = ${maxPages}`);
    const runner = new ScriptRunner(database, report, maxWork);
    for (const script of scripts) runner.runScript(script);
    return introspectSqlite((text) => database.prepare(text).all() as object[]);
  } finally {
    database.close();
  }
}

/** 256 MiB. */
const maxPages = 65_536;

/**
 * SQLite reads the whole schema again for each ALTER, about 70 ns a character, and looks through its names for each CREATE. A thousand
 * migrations of a schema of a thousand tables are half of this; a script that is made to take hours ends after a minute.
 */
const workLimit = 1_000_000_000;
const createShare = 20;

class ScriptRunner {
  readonly #database: Database;
  readonly #report: (problem: Diagnostic) => void;
  readonly #maxWork: number;
  #characters = 0;
  #work = 0;
  #hasVirtualTables = false;

  constructor(database: Database, report: (problem: Diagnostic) => void, maxWork: number) {
    this.#database = database;
    this.#report = report;
    this.#maxWork = maxWork;
  }

  runScript(script: SqlScript): void {
    for (const statement of statementsOf(script.text)) this.#runStatement(script, statement);
    // A transaction that the script left open would swallow the next one.
    if (this.#database.inTransaction) this.#database.run("commit");
  }

  #runStatement(script: SqlScript, statement: Statement): void {
    const { text } = script;
    const action = actionFor(text, statement);
    if (action.do === "skip") return;
    if (action.do === "refuse") throw failure(script, statement, refusal(text, statement));
    this.#spend(script, statement);
    try {
      if (action.do === "create-as") createTableAs(this.#database, action.header, action.query);
      else if (action.do === "create-virtual") this.#createVirtual(script, statement, action.sql);
      else if (action.do === "compile") this.#compile(script, statement);
      else this.#runOwn(script, statement);
    } catch (problem) {
      if (!(problem instanceof SQLiteError)) throw problem;
      throw failure(
        script,
        statement,
        problem.message,
        action.do === "run" ? offsetOf(text, statement, problem) : undefined,
      );
    }
  }

  /** Only the first statement of a text is compiled, so that nothing can hide behind it. */
  #runOwn(script: SqlScript, statement: Statement): void {
    const { table, isMade } = this.#hasVirtualTables ? subjectOf(script.text, statement) : { isMade: false };
    if (table !== undefined && this.#isShadow(table)) {
      // A dump makes them once more, behind the virtual table that has made them.
      if (isMade) return;
      throw failure(script, statement, `\`${table}\` belongs to a virtual table and may not be altered`);
    }
    this.#database.prepare(script.text.slice(statement.start, statement.end)).run();
  }

  #compile(script: SqlScript, statement: Statement): void {
    this.#database.prepare(script.text.slice(statement.start, statement.end));
    throw failure(script, statement, refusal(script.text, statement));
  }

  /** Modules that are not built in (`vec0`, `spatialite`) cannot be loaded from a script; the rest of the schema can be read. */
  #createVirtual(script: SqlScript, statement: Statement, sql: string): void {
    try {
      this.#database.prepare(sql).run();
      this.#hasVirtualTables = true;
    } catch (problem) {
      if (!(problem instanceof SQLiteError) || !problem.message.startsWith("no such module")) throw problem;
      const place = placeAt(script.file, script.text, statement.start, { length: statement.end - statement.start });
      this.#report(warning("database/sql", `a virtual table is left out: ${problem.message}`, { place }));
    }
  }

  /** The tables behind a virtual table are the only ones with rows, over which an index or a check could compute what it likes. */
  #isShadow(name: string): boolean {
    const query = "select 1 from pragma_table_list(?1) where schema = 'main' and type = 'shadow'";
    return this.#database.prepare(query).get(name) !== null;
  }

  #spend(script: SqlScript, { start, end, ...statement }: Statement): void {
    const first = keyword(script.text, statement.head[0]);
    this.#work += first === "ALTER" ? this.#characters : this.#characters / createShare;
    if (first === "CREATE") this.#characters += end - start;
    if (this.#work > this.#maxWork)
      throw failure(script, { start, end, ...statement }, "the scripts change the schema too often to be run");
  }
}

function refusal(sql: string, { head }: Statement): string {
  return `\`${keyword(sql, head[0])}\` is not allowed in a script that makes a schema`;
}

/** SQLite counts the bytes up to the mistake. */
function offsetOf(sql: string, { start, end }: Statement, { byteOffset }: SQLiteError): number | undefined {
  if (byteOffset < 0) return undefined;
  const bytes = new TextEncoder().encode(sql.slice(start, end)).subarray(0, byteOffset);
  return start + new TextDecoder().decode(bytes).length;
}

function failure(
  { file, text }: SqlScript,
  { start, end }: Statement,
  message: string,
  offset?: number,
): SpecmillError {
  const place = placeAt(file, text, offset ?? start, { length: offset === undefined ? end - start : 1 });
  return new SpecmillError([error("database/sql", message, { place })]);
}
