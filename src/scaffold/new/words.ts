/** The words of a call, read as hygen reads them: with yargs-parser and its defaults. */
import parse from "yargs-parser";

export interface Words {
  /** Generator, action and name among them; numbers are numbers. */
  readonly positional: readonly (string | number)[];
  /** In every spelling: `--foo-bar` is `foo-bar` and `fooBar`. */
  readonly flags: Readonly<Record<string, unknown>>;
}

/** `--a.b 1` nests, repeats give a list, `--no-x` is false; what stands after `--` is positional. */
export function readWords(words: readonly string[]): Words {
  const { _: positional, ...flags } = parse([...words]);
  return { positional, flags };
}
