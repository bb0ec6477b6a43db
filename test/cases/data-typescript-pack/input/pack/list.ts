import type { Context, Header } from "specmill";
import { banner } from "./_shared.ts";

export const header: Header = { each: "once", output: "list.txt", when: (it) => it.units("file").length > 0 };

/** In pieces: the whole is never held. */
export default function* (it: Context): Iterable<string> {
  yield banner(it.output);
  for (const file of it.units("file")) {
    for (let copy = 0; copy < Number(it.options.copies); copy++) {
      for (const key of Object.keys(file.data as object)) yield `${copy} ${key}\n`;
    }
  }
}
