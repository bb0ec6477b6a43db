/** The properties of a release as JSON texts, each a resource or a value of a type with nothing but one property in it. */
import type { ElementProperty } from "./element-walk.ts";

export interface ElementText {
  /** The data type that the text is of; `null` for a resource, which says so itself. */
  readonly type: string | null;
  readonly text: string;
  /** Names of the properties down to the element. */
  readonly steps: readonly string[];
  /** The class that its value has to have; `null` where the definition does not name it. */
  readonly class: string | null;
}

export function textOf(element: ElementProperty): ElementText {
  const { root, isResource, steps, property, isList, type } = element;
  const path = [...steps, { property, isList }];
  const inside = path.reduceRight((value, step) => {
    return `{${JSON.stringify(step.property)}:${step.isList ? `[${value}]` : value}}`;
  }, sampleOf(type));
  return {
    type: isResource ? null : root,
    text: isResource ? `{"resourceType":${JSON.stringify(root)},${inside.slice(1)}` : inside,
    steps: path.map((step) => step.property),
    class: classOf(type),
  };
}

/** A value that no other type has, as far as there is one; decimals show that their digits are kept. */
function sampleOf(type: string): string {
  if (type === "boolean") return "true";
  if (type === "decimal") return "1.50";
  if (["integer", "positiveInt", "unsignedInt"].includes(type)) return "1";
  if (type === "Resource") return '{"resourceType":"Basic","id":"x"}';
  return isObject(type) ? '{"id":"x"}' : '"x"';
}

function classOf(type: string): string | null {
  if (type === "Resource") return "Basic";
  return isObject(type) && type !== "nested" ? type : null;
}

function isObject(type: string): boolean {
  return type === "nested" || /^[A-Z]/.test(type);
}
