/** The fields of a pax header: lines of `<length> <key>=<value>` (POSIX.1-2001). Only those that change what an entry is are kept. Pure. */

export interface PaxFields {
  readonly path?: string;
  readonly size?: number;
  /** GNU tar leaves the gaps of such a file out of the archive: its content is not what it was. */
  readonly isSparse?: boolean;
}

/** The fields, or in words what is wrong with them. */
export function parsePax(content: Uint8Array): PaxFields | string {
  let fields: PaxFields = {};
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(decoder.decode(content.subarray(at, space)));
    const end = at + length;
    const isLine =
      Number.isSafeInteger(length) && end > space + 1 && end <= content.length && content[end - 1] === 0x0a;
    if (!isLine) return "a pax header that is cut";
    const line = decoder.decode(content.subarray(space + 1, end - 1));
    const added = fieldOf(line);
    if (typeof added === "string") return added;
    fields = { ...fields, ...added };
    at = end;
  }
  return fields;
}

/** Text that may end with a zero byte, as the long names of GNU tar do. */
export function textOf(content: Uint8Array): string {
  const end = content.indexOf(0);
  return decoder.decode(end < 0 ? content : content.subarray(0, end));
}

function fieldOf(line: string): PaxFields | string {
  const equals = line.indexOf("=");
  const [key, value] = [line.slice(0, equals), line.slice(equals + 1)];
  if (equals < 1) return "a pax field without a name";
  if (key === "path") return { path: value };
  if (key === "size") return /^\d{1,15}$/.test(value) ? { size: Number(value) } : "a pax size that is no number";
  return key.startsWith("GNU.sparse.") ? { isSparse: true } : {};
}

const decoder = new TextDecoder();
