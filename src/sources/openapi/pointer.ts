/** JSON pointers (RFC 6901), as they stand in origins, and as the fragment of a `$ref` (there percent-encoded too). */

/** The keys of a pointer; "" has none. */
export function keysOf(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** One key as a pointer writes it, with the slash before it. */
export function step(key: string | number): string {
  return `/${`${key}`.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map(step).join("");
}

/** The pointer in the fragment of a `$ref`; `undefined` when the fragment is an anchor, which is no pointer. */
export function pointerOfFragment(fragment: string): string | undefined {
  const pointer = decode(fragment);
  return pointer === "" || pointer.startsWith("/") ? pointer : undefined;
}

/** What `encodeURIComponent` made, undone; text that it cannot have made stays as it is. */
export function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A local `$ref` to a component. Characters that a URI fragment cannot hold are percent-encoded. */
export function componentReference(section: string, name: string): string {
  return `#/components/${section}${encodeURI(step(name))}`;
}
