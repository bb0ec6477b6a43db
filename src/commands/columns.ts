/** Tables for people: columns of plain text, made of data, so every cell is cleaned. */
import { safeLine, safeText } from "#reporters/text/diagnostic.ts";

/** Rows with their cells padded to columns, two blanks between; the last column is not padded. */
export function formatColumns(rows: readonly (readonly string[])[]): string {
  const isClean = isCleanAscii(rows.flat());
  const cells = isClean ? rows : rows.map((row) => row.map(safeLine));
  const widthOf = isClean ? (cell: string) => cell.length : Bun.stringWidth;
  const widths: number[] = [];
  for (const row of cells) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
  }
  const pad = (cell: string, at: number) => cell + " ".repeat((widths[at] ?? 0) - widthOf(cell));
  return cells.map((row) => `${row.map(pad).join("  ").trimEnd()}\n`).join("");
}

/** Thousands of cells are looked at together: when nothing has to go from all of them, nothing has to go from any of them. */
function isCleanAscii(cells: readonly string[]): boolean {
  if (/[^\x20-\x7e]/.test(cells.join(""))) return false;
  const lines = cells.join("\n");
  return safeText(lines) === lines;
}
