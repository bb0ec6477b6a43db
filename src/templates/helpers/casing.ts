/**
 * Helper group `casing`: names in the spelling of the target.
 * Works on Unicode words and never on the locale: the same name gives the same text on every machine.
 */
import { camel, capital, pascal, plural, singular, words } from "#model/names.ts";

function lower(name: string, between: string): string {
  return words(name).join(between).toLowerCase();
}

export const helper = {
  words,
  /** `list pets` is `listPets`. */
  camel,
  /** `list pets` is `ListPets`. */
  pascal,
  /** `listPets` is `list-pets`. */
  kebab: (name: string): string => lower(name, "-"),
  /** `listPets` is `list_pets`. */
  snake: (name: string): string => lower(name, "_"),
  /** `listPets` is `LIST_PETS`. */
  constant: (name: string): string => words(name).join("_").toUpperCase(),
  /** `listHTTPServers` is `List HTTP Servers`. */
  title: (name: string): string => words(name).map(capital).join(" "),
  /** `listHTTPServers` is `List HTTP servers`: acronyms stay. */
  sentence: (name: string): string =>
    words(name)
      .map((word, index) =>
        index === 0 ? capital(word) : /^\p{Lu}(?:\p{Ll}|$)/u.test(word) ? word.toLowerCase() : word,
      )
      .join(" "),
  /** The first letter as a capital, nothing else. */
  capital: (text: string): string => (text === "" ? "" : capital(text)),
  /** English, for names: `category` is `categories`; a plural stays as it is. */
  plural,
  /** English, for names: `categories` is `category`; a singular stays as it is. */
  singular,
};
