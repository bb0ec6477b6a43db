/**
 * Names as people write them: their words, their singular and their plural in English. Sources name relations with it, templates spell
 * with it. Works on Unicode and never on the locale: the same name gives the same text on every machine.
 */

/** Words of a name in any spelling: `listHTTPServers_v2` is list, HTTP, Servers, v2. Acronyms stay whole, also as `userIDs`. */
export function words(name: string): string[] {
  const spaced = String(name)
    .normalize("NFC")
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "")
    .replace(/([\p{Ll}\p{Lo}\p{N}])(?=\p{Lu})/gu, "$1 ")
    .replace(/(\p{Lu})(?!\p{Lu}s(?!\p{Ll}))(?=\p{Lu}\p{Ll})/gu, "$1 ");
  return spaced.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** The first letter as a capital, nothing else. */
export function capital(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 32);
  return first.toUpperCase() + word.slice(first.length);
}

/** Words run together; `_` keeps two numbers apart, so that `v1 1` and `v11` stay different names. */
function run(name: string, spell: (word: string, index: number) => string): string {
  return words(name)
    .map(spell)
    .join(" ")
    .replace(/(?<=\p{N}) (?=\p{N})/gu, "_")
    .replaceAll(" ", "");
}

/** `list pets` is `listPets`. */
export function camel(name: string): string {
  return run(name, (word, index) => (index === 0 ? word.toLowerCase() : capital(word.toLowerCase())));
}

/** `list pets` is `ListPets`. */
export function pascal(name: string): string {
  return run(name, (word) => capital(word.toLowerCase()));
}

/** Nouns whose plural no rule gives. */
const irregular: readonly (readonly [one: string, many: string])[] = [
  ["person", "people"],
  ["man", "men"],
  ["woman", "women"],
  ["child", "children"],
  ["foot", "feet"],
  ["tooth", "teeth"],
  ["mouse", "mice"],
  ["goose", "geese"],
  ["datum", "data"],
  ["medium", "media"],
  ["criterion", "criteria"],
  ["index", "indices"],
  ["matrix", "matrices"],
  ["vertex", "vertices"],
  ["analysis", "analyses"],
  ["database", "databases"],
  ["basis", "bases"],
  ["crisis", "crises"],
  ["axis", "axes"],
  ["leaf", "leaves"],
  ["life", "lives"],
  ["knife", "knives"],
  ["half", "halves"],
  ["shelf", "shelves"],
  ["hero", "heroes"],
  ["potato", "potatoes"],
  ["movie", "movies"],
  ["cookie", "cookies"],
  ["cache", "caches"],
  ["quiz", "quizzes"],
  ["zombie", "zombies"],
  ["tie", "ties"],
  ["release", "releases"],
  ["license", "licenses"],
  ["response", "responses"],
  ["house", "houses"],
  ["course", "courses"],
];

const uncountable =
  /(?:^|[^a-z])(?:metadata|data|news|series|species|sheep|fish|information|staff|equipment|money|software|hardware|feedback|access)$/i;

const pluralRules: readonly (readonly [RegExp, string])[] = [
  [/(s|x|z|ch|sh)$/i, "$1es"],
  [/([^aeiou])y$/i, "$1ies"],
  [/$/, "s"],
];

const singularRules: readonly (readonly [RegExp, string])[] = [
  [/(ss|us|is|gas|lens|canvas|atlas|bias|sms|dns)$/i, "$1"],
  [/(addre|proce|cla|acce)sses$/i, "$1ss"],
  [/(status|alias|bus|virus|bonus)es$/i, "$1"],
  [/(x|z|ch|sh|ss)es$/i, "$1"],
  [/([^aeiou])ies$/i, "$1y"],
  [/s$/i, ""],
];

/** The last word of a name decides; what stands before it, and a capital at its start, stay. */
function inflect(name: string, to: 0 | 1, rules: readonly (readonly [RegExp, string])[]): string {
  if (name === "" || uncountable.test(name.replace(/([a-z\d])(?=[A-Z])/g, "$1 "))) return name;
  for (const pair of irregular) {
    if (endsWithWord(name, pair[to])) return name;
    if (endsWithWord(name, pair[1 - to])) return swapEnd(name, pair[1 - to], pair[to]);
  }
  const rule = rules.find(([pattern]) => pattern.test(name));
  return rule === undefined ? name : name.replace(rule[0], rule[1]);
}

/** `child` ends `grandchild`, `stepChild` and `CHILD`, but `man` does not end `human`. */
function endsWithWord(name: string, word = ""): boolean {
  if (!name.toLowerCase().endsWith(word)) return false;
  const at = name.length - word.length;
  const before = name[at - 1] ?? " ";
  return !/[a-z]/i.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(name[at] ?? "")) || word.length > 4;
}

function swapEnd(name: string, from = "", to = ""): string {
  const end = name.slice(name.length - from.length);
  if (end.length > 1 && end === end.toUpperCase()) return name.slice(0, -from.length) + to.toUpperCase();
  return name.slice(0, -from.length) + (/^[A-Z]/.test(end) ? capital(to) : to);
}

/** English, for names: `category` is `categories`; a plural stays as it is. */
export function plural(name: string): string {
  return isPlural(name) ? name : inflect(name, 1, pluralRules);
}

/** English, for names: `categories` is `category`; a singular stays as it is. */
export function singular(name: string): string {
  return inflect(name, 0, singularRules);
}

function isPlural(name: string): boolean {
  const one = inflect(name, 0, singularRules);
  return one !== name && inflect(one, 1, pluralRules) === name;
}
