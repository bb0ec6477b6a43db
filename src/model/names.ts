/**
 * Names as people write them: their words, their singular and their plural in English. Sources name relations with it, templates spell
 * with it. Works on Unicode and never on the locale: the same name gives the same text on every machine.
 */

/** Words of a name in any spelling: `listHTTPServers_v2` is list, HTTP, Servers, v2. Acronyms stay whole, also as `userIDs`. */
export function words(name: string): string[] {
  // Names of tables and columns mostly are: ten times as fast.
  if (/^[a-z0-9_-]+$/.test(name)) return name.match(/[a-z0-9]+/g) ?? [];
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

/** Nouns whose plural no rule gives, or whose plural no rule leads back from. */
const irregular: readonly (readonly [one: string, many: string])[] = [
  ["person", "people"],
  ["man", "men"],
  ["woman", "women"],
  ["child", "children"],
  ["foot", "feet"],
  ["tooth", "teeth"],
  ["mouse", "mice"],
  ["goose", "geese"],
  ["ox", "oxen"],
  ["datum", "data"],
  ["medium", "media"],
  ["criterion", "criteria"],
  ["phenomenon", "phenomena"],
  ["curriculum", "curricula"],
  ["index", "indices"],
  ["matrix", "matrices"],
  ["vertex", "vertices"],
  ["appendix", "appendices"],
  ["axis", "axes"],
  ["leaf", "leaves"],
  ["loaf", "loaves"],
  ["life", "lives"],
  ["wife", "wives"],
  ["knife", "knives"],
  ["half", "halves"],
  ["calf", "calves"],
  ["wolf", "wolves"],
  ["shelf", "shelves"],
  ["thief", "thieves"],
  ["hero", "heroes"],
  ["echo", "echoes"],
  ["veto", "vetoes"],
  ["potato", "potatoes"],
  ["tomato", "tomatoes"],
  ["quiz", "quizzes"],
  ["tie", "ties"],
  ["cache", "caches"],
  ["niche", "niches"],
  ["headache", "headaches"],
];

const uncountable =
  /(?:^|[^a-z])(?:metadata|data|news|series|species|sheep|fish|information|staff|equipment|money|software|hardware|feedback|access)$/i;

type Rule = readonly [RegExp, string];

const pluralRules: readonly Rule[] = [
  [/sis$/i, "ses"],
  [/(s|x|z|ch|sh)$/i, "$1es"],
  [/([^aeiou]|qu)y$/i, "$1ies"],
  [/$/, "s"],
];

/** Words in -sis: `bases` is not among them, as it is mostly of `base`. */
const greek = /(analy|cri|diagno|progno|synop|hypothe|parenthe|synthe|empha|(?:^|[^a-z])the)ses$/i;
/** Words that end in -s: `cause` and `lease`, which look alike, do not. */
const endInS =
  /(stat|camp|bon|vir|cens|foc|gen|min|pl|nex|consens|apparat|prospect|surpl|cact|omnib|minib|(?:^|[^a-z])b)uses$/i;
const endInOtherS = /(alias|atlas|bias|canvas|lens|iris|(?:^|[^a-z])gas)es$/i;
/** Words in -ie. */
const endInIe =
  /(mov|cook|zomb|calor|self|rook|hood|brown|smooth|gen|pix|prair|bird|freeb|vegg|(?:^|[^a-z])[a-z])ies$/i;

const singularRules: readonly Rule[] = [
  [/(ss|(?<!men|gur|em)us|is|gas|lens|canvas|alias|atlas|bias|sms|dns)$/i, "$1"],
  [greek, "$1sis"],
  [endInS, "$1us"],
  [endInOtherS, "$1"],
  [/(x|zz|tz|ch|sh|ss)es$/i, "$1"],
  [endInIe, "$1ie"],
  [/([^aeiou]|qu)ies$/i, "$1y"],
  [/s$/i, ""],
];

/** By the last two letters of either form: most names need not be held against any of them. */
const irregularByEnd = new Map<string, (readonly [one: string, many: string])[]>();
for (const pair of irregular) {
  for (const end of new Set(pair.map((word) => word.slice(-2)))) {
    irregularByEnd.set(end, [...(irregularByEnd.get(end) ?? []), pair]);
  }
}

/** The last word of a name decides; what stands before it, and a capital at its start, stay. */
function inflect(name: string, to: 0 | 1, rules: readonly Rule[]): string {
  if (name === "" || uncountable.test(name.replace(/([a-z\d])(?=[A-Z])/g, "$1 "))) return name;
  for (const pair of irregularByEnd.get(name.slice(-2).toLowerCase()) ?? []) {
    if (endsWithWord(name, pair, to)) return name;
    if (endsWithWord(name, pair, 1 - to)) return swapEnd(name, pair[1 - to], pair[to]);
  }
  const rule = rules.find(([pattern]) => pattern.test(name));
  if (rule === undefined) return name;
  const changed = name.replace(rule[0], rule[1]);
  // `CATEGORY` is `CATEGORIES`, or its words could not be told apart; an acronym stays one: `APIs`.
  return rule[1] !== "s" && !/\p{Ll}/u.test(name) ? changed.toUpperCase() : changed;
}

/** `child` ends `grandchild`, `stepChild` and `CHILD`, but `man` does not end `human`, nor `lives` `olives`. */
function endsWithWord(name: string, pair: readonly [one: string, many: string], which: number): boolean {
  const word = pair[which] ?? "";
  if (!name.toLowerCase().endsWith(word)) return false;
  const at = name.length - word.length;
  const before = name[at - 1] ?? " ";
  return !/[a-z]/i.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(name[at] ?? "")) || pair[0].length > 4;
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
  return singular(name) !== name;
}
