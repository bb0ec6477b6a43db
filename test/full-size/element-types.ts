/** The properties of a release as a TypeScript program, a line each: it compiles if every one is there, as often and of the type it has to be. */
import type { ElementProperty, Step } from "./element-walk.ts";

/** Types all of whose properties are optional fit one another: `keyof` tells them apart. */
const prelude = `import type * as Fhir from "./types/index.js";
type One<T> = NonNullable<T> extends readonly (infer Item)[] ? NonNullable<Item> : NonNullable<T>;
type Sizes<T> = T extends readonly (infer Item)[] ? (null extends Item ? "list with gaps" : "list") : "one";
type Size<T, Key extends keyof T> =
  \`\${Sizes<NonNullable<T[Key]>>} \${{} extends Pick<T, Key> ? "optional" : "required"}\`;
type IsAnything<T> = 0 extends 1 & T ? true : [T] extends [never] ? true : false;
type Is<T, Key extends keyof T, Kind> =
  IsAnything<One<T[Key]>> extends true ? "anything" : [One<T[Key]>] extends [Kind] ? Size<T, Key> : "of another type";
type Same<T, Key extends keyof T, Kind> =
  [Kind, keyof Kind] extends [One<T[Key]>, keyof One<T[Key]>]
    ? [keyof One<T[Key]>] extends [keyof Kind] ? Is<T, Key, Kind> : "of another type"
    : "of another type";
`;

export function typeProgram(properties: readonly ElementProperty[]): string {
  const lines = properties.map((property, at) => `export const e${at}: ${claimOf(property)};`);
  return `${prelude}${lines.join("\n")}\n`;
}

/** The property that a line of the program is about; `line` counts from 1, as the compiler does. */
export function propertyAt(properties: readonly ElementProperty[], line: number): ElementProperty | undefined {
  return properties[line - prelude.split("\n").length];
}

function claimOf(element: ElementProperty): string {
  const { root, steps, property, isList, isRequired } = element;
  // Siblings stand beside their primitives, and not every one of a list has one.
  const list = property.startsWith("_") ? "list with gaps" : "list";
  const size = `${isList ? list : "one"} ${isRequired ? "required" : "optional"}`;
  const [relation, kind] = kindOf(element);
  return `${relation}<${typeAt(root, steps)}, ${JSON.stringify(property)}, ${kind}> = ${JSON.stringify(size)}`;
}

function kindOf({ type, like }: ElementProperty): readonly ["Is" | "Same", string] {
  if (like !== undefined) return ["Same", typeAtPath(like)];
  if (type === "nested") return ["Is", "object"];
  if (type === "Resource") return ["Same", "Fhir.FhirResource"];
  const primitive = primitiveOf(type);
  return primitive === undefined ? ["Same", `Fhir.${type}`] : ["Is", primitive];
}

/** The type that holds a property, by indexing from the root. */
function typeAt(root: string, steps: readonly Step[]): string {
  return steps.reduce((type, { property }) => `One<${type}[${JSON.stringify(property)}]>`, `Fhir.${root}`);
}

function typeAtPath(path: string): string {
  const [root = "", ...names] = path.split(".");
  return names.reduce((type, name) => `One<${type}[${JSON.stringify(name)}]>`, `Fhir.${root}`);
}

/** What a type of FHIR is in JSON; `undefined` for objects. */
function primitiveOf(type: string): string | undefined {
  if (!/^[a-z]/.test(type)) return undefined;
  if (type === "boolean") return "boolean";
  return ["decimal", "integer", "positiveInt", "unsignedInt"].includes(type) ? "number" : "string";
}
