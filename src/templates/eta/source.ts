/** A text with Eta tags and where it stands in a file, so that an offset in the one is a place in the other. */
import { placeAt } from "#document/place.ts";
import type { Place } from "#model/diagnostic.ts";
import type { PackFile } from "#model/template.ts";

export interface EtaSource {
  readonly text: string;
  /** Equal for equal texts in a file of the same name, and short. */
  readonly identity: string;
  /** How problems name the file. */
  readonly display: string;
  readonly fileText: string;
  /** Where `text` begins in the file. */
  readonly start: number;
  /** Whether `text` stands in the file letter by letter; a YAML string with escapes does not. */
  readonly isExact: boolean;
}

/** The text of a file from a line on. */
export function bodySource(file: PackFile, display: string, bodyLine = 1): EtaSource {
  const fileText = file.text;
  let start = 0;
  for (let line = 1; line < bodyLine; line++) start = fileText.indexOf("\n", start) + 1 || fileText.length;
  return { text: fileText.slice(start), identity: `${file.digest}:${start}`, display, fileText, start, isExact: true };
}

/** The value of a header key that begins at `place`: mapped exactly when the file has the very same letters there. */
export function valueSource(text: string, file: PackFile, display: string, start: number): EtaSource {
  const fileText = file.text;
  const found = fileText.indexOf(text, start);
  const lineEnd = fileText.indexOf("\n", start);
  const isExact = found >= 0 && (lineEnd < 0 || found < lineEnd);
  return {
    text,
    identity: `${file.digest}:${start}:${text}`,
    display,
    fileText,
    start: isExact ? found : start,
    isExact,
  };
}

/** The place of an offset in the text. */
export function placeIn(source: EtaSource, offset: number, length = 1): Place {
  const { display, fileText, start, isExact } = source;
  if (isExact) return placeAt(display, fileText, start + offset, { length });
  const lineEnd = fileText.indexOf("\n", start);
  return placeAt(display, fileText, start, { length: (lineEnd < 0 ? fileText.length : lineEnd) - start });
}
