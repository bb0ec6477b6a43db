/** Colors by meaning, so that a report says what a word is and not how it looks. Without color every function is the identity. */

export interface Style {
  error(text: string): string;
  warning(text: string): string;
  place(text: string): string;
  good(text: string): string;
  /** Gutters, notes and other text that may be read last. */
  faint(text: string): string;
  strong(text: string): string;
}

export function styleFor(color: boolean): Style {
  const paint = (open: number, close: number) => (text: string) =>
    color && text !== "" ? `\x1b[${open}m${text}\x1b[${close}m` : text;
  const red = paint(31, 39);
  const yellow = paint(33, 39);
  const strong = paint(1, 22);
  return {
    error: (text) => strong(red(text)),
    warning: (text) => strong(yellow(text)),
    place: paint(36, 39),
    good: paint(32, 39),
    faint: paint(2, 22),
    strong,
  };
}
