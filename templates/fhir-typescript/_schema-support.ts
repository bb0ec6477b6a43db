/** The code that all zod schemas share, as text. Plain enough to need no back quotes. */

export const schemaSupport = `import * as z from "zod";

type Holder = { readonly [property: string]: unknown };

type Rule = z.core.$ZodCheck<unknown>;

type Report = (message: string, ...path: readonly (string | number)[]) => void;

/** What the properties of a type have to give. Less than schemas, which compilers take their time to compare. */
type FieldsOf<T> = { readonly [property in keyof T]-?: { readonly _zod: { readonly output: T[property] } } };

/** An object of FHIR: with properties, and with none that its type does not have. */
export function fhirObject<T>(fields: () => FieldsOf<NoInfer<T>>, ...rules: readonly Rule[]): z.ZodType<T> {
  const object = z.lazy(() => z.strictObject(fields() as z.core.$ZodLooseShape).check(notEmpty, ...rules));
  return object as unknown as z.ZodType<T>;
}

/** Resources, which resourceType tells apart. */
export function byResourceType<Resource>(schemas: () => readonly z.ZodType<NoInfer<Resource>>[]): z.ZodType<Resource> {
  type Options = [z.ZodObject<{ resourceType: z.ZodLiteral<string> }>];
  const union = z.lazy(() =>
    z.discriminatedUnion("resourceType", schemas() as unknown as Options, "has to name a resource"),
  );
  return union as unknown as z.ZodType<Resource>;
}

/** A property that may be left out. */
export function optional<T>(schema: z.ZodType<T>): z.ZodExactOptional<z.ZodType<T>> {
  return schema.exactOptional();
}

/** A primitive that has to be there, or its sibling in its place: the rule "present" looks for one of them. */
export function orSibling<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return schema.exactOptional() as unknown as z.ZodType<T>;
}

/** Lists are never empty. */
export function list<T>(schema: z.ZodType<T>, least = 1, most = Infinity): z.ZodType<T[]> {
  const whole = z.array(schema).min(least);
  return most === Infinity ? whole : whole.max(most);
}

/** A list of primitives, in which null stands where only the sibling has something to say: the rule "aligned" looks for that. */
export function gapped<T>(schema: z.ZodType<T>, least = 1, most = Infinity): z.ZodType<T[]> {
  return list(schema.nullable() as unknown as z.ZodType<T>, least, most);
}

/** The siblings of a list of primitives, with null where there is none. */
export function siblings<T>(schema: z.ZodType<T>): z.ZodType<(T | null)[]> {
  return list(schema.nullable() as z.ZodType<T | null>);
}

/** Codes of a value set. */
export function oneOf<const Codes extends readonly string[]>(codes: Codes): z.ZodType<Codes[number]> {
  return z.enum(codes);
}

/** A value of a type that no package has. */
export const anyObject: z.ZodType<object> = z.record(z.string(), z.unknown());

/** Where there are problems already, there was something. */
const notEmpty: Rule = z.superRefine(
  (value: unknown, { addIssue }) => {
    if (Object.keys(value as Holder).length === 0) addIssue({ code: "custom", message: "may not be empty" });
  },
  { when: ({ value, issues }) => isHolder(value) && issues.length === 0 },
);

/** Primitives that have a value or a sibling. */
export function present(...properties: readonly string[]): Rule {
  return rule((value, report) => {
    for (const property of properties) {
      if (value[property] === undefined && value["_" + property] === undefined) report("has to be there", property);
    }
  });
}

/** Lists of primitives with a value or a sibling at every place. */
export function aligned(...properties: readonly string[]): Rule {
  return rule((value, report) => {
    for (const property of properties) {
      const [values, siblings] = [listAt(value, property), listAt(value, "_" + property)];
      for (let at = 0; at < Math.max(values.length, siblings.length); at++) {
        const isThere = (values[at] ?? siblings[at] ?? null) !== null;
        if (!isThere) report("has to have a value or extensions", property, at);
      }
    }
  });
}

/** A choice: one property at most. "others" only look like one of its properties. */
export function atMostOne(choice: string, ...others: readonly string[]): Rule {
  return rule((value, report) => {
    const chosen = chosenOf(value, choice, others);
    if (chosen.length > 1) report("may be there once, and is there as " + chosen.join(" and "), choice + "[x]");
  });
}

export function exactlyOne(choice: string, ...others: readonly string[]): Rule {
  return rule((value, report) => {
    const chosen = chosenOf(value, choice, others);
    if (chosen.length === 0) report("has to be there", choice + "[x]");
    if (chosen.length > 1) report("may be there once, and is there as " + chosen.join(" and "), choice + "[x]");
  });
}

/** A reference, or one in a CodeableReference, whose target is of one of these types as far as it tells. */
export function leadingTo<T>(schema: z.ZodType<T>, ...types: readonly string[]): z.ZodType<T> {
  const leadsThere = rule((value, report) => {
    const isConcept = isHolder(value["reference"]);
    const { type, reference } = isConcept ? (value["reference"] as Holder) : value;
    const named = /^([A-Z][A-Za-z]*)\\/[A-Za-z0-9\\-.]{1,64}(?:\\/_history\\/[A-Za-z0-9\\-.]{1,64})?$/.exec(String(reference))?.[1];
    const isWrong = [type, named].some((one) => typeof one === "string" && !types.includes(one));
    if (isWrong) report("has to lead to " + types.join(" or "), ...(isConcept ? ["reference"] : []));
  });
  return schema.check(leadsThere);
}

/** Also looked at where properties have problems: all are told at once. */
function rule(look: (value: Holder, report: Report) => void): Rule {
  const check = (value: unknown, { addIssue }: z.core.$RefinementCtx) => {
    look(value as Holder, (message, ...path) => addIssue({ code: "custom", path: [...path], message }));
  };
  return z.superRefine(check, { when: ({ value }) => isHolder(value) });
}

/** Of a choice the properties that are there; a value and its sibling are one. */
function chosenOf(value: Holder, choice: string, others: readonly string[]): readonly string[] {
  const names = Object.keys(value).filter((key) => value[key] !== undefined).map((key) => key.replace(/^_/, ""));
  const chosen = names.filter((name) => name.startsWith(choice) && /^[A-Z]/.test(name.slice(choice.length)));
  return [...new Set(chosen)].filter((name) => !others.includes(name));
}

function listAt(holder: Holder, property: string): readonly unknown[] {
  const value = holder[property];
  return Array.isArray(value) ? value : [];
}

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
`;
