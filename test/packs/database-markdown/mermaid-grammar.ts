/**
 * The part of Mermaid's grammar for entity-relationship diagrams that the pages use, narrower than the real one: what it
 * takes, Mermaid takes. That matches patterns wherever they may begin, so some texts are wrong inside of quotes too.
 */

/** Within quotes: no quote, no `%`, no backslash, nothing of HTML or Markdown but in the form of `#35;`. */
const label = String.raw`"(?:[\p{L}\p{M}\p{N}_. ,-]|#\d+;)*"`;
const name = String.raw`"(?:[\p{L}\p{M}\p{N}_. -]|#\d+;)(?:[\p{L}\p{M}\p{N}_. -]|#\d+;)*"`;
const word = String.raw`(?!(?:PK|FK|UK|pk|fk|uk)\b)[A-Za-z_][A-Za-z0-9_\[\]]*`;
const keys = "(?:PK|FK|UK)(?:, (?:PK|FK|UK))*";

const lines = {
  entity: new RegExp(`^  ${name}(?: \\{)?$`, "u"),
  attribute: new RegExp(`^    ${word} ${word}(?: ${keys})?(?: ${name})?$`, "u"),
  end: /^ {2}\}$/,
  edge: new RegExp(`^  ${name} (?:\\|\\||\\|o)(?:--|\\.\\.)(?:o\\{|o\\|) ${name} : ${label}$`, "u"),
};

/** The lines that Mermaid would not read, or would read as something else. */
export function mistakes(diagram: string): string[] {
  const [first = "", ...rest] = diagram.split("\n");
  const found = first === "erDiagram" ? [] : [first];
  let isOpen = false;
  for (const line of rest) {
    const fits = isOpen
      ? lines.attribute.test(line) || lines.end.test(line)
      : lines.entity.test(line) || lines.edge.test(line);
    if (!fits || /direction\s+(?:TB|BT|LR|RL)/i.test(line)) found.push(line);
    isOpen = isOpen ? !lines.end.test(line) : line.endsWith("{");
  }
  return isOpen ? [...found, "the last entity has no end"] : found;
}

/** What a reader gets to see of a quoted text. */
export function shown(text: string): string {
  return text.replace(/#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));
}
