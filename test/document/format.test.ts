import { expect, test } from "bun:test";
import { formatByEnding, formatOf, isRecordFormat } from "#document/format.ts";
import { bytesOf } from "./support.ts";

test("the ending of a name says the format, whatever its case", () => {
  const formats = ["a.json", "a.YAML", "b/a.yml", "a.toml", "a.csv", "a.tsv", "a.ndjson", "a.jsonl"].map((path) =>
    formatOf(path),
  );
  expect(formats).toEqual(["json", "yaml", "yaml", "toml", "csv", "tsv", "ndjson", "ndjson"]);
});

test("without a known ending the first character tells JSON from YAML", () => {
  expect(formatOf("spec", bytesOf(' \n {"a": 1}'))).toBe("json");
  expect(formatOf("spec", bytesOf("\ufeff[1]"))).toBe("json");
  expect(formatOf("spec.txt", bytesOf("a: 1"))).toBe("yaml");
  expect(formatOf("a.json/spec", bytesOf(""))).toBe("yaml");
  expect(formatOf("spec")).toBe("yaml");
});

test("an unknown ending names no format", () => {
  expect(formatByEnding("a.xml")).toBeUndefined();
  expect(formatByEnding("json")).toBeUndefined();
});

test("lists of records are told from documents", () => {
  expect(["csv", "tsv", "ndjson", "json", "yaml", "toml"].map((format) => isRecordFormat(format as "csv"))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
