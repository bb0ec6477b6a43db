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
