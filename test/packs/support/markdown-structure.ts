/** What a page is made of once it is HTML: its tags without their texts, its headings, and what it must never hold. */

/** The tags of a page in order, without text and targets. Nothing but structure is left. */
export function outline(markdown: string): string {
  const html = Bun.markdown.html(markdown, { tables: true, autolinks: true });
  return (html.match(/<\/?[a-z][^>]*>/gi) ?? [])
    .map((tag) => tag.replace(/\s(?:href|title|class)="[^"]*"/g, ""))
    .join("");
}

/** Level and text of the headings. */
export function headings(markdown: string): string[] {
  const html = Bun.markdown.html(markdown);
  return [...html.matchAll(/<(h[1-6])[^>]*>(.*?)<\/\1>/gs)].map(([, level, text]) => `${level} ${text}`);
}

/** The heads of tables, row by row. */
export function tableHeads(markdown: string): string[] {
  const html = Bun.markdown.html(markdown, { tables: true });
  return [...html.matchAll(/<thead>(.*?)<\/thead>/gs)].map(([, head = ""]) =>
    head.replace(/<[^>]*>/g, " ").replace(/\s+/g, " "),
  );
}

/** What no reader may meet: tags that our Markdown never makes, and targets of other schemes than the allowed ones. */
export function dangers(markdown: string): string[] {
  const html = Bun.markdown.html(markdown, { tables: true, autolinks: true });
  const tags = html.match(
    /<(?!\/?(?:a|p|h[1-6]|table|thead|tbody|tr|t[hd]|ul|ol|li|code|pre|em|strong|del|blockquote|br|hr)\b)[a-z!][^>]*>/gi,
  );
  const targets = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, target = ""]) => target);
  const bad = targets.filter((target) => /^[^/?#]*:/.test(target) && !/^(?:https?|mailto):/i.test(target));
  return [...(tags ?? []), ...bad, ...(html.match(/<[a-z][^<>]*\son\w+=/gi) ?? [])];
}

/** Links that lead nowhere: to a page that is not there or to a heading that it does not have. */
export function brokenLinks(pages: ReadonlyMap<string, string>): string[] {
  const anchors = new Map([...pages].map(([path, text]) => [path, anchorsOf(text)]));
  return [...pages].flatMap(([path, text]) =>
    targets(text)
      .filter((target) => !/^[a-z]+:/i.test(target))
      .filter((target) => !leadsSomewhere(target, path, anchors))
      .map((target) => `${path}: ${target}`),
  );
}

function targets(markdown: string): string[] {
  const html = Bun.markdown.html(markdown, { tables: true });
  return [...html.matchAll(/\bhref="([^"]*)"/g)].map(([, target = ""]) => target.replaceAll("&amp;", "&"));
}

function leadsSomewhere(target: string, from: string, anchors: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const [path = "", anchor] = target.split("#");
  const folder = from.split("/").slice(0, -1).join("/");
  const found = path === "" ? from : new URL(path, `http://x/${folder === "" ? "" : `${folder}/`}`).pathname.slice(1);
  const known = anchors.get(decodeURIComponent(found));
  return known !== undefined && (anchor === undefined || known.has(decodeURIComponent(anchor)));
}

/** As GitHub makes them: lower case, letters, digits, `-` and `_`, a count behind those that are taken. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const found = new Set<string>();
  for (const heading of headings(markdown)) {
    const text = heading
      .slice(3)
      .replace(/<[^>]*>/g, "")
      .replace(/&lt;|&gt;|&amp;|&quot;|&#39;/g, "");
    const base = text
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-");
    let anchor = base;
    while (found.has(anchor)) {
      const count = (counts.get(base) ?? 0) + 1;
      counts.set(base, count);
      anchor = `${base}-${count}`;
    }
    found.add(anchor);
  }
  return found;
}
