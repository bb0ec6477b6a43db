/** The fragment of a `$ref`: a JSON pointer that is percent-encoded too. */
import { escapeSegment } from "#document/pointer.ts";

/** The pointer in the fragment of a `$ref`; `undefined` when the fragment is an anchor, which is no pointer. */
export function pointerOfFragment(fragment: string): string | undefined {
  const pointer = decode(fragment);
  return pointer === "" || pointer.startsWith("/") ? pointer : undefined;
}

/** The pointer in a local `$ref`; `undefined` for every other text. */
export function localPointer(reference: string): string | undefined {
  return reference.startsWith("#") ? pointerOfFragment(reference.slice(1)) : undefined;
}

/** Percent-encoding undone; text that is not encoded, or not well, stays as it is. */
export function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A pointer as a `$ref` writes it. Only what would be read as something else is encoded. */
export function localReference(pointer: string): string {
  return `#${pointer.replaceAll("%", "%25")}`;
}

/** A key with the slash before it. */
export function step(key: string): string {
  return `/${escapeSegment(key)}`;
}
