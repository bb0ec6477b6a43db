/** The styles that `message` and `echo` may use: chalk's template syntax, `{bold x}`, `{green.underline y}`, nested, `\{` for a brace. Pure. */

const codes: { readonly [style: string]: readonly [open: number, close: number] } = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  inverse: [7, 27],
  strikethrough: [9, 29],
  ...colors(30, 39, ""),
  ...colors(40, 49, "bg"),
  gray: [90, 39],
  grey: [90, 39],
};

function colors(first: number, close: number, prefix: string) {
  const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
  const spelled = (name: string) => (prefix === "" ? name : `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  const plain = names.map((name, at) => [spelled(name), [first + at, close]] as const);
  const bright = names.map((name, at) => [`${spelled(name)}Bright`, [first + 60 + at, close]] as const);
  return Object.fromEntries([...plain, ...bright]);
}

/** What begins a styled part: `{red ` or `{bold.red `, with styles that there are. */
const OPEN = /^\{([A-Za-z]+(?:\.[A-Za-z]+)*)[ \t\n]/;

/** With colors, or the plain text. Braces that style nothing stay. */
export function styledText(text: string, color: boolean): string {
  const open: string[][] = [];
  let out = "";
  for (let at = 0; at < text.length; ) {
    const styles = stylesAt(text, at);
    if (text[at] === "\\" && (text[at + 1] === "{" || text[at + 1] === "}")) {
      out += text[at + 1];
      at += 2;
    } else if (styles !== undefined) {
      open.push(styles);
      if (color) out += escapes(styles, 0);
      at += styles.join(".").length + 2;
    } else if (text[at] === "}" && open.length > 0) {
      const closed = open.pop() ?? [];
      if (color) out += escapes([...closed].reverse(), 1) + open.map((one) => escapes(one, 0)).join("");
      at += 1;
    } else {
      out += text[at];
      at += 1;
    }
  }
  return out;
}

function stylesAt(text: string, at: number): string[] | undefined {
  if (text[at] !== "{") return undefined;
  const styles = OPEN.exec(text.slice(at, at + 200))?.[1]?.split(".");
  return styles?.every((style) => Object.hasOwn(codes, style)) === true ? styles : undefined;
}

function escapes(styles: readonly string[], which: 0 | 1): string {
  return styles.map((style) => `\x1b[${codes[style]?.[which]}m`).join("");
}
