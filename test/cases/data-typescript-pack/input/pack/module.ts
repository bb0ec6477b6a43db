import type { Context, Header } from "specmill";
import { banner, quote } from "./_shared.ts";

export const header: Header = { each: "file", output: "<%= unit.slug %>.ts" };

export default (it: Context): string => {
  const words = Object.entries(it.unit.data as Record<string, Record<string, string>>);
  const lines = words.map(([key, word]) => `  ${key}: ${quote(word.de ?? "")},\n`);
  return `${banner(it.output)}export const words = {\n${lines.join("")}};\n`;
};
