/** Tells from its text what a file is, whatever it is called. A guess is confirmed where that is cheap. */

/**
 * The version of an OpenAPI or Swagger description; `undefined` for every other file, also for the parts of a description that
 * other files refer to.
 */
export function sniffDescription(path: string, text: string): string | undefined {
  if (/\.json$/i.test(path) || /^\s*\{/.test(text)) return sniffJson(text);
  // A key at the margin is a key of the document itself.
  return /^["']?(?:openapi|swagger)["']?:\s+["']?([23]\.[\w.-]+)/m.exec(text)?.[1];
}

/** The key may come last, after megabytes of paths; parsing settles whether it is a key of the document itself. */
function sniffJson(text: string): string | undefined {
  if (!/"(?:openapi|swagger)"\s*:\s*"[23]\./.test(text)) return undefined;
  try {
    const document = JSON.parse(text) as { readonly openapi?: unknown; readonly swagger?: unknown };
    const version = document.openapi ?? document.swagger;
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a data file is a list of records or one thing; `undefined` when there is nothing in it. */
export function sniffUnit(path: string, text: string): "file" | "record" | undefined {
  const start = text.replace(/^(?:\s*(?:#.*|---.*)?\r?\n)*\s*/, "");
  if (start === "" || start.startsWith("#")) return undefined;
  if (/\.(csv|tsv|ndjson|jsonl)$/.test(path)) return "record";
  return !path.endsWith(".toml") && /^(?:\[|-\s)/.test(start) ? "record" : "file";
}

/** Whether the first bytes of a file are those of a SQLite database. */
export function isSqlite(start: Uint8Array): boolean {
  return Buffer.from(start).toString("latin1").startsWith("SQLite format 3\0");
}
