/** Which parser a document needs: by the ending of its name, and by its first character when the ending says nothing. */

export const documentFormats = ["json", "yaml", "toml", "csv", "tsv", "ndjson"] as const;

export type DocumentFormat = (typeof documentFormats)[number];

const endings: ReadonlyMap<string, DocumentFormat> = new Map([
  ["json", "json"],
  ["yaml", "yaml"],
  ["yml", "yaml"],
  ["toml", "toml"],
  ["csv", "csv"],
  ["tsv", "tsv"],
  ["ndjson", "ndjson"],
  ["jsonl", "ndjson"],
]);

/** The format of a file; one without a known ending is JSON when its first character opens an object or array, else YAML. */
export function formatOf(path: string, firstBytes?: Uint8Array): DocumentFormat {
  const known = formatByEnding(path);
  if (known !== undefined) return known;
  const first = firstBytes === undefined ? undefined : firstCharacter(firstBytes);
  return first === 0x7b || first === 0x5b ? "json" : "yaml";
}

/** The format that the ending of a name says; `undefined` when it says none. */
export function formatByEnding(path: string): DocumentFormat | undefined {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return ending === undefined ? undefined : endings.get(ending);
}

/** Whether a format is a list of records that can be read one by one. */
export function isRecordFormat(format: DocumentFormat): format is "csv" | "tsv" | "ndjson" {
  return format === "csv" || format === "tsv" || format === "ndjson";
}

function firstCharacter(bytes: Uint8Array): number | undefined {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.subarray(start).find((byte) => byte > 0x20);
}
