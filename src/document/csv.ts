/** One record of CSV or TSV as fields (RFC 4180). Fields stay text: `007` is not 7. */

export interface CsvFields {
  readonly fields: readonly string[];
  /** UTF-16 offset of the first character after a closing quote that should not be there. */
  readonly junk?: number;
}

/** Cuts a record at its separators and undoes quotes; a quote inside a field that does not begin with one is an ordinary character. */
export function csvFields(record: string, separator: string): CsvFields {
  if (!record.includes('"')) return { fields: record.split(separator) };
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (record[at] === '"') {
      const end = closingQuote(record, at + 1);
      fields.push(record.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
      if (at < record.length && record[at] !== separator) return { fields, junk: at };
    } else {
      const end = record.indexOf(separator, at);
      fields.push(record.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? record.length : end;
    }
    if (at >= record.length) return { fields };
    at++;
  }
}

/** UTF-16 offset where a field begins; the end of the record when it has fewer. */
export function offsetOfField(record: string, separator: string, index: number): number {
  let at = 0;
  for (let field = 0; field < index && at < record.length; field++) {
    if (record[at] === '"') at = closingQuote(record, at + 1);
    const end = record.indexOf(separator, at);
    at = end < 0 ? record.length : end + 1;
  }
  return at;
}

function closingQuote(record: string, from: number): number {
  for (let at = record.indexOf('"', from); at >= 0; at = record.indexOf('"', at + 2)) {
    if (record[at + 1] !== '"') return at;
  }
  return record.length;
}
