/**
 * Front matter as most templates have it: a line a key, with a path or a tag behind it. What such a line means is known without a YAML parser,
 * which costs a small action a tenth of its time to load. Whatever is not certainly read as js-yaml reads it is left to js-yaml.
 */

const LINE = /^([a-z][a-z_]*): ([\x20-\x7e]+)$/;

/** Names that are no texts as a key, or that YAML merges. */
const oddKeys: ReadonlySet<string> = new Set(["true", "false", "null", "yes", "no", "on", "off", "y", "n"]);

/**
 * A plain scalar on one line that can be nothing but a text: it begins as no indicator, number or date does, has a tag or a slash in it,
 * and neither a `:` nor a `#`, which could end it.
 */
const TEXT = /^[A-Za-z_/<](?!.* {2})(?=.*(?:<%|\/))[^:#]*[^:# ]$/;

/** `undefined` where js-yaml has to be asked. */
export function readPlainYaml(yaml: string): Readonly<Record<string, string | boolean>> | undefined {
  const found: Record<string, string | boolean> = {};
  for (const line of yaml.split("\n")) {
    const [, key = "", value = ""] = LINE.exec(line) ?? [];
    if (key === "" || oddKeys.has(key) || Object.hasOwn(found, key)) return undefined;
    if (value === "true" || value === "false") found[key] = value === "true";
    else if (TEXT.test(value)) found[key] = value;
    else return undefined;
  }
  return found;
}
