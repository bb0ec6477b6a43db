/** JSON with sorted keys, in which a number stands as it was written: what two texts that say the same have in common. */

/** Independent of the code that it judges: it parses by itself, and takes nothing for granted but that the text is JSON. */
export function canonical(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[-+.\deE]+|true|false|null|[[\]{},:]/g) ?? [];
  let at = 0;
  return value();

  function value(): string {
    const token = tokens[at++] ?? "";
    if (token === "[") return list();
    if (token === "{") return members();
    return token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token;
  }

  function list(): string {
    const items: string[] = [];
    while (tokens[at] !== "]") {
      items.push(value());
      if (tokens[at] === ",") at++;
    }
    at++;
    return `[${items.join(",")}]`;
  }

  function members(): string {
    const pairs: string[] = [];
    while (tokens[at] !== "}") {
      const name = value();
      at++;
      pairs.push(`${name}:${value()}`);
      if (tokens[at] === ",") at++;
    }
    at++;
    return `{${pairs.sort().join(",")}}`;
  }
}
