import { expect, test } from "bun:test";
import { splitStatements } from "../../support/mariadb.ts";

test("a script is split where its delimiter stands, and nowhere in texts, names and comments", () => {
  const script = `-- a; comment
    INSERT INTO t VALUES ('a;b', "c;''d", 'it''s; \\' x'); # and; another
    /* one; more */ SELECT \`x;y\`;
DELIMITER //
    CREATE TRIGGER a BEGIN SET x = 1; END //
DELIMITER ;
    SELECT 2 --1
    `;
  expect(splitStatements(script)).toEqual([
    "INSERT INTO t VALUES ('a;b', \"c;''d\", 'it''s; \\' x')",
    "SELECT `x;y`",
    "CREATE TRIGGER a BEGIN SET x = 1; END",
    "SELECT 2 --1",
  ]);
});
