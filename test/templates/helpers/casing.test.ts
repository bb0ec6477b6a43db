import { describe, expect, test } from "bun:test";
import { helper as casing } from "#templates/helpers/casing.ts";

describe("words", () => {
  test.each([
    ["listPets", ["list", "Pets"]],
    ["listHTTPServers_v2", ["list", "HTTP", "Servers", "v2"]],
    ["userIDs", ["user", "IDs"]],
    ["APIs", ["APIs"]],
    ["repos/get-content", ["repos", "get", "content"]],
    ["GrößeÄndern", ["Größe", "Ändern"]],
    ["the user's name", ["the", "users", "name"]],
    ["", []],
    ["--", []],
  ])("%j is %j", (name, words) => {
    expect(casing.words(name)).toEqual(words);
  });
});

describe("spellings", () => {
  test.each([
    ["list pets", "listPets", "ListPets", "list-pets", "list_pets", "LIST_PETS"],
    ["HTTPServer", "httpServer", "HttpServer", "http-server", "http_server", "HTTP_SERVER"],
    ["v1 1", "v1_1", "V1_1", "v1-1", "v1_1", "V1_1"],
    ["2fa", "2fa", "2fa", "2fa", "2fa", "2FA"],
  ])("%j has one spelling in each style", (name, camel, pascal, kebab, snake, constant) => {
    const { camel: toCamel, pascal: toPascal, kebab: toKebab, snake: toSnake, constant: toConstant } = casing;
    expect([toCamel(name), toPascal(name), toKebab(name), toSnake(name), toConstant(name)]).toEqual([
      camel,
      pascal,
      kebab,
      snake,
      constant,
    ]);
  });

  test("composed and decomposed letters give the same name", () => {
    expect(casing.camel("gro\u0308sse")).toBe(casing.camel("grösse"));
  });

  test("acronyms stay capitals in titles and sentences", () => {
    expect(casing.title("listHTTPServers")).toBe("List HTTP Servers");
    expect(casing.sentence("listHTTPServers")).toBe("List HTTP servers");
    expect(casing.capital("éa b")).toBe("Éa b");
  });
});

describe("numbers of nouns", () => {
  test.each([
    ["category", "categories"],
    ["pet", "pets"],
    ["key", "keys"],
    ["box", "boxes"],
    ["branch", "branches"],
    ["address", "addresses"],
    ["status", "statuses"],
    ["analysis", "analyses"],
    ["person", "people"],
    ["response", "responses"],
    ["case", "cases"],
    ["userId", "userIds"],
    ["stepChild", "stepChildren"],
    ["human", "humans"],
    ["metadata", "metadata"],
  ])("%s and %s", (one, many) => {
    expect(casing.plural(one)).toBe(many);
    expect(casing.singular(many)).toBe(one);
    expect(casing.plural(many)).toBe(many);
    expect(casing.singular(one)).toBe(one);
  });
});
