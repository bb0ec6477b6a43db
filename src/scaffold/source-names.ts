/** Names for what was found, from the paths: short, unique, and the same on every machine. */

/** File names that say what kind of file it is and not what is in it. */
const generic = new Set([
  "openapi",
  "swagger",
  "api",
  "spec",
  "schema",
  "index",
  "main",
  "data",
  "docs",
  "description",
  "package",
  "sushi-config",
  "fsh-generated",
]);

/** Gives out names; the second comer of a name gets `-2`. */
export function nameGiver(): (path: string, fallback: string) => string {
  const given = new Set<string>();
  return (path, fallback) => {
    const name = nameOf(path) ?? fallback;
    let unique = name;
    for (let count = 2; given.has(unique); count++) unique = `${name}-${count}`;
    given.add(unique);
    return unique;
  };
}

/** The last part of the path that says something: `services/billing/openapi.yaml` is `billing`. */
function nameOf(path: string): string | undefined {
  const parts = path
    .replace(/\.\w+$/, "")
    .split("/")
    .map(toName);
  return parts.findLast((part) => part !== "" && !generic.has(part) && !/^v?\d+(-\d+)*$/.test(part));
}

function toName(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/\W+/g, "-");
  return plain.replaceAll(/^[-_]+|[-_]+$/g, "").toLowerCase();
}
