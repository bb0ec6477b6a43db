import { describe, expect, test } from "bun:test";
import type { DataRecord } from "#document/records.ts";
import { parseRecord, readCsv, readNdjson } from "#document/records.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { bytesOf, inShort, limits, marked, seeded } from "./support.ts";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size);
}

interface Read {
  readonly records: DataRecord[];
  readonly problems: Diagnostic[];
  readonly columns: readonly string[];
}

async function read(
  kind: "csv" | "tsv" | "ndjson",
  content: string | Uint8Array,
  size = 1_000_000,
  caps = {},
): Promise<Read> {
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  const problems: Diagnostic[] = [];
  let columns: readonly string[] = [];
  const options = {
    file: `a.${kind}`,
    limits: { ...limits, ...caps },
    report: (problem: Diagnostic) => problems.push(problem),
  };
  const separator = kind === "tsv" ? ("\t" as const) : ("," as const);
  const csv = { ...options, separator, columns: (names: readonly string[]) => (columns = names) };
  const source = kind === "ndjson" ? readNdjson(pieces(bytes, size), options) : readCsv(pieces(bytes, size), csv);
  return { records: await Array.fromAsync(source), problems, columns };
}

const csv = '\ufeff"id",name,note\r\n1,Ann,"a, ""b""\r\nc"\r\n\r\n2,Böb 🙂,\r\n"3","",x"y\r\n';

