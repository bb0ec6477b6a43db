/** Names as they are found in databases, in English and in none. */
import { describe, expect, test } from "bun:test";
import { camel, pascal, plural, singular, words } from "#model/names.ts";

describe("the plural and the singular of a name", () => {
  const pairs: readonly (readonly [one: string, many: string])[] = [
    ["film", "films"],
    ["Film", "Films"],
    ["FILM", "FILMs"],
    ["CATEGORY", "CATEGORIES"],
    ["ORDER_STATUS", "ORDER_STATUSES"],
    ["PERSON", "PEOPLE"],
    ["category", "categories"],
    ["country", "countries"],
    ["currency", "currencies"],
    ["soliloquy", "soliloquies"],
    ["survey", "surveys"],
    ["address", "addresses"],
    ["process", "processes"],
    ["class", "classes"],
    ["boss", "bosses"],
    ["status", "statuses"],
    ["order_status", "order_statuses"],
    ["campus", "campuses"],
    ["bonus", "bonuses"],
    ["bus", "buses"],
    ["menu", "menus"],
    ["cause", "causes"],
    ["clause", "clauses"],
    ["abuse", "abuses"],
    ["warehouse", "warehouses"],
    ["use", "uses"],
    ["case", "cases"],
    ["purchase", "purchases"],
    ["lease", "leases"],
    ["release", "releases"],
    ["expense", "expenses"],
    ["license", "licenses"],
    ["response", "responses"],
    ["phase", "phases"],
    ["course", "courses"],
    ["resource", "resources"],
    ["database", "databases"],
    ["knowledge_base", "knowledge_bases"],
    ["codebase", "codebases"],
    ["analysis", "analyses"],
    ["diagnosis", "diagnoses"],
    ["hypothesis", "hypotheses"],
    ["thesis", "theses"],
    ["axis", "axes"],
    ["tax", "taxes"],
    ["box", "boxes"],
    ["mailbox", "mailboxes"],
    ["index", "indices"],
    ["matrix", "matrices"],
    ["branch", "branches"],
    ["match", "matches"],
    ["wish", "wishes"],
    ["cache", "caches"],
    ["size", "sizes"],
    ["prize", "prizes"],
    ["quiz", "quizzes"],
    ["waltz", "waltzes"],
    ["lens", "lenses"],
    ["canvas", "canvases"],
    ["gas", "gases"],
    ["alias", "aliases"],
    ["invoice", "invoices"],
    ["invoice_line", "invoice_lines"],
    ["OrderLine", "OrderLines"],
    ["person", "people"],
    ["salesperson", "salespeople"],
    ["child", "children"],
    ["grandchild", "grandchildren"],
    ["woman", "women"],
    ["human", "humans"],
    ["specimen", "specimens"],
    ["movie", "movies"],
    ["cookie", "cookies"],
    ["calorie", "calories"],
    ["selfie", "selfies"],
    ["pie", "pies"],
    ["tie", "ties"],
    ["property", "properties"],
    ["leaf", "leaves"],
    ["shelf", "shelves"],
    ["bookshelf", "bookshelves"],
    ["life", "lives"],
    ["guru", "gurus"],
    ["olive", "olives"],
    ["wife", "wives"],
    ["archive", "archives"],
    ["objective", "objectives"],
    ["reserve", "reserves"],
    ["wolf", "wolves"],
    ["valve", "valves"],
    ["hero", "heroes"],
    ["photo", "photos"],
    ["video", "videos"],
    ["shoe", "shoes"],
    ["key", "keys"],
    ["day", "days"],
    ["employee", "employees"],
    ["staff", "staff"],
    ["news", "news"],
    ["series", "series"],
    ["species", "species"],
    ["metadata", "metadata"],
    ["media_type", "media_types"],
    ["medium", "media"],
    ["criterion", "criteria"],
    ["user2", "user2s"],
    ["größe", "größes"],
    ["日本", "日本s"],
  ];

  test.each(pairs)("%s and %s lead to one another, and each stays as it is", (one, many) => {
    expect(plural(one)).toBe(many);
    expect(singular(many)).toBe(one);
    expect(plural(many)).toBe(many);
    expect(singular(one)).toBe(one);
  });

  test.each([
    ["persons", "person"],
    ["indexes", "index"],
    ["matrixes", "matrix"],
    ["heros", "hero"],
    ["fishes", "fish"],
    ["CATEGORIES", "CATEGORY"],
    ["FILMS", "FILM"],
  ])("%s stays as it is, though another plural of %s is known", (many, one) => {
    expect(plural(many)).toBe(many);
    expect(singular(many)).toBe(one);
  });

  test("nothing has no plural", () => {
    expect([plural(""), singular("")]).toEqual(["", ""]);
  });

  test("a long name takes no longer than it is", () => {
    const start = performance.now();
    for (const end of ["s", "ies", "_", "uses", "Ies"]) singular(plural("a_B".repeat(20_000) + end));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("the words of a column or table", () => {
  test.each([
    ["film_id", "film id"],
    ["FilmId", "Film Id"],
    ["filmID", "film ID"],
    ["__proto__", "proto"],
    ["order-line", "order line"],
    ["Order Line", "Order Line"],
    ["tbl_Order", "tbl Order"],
    ["user.name", "user name"],
    ["$$$", ""],
    ["naïve_café", "naïve café"],
  ])("%s is %j", (name, spaced) => {
    expect(words(name).join(" ")).toBe(spaced);
  });

  test.each(["CATEGORY", "ADDRESS", "FILM", "API", "PERSON", "userID"])(
    "%s and its plural have as many words",
    (name) => {
      expect(words(plural(name)).length).toBe(words(name).length);
      expect(words(singular(plural(name))).length).toBe(words(name).length);
    },
  );

  test("camel and pascal case say the same twice", () => {
    for (const name of ["film_id", "FilmID", "HTTPServer", "a1_2b", "ORDER_LINE", "日本_国"]) {
      expect(camel(camel(name))).toBe(camel(name));
      expect(pascal(camel(name))).toBe(pascal(name));
    }
  });
});
