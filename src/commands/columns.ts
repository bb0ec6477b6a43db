/** Tables for people: columns of plain text, made of data, so every cell is cleaned. */
import { safeLine } from "#reporters/text/diagnostic.ts";

/** Rows with their cells padded to columns, two blanks between; the last column is not padded. */
export function formatColumns(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(safeLine));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, Bun.stringWidth(cell));
  }
  return cells.map((row) => `${formatRow(row, widths)}\n`).join("");
}

function formatRow(row: readonly string[], widths: readonly number[]): string {
  const padded = row.map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - Bun.stringWidth(cell)));
  return padded.join("  ").trimEnd();
}