describe("CSV", () => {
  test("has quotes, quoted line breaks, CRLF, a byte order mark and blank lines", async () => {
    const { records, problems, columns } = await read("csv", csv);
    expect(problems).toEqual([]);
    expect(columns).toEqual(["id", "name", "note"]);
    expect(records.map((record) => record.value)).toEqual([
      { id: "1", name: "Ann", note: 'a, "b"\r\nc' },
      { id: "2", name: "Böb 🙂", note: "" },
      { id: "3", name: "", note: 'x"y' },
    ]);
    expect(records.map((record) => [record.index, record.line])).toEqual([
      [0, 2],
      [1, 5],
      [2, 6],
    ]);
  });

  test("records are the same wherever the pieces are cut, and lie where they say", async () => {
    const bytes = bytesOf(csv);
    const whole = (await read("csv", csv)).records;
    for (let size = 1; size < bytes.length; size++) expect((await read("csv", csv, size)).records).toEqual(whole);
    const again = whole.map(({ start, end }) =>
      parseRecord(bytes.subarray(start, end), { columns: ["id", "name", "note"], separator: "," }),
    );
    expect(again).toEqual(whole.map((record) => record.value));
  });

  test("random fields survive quoting", async () => {
    const random = seeded(3);
    const alphabet = ["a", '"', ",", "\n", "\r\n", " ", "é", "\t", "'", ""];
    const field = () =>
      Array.from({ length: Math.floor(random() * 6) }, () => alphabet[Math.floor(random() * 10)]).join("");
    const quote = (text: string) =>
      /[",\r\n]/.test(text) || random() < 0.3 ? `"${text.replaceAll('"', '""')}"` : text;
    const rows = Array.from({ length: 300 }, (_, at) => [`k${at}`, field(), field(), field()]);
    const text = [["id", "b", "c", "d"], ...rows].map((row) => row.map(quote).join(",")).join("\n");
    const { records, problems } = await read("csv", text, 17);
    expect(problems).toEqual([]);
    expect(records.map((record) => Object.values(record.value as object))).toEqual(rows);
  });

  test("the last line needs no line break", async () => {
    expect((await read("csv", "a,b\n1,2")).records.map((record) => record.value)).toEqual([{ a: "1", b: "2" }]);
    expect((await read("csv", 'a\n"1"')).records.map((record) => record.value)).toEqual([{ a: "1" }]);
  });

  test("a header alone is no record", async () => {
    expect(await read("csv", "a,b\n")).toMatchObject({ records: [], problems: [], columns: ["a", "b"] });
  });

  test("columns named as a prototype is are own keys", async () => {
    const { records } = await read("csv", "__proto__,constructor\npolluted,x\n");
    expect(Object.entries(records[0]?.value as object)).toEqual([
      ["__proto__", "polluted"],
      ["constructor", "x"],
    ]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  const broken: readonly (readonly [string, string, string[]])[] = [
    [
      "a record with too few fields",
      "a,b\n1,2\n3\n4,5\n",
      [
        "document/syntax 3:1 this record has 1 field, and the first line names 2 | a field with a separator or a line break in it needs quotes",
      ],
    ],
    [
      "a record with too many, after a quoted line break",
      'a,b\n"1\n\n",2\n3,4,5\n',
      [
        "document/syntax 5:1 this record has 3 fields, and the first line names 2 | a field with a separator or a line break in it needs quotes",
      ],
    ],
    [
      "text after a closing quote",
      'a,b\n"x"y,2\n',
      ["document/syntax 2:4 there is text after a closing quote | a quote inside quotes is written twice"],
    ],
    ["a quote that is never closed", 'a,b\n1,"x\n2,y\n', ["document/syntax 2:3 a quote is never closed"]],
    [
      "a column without a name",
      "a,,b\n1,2,3\n",
      ["document/syntax 1:1 column 2 has no name | the first line names the columns"],
    ],
    [
      "a column twice",
      "a,b,a\n1,2,3\n",
      ["document/duplicate-key 1:1 the column `a` is there twice | the first line names the columns"],
    ],
  ];
  for (const [name, text, expected] of broken) {
    test(`${name} is told with its line`, async () => {
      const { problems } = await read("csv", text, 3);
      expect(problems.map(inShort)).toEqual(expected);
    });
  }

  test("the records around a broken one are kept", async () => {
    expect((await read("csv", "a,b\n1,2\n3\n4,5\n")).records.map((record) => record.index)).toEqual([0, 1]);
  });

  test("invalid UTF-8 is told with its line and its offset in the file", async () => {
    const bytes = new Uint8Array([...bytesOf("a,b\n1,2\nx,"), 0xff, 0x0a]);
    const { problems } = await read("csv", bytes, 4);
    expect(problems.map(inShort)).toEqual([
      "document/encoding 3:3 byte 0xff at offset 10 is not valid UTF-8 | save the file as UTF-8",
    ]);
  });

  test("of very many broken records twenty are shown and the rest counted", async () => {
    const { problems } = await read("csv", `a,b\n${"x\n".repeat(1000)}`);
    expect(problems).toHaveLength(21);
    expect(inShort(problems[20] as Diagnostic)).toBe("document/syntax - 980 more records of this file are broken");
  });

  test("a record that never ends stops the reading", async () => {
    const { problems, records } = await read("csv", `a,b\n1,2\n"${"x".repeat(5000)}`, 100, { documentBytes: 1000 });
    expect(records).toHaveLength(1);
    expect(problems.map(inShort)).toEqual([
      "source/too-large 3:1 a record has more than the 1000 bytes that `limits.documentBytes` allows | is a quote never closed, or is the file not a list of records?",
    ]);
  });
});

test("TSV is separated by tabs", async () => {
  const { records } = await read("tsv", 'a\tb\n1,5\t"x\ty"\n');
  expect(records.map((record) => record.value)).toEqual([{ a: "1,5", b: "x\ty" }]);
});

describe("NDJSON", () => {
  const text = '{"a":1}\n\n  \n[1,"\\n"]\r\n"é"\nnull\n3';

  test("has a value a line and skips blank lines", async () => {
    const { records, problems } = await read("ndjson", text);
    expect(problems).toEqual([]);
    expect(records.map((record) => record.value)).toEqual([{ a: 1 }, [1, "\n"], "é", null, 3]);
    expect(records.map((record) => record.line)).toEqual([1, 4, 5, 6, 7]);
  });

  test("records are the same wherever the pieces are cut, and lie where they say", async () => {
    const bytes = bytesOf(text);
    const whole = (await read("ndjson", text)).records;
    for (let size = 1; size < bytes.length; size++) expect((await read("ndjson", text, size)).records).toEqual(whole);
    expect(whole.map(({ start, end }) => parseRecord(bytes.subarray(start, end)))).toEqual(
      whole.map((record) => record.value),
    );
  });

  test("lines that are not JSON are told and left out", async () => {
    const { records, problems } = await read("ndjson", '{"a":1}\n{"a":}\n{"a":2}\n{a:3}\n');
    expect(problems.map(inShort)).toEqual([
      "document/syntax 2:6 expected a value, found `}` | each line of this file is one JSON value",
      "document/syntax 4:2 expected a key in double quotes | every key goes in double quotes | each line of this file is one JSON value",
    ]);
    expect(marked(problems[0]?.place)).toBe("}");
    expect(records.map((record) => record.value)).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test("depth and numbers are checked as in a document", async () => {
    const { problems } = await read("ndjson", '[[[[1]]]]\n[1e999]\n{"__proto__":{"polluted":1}}', 100, { depth: 3 });
    expect(problems.map(inShort)).toEqual([
      "document/too-deep 1:1 the record is nested deeper than the 3 levels that `limits.depth` allows",
      "document/syntax 2:1 numbers have to be finite",
    ]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
