// generated/words/words.ts: generated, do not edit.
export const words = {
  first: "eins",
  second: "zwei",
};
