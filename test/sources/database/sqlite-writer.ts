/** A program that has a SQLite file open: runs each line of its input as a statement, and says `done`. Started by sqlite-file.test.ts. */
import { Database } from "bun:sqlite";

const database = new Database(process.argv[2]);
for await (const line of console) {
  database.prepare(line).all();
  console.log("done");
}
