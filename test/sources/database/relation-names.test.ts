/** What relations are called: by their key alone, and by more only where names meet. */
import { describe, expect, test } from "bun:test";
import { belongsToName, RelationNames, roleOf, throughName, wayBackName } from "#sources/database/relation-names.ts";
import { foreignKeyOf } from "./support/schema-builder.ts";

const first = ([name]: Iterable<string>) => name;

describe("a key calls the row that it points to", () => {
  test.each([
    ["film_id -> film(film_id)", "film", "film"],
    ["FilmId -> Film(FilmId)", "Film", "film"],
    ["film_uuid -> film(id)", "film", "film"],
    ["id_film -> film(id)", "film", "film"],
    ["fk_film -> film(id)", "film", "film"],
    ["original_language_id -> language(language_id)", "original language", "originalLanguage"],
    ["manager_staff_id -> staff(staff_id)", "manager staff", "managerStaff"],
    ["SupportRepId -> Employee(EmployeeId)", "Support Rep", "supportRep"],
    ["parent -> category(id)", "parent", "parentCategory"],
    ["film -> film(id)", "film", "filmRecord"],
    ["id -> film(id)", "id", "idFilm"],
    ["country_code -> country(code)", "country", "country"],
    ["a_id b_id -> line(x y)", "", "line"],
    ["tenant_id author_id -> user(tenant_id id)", "author", "author"],
    ["created_by -> user(id)", "created by", "createdByUser"],
  ])("%s: %j", (words, role, name) => {
    const key = foreignKeyOf(words);
    expect(roleOf(key).join(" ")).toBe(role);
    expect(first(belongsToName(key))).toBe(name);
  });
});

describe("the way back is called after the table it leads to", () => {
  test.each([
    ["film_id -> film(film_id)", "inventory", "inventory", "inventories"],
    ["films_id -> films(id)", "order_line", "orderLine", "orderLines"],
    ["original_language_id -> language(language_id)", "film", "originalLanguageFilm", "originalLanguageFilms"],
    ["parent_id -> category(id)", "category", "parentCategory", "parentCategories"],
    ["person_id -> people(id)", "people", "person", "people"],
    ["x_id -> film(id)", "$$$", "xRecord", "xRecords"],
    ["film_id -> film(id)", "CATEGORY", "category", "categories"],
  ])("%s from %s: %s, %s", (words, from, one, many) => {
    const key = foreignKeyOf(words);
    expect(first(wayBackName(key, from, true))).toBe(one);
    expect(first(wayBackName(key, from, false))).toBe(many);
  });
});

describe("the way through a pivot is called after the rows at its end", () => {
  test.each([
    ["actor_id -> actor(id)", "actors"],
    ["follower_id -> user(id)", "followers"],
    ["followed_id -> user(id)", "followedUsers"],
    ["following_id -> user(id)", "followingUsers"],
    ["tenant_id tag_id -> tag(tenant_id id)", "tags"],
    ["category_id -> categories(id)", "categories"],
    ["x y -> order_line(x y)", "orderLines"],
  ])("%s: %s", (words, name) => {
    expect(first(throughName(foreignKeyOf(words), "pivot"))).toBe(name);
  });
});

describe("names are given out once", () => {
  test("the second comer takes the next of its proposals, then a number", () => {
    const names = new RelationNames([]);
    const proposals = ["films", "filmsByActorId"];
    expect([1, 2, 3, 4].map(() => names.take(proposals))).toEqual([
      "films",
      "filmsByActorId",
      "filmsByActorId2",
      "filmsByActorId3",
    ]);
  });

  test("the columns have theirs already, whatever the spelling", () => {
    const names = new RelationNames(["order_lines", "Film"]);
    expect(names.take(["orderLines", "orderLinesByX"])).toBe("orderLinesByX");
    expect(names.take(["film"])).toBe("film2");
  });

  test("no name is empty", () => {
    expect(new RelationNames([]).take(["", "record"])).toBe("record");
  });
});
