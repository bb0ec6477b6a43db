/** Accessors for the slices of a profile: the values of each, told apart by what the profile says of them. */
import type { Accessor, ClassContext } from "./_profile-accessor.ts";
import { accessorText } from "./_profile-accessor.ts";
import type { Rule } from "./_profile-rules.ts";
import { ruleText } from "./_profile-text.ts";
import type { ProfileElement } from "./_types.ts";
import { valueType } from "./_value-type.ts";

/** Of the elements of the resource itself. Extensions have accessors of their own, and primitives are too plain for them. */
export function sliceAccessors(context: ClassContext): Accessor[] {
  return (context.rules.root.rules ?? []).flatMap((rule) => {
    const element = context.rules.tree.at(rule.id);
    if (element === undefined || isLeftOut(element)) return [];
    return (rule.slices ?? []).flatMap((slice) => {
      const sliced = context.rules.tree.at(slice.id);
      return sliced === undefined || sliced.isProhibited ? [] : [sliceAccessor(context, sliced, slice)];
    });
  });
}

function isLeftOut({ name, isArray, variants }: ProfileElement): boolean {
  if (!isArray || variants.length !== 1 || name === "extension" || name === "modifierExtension") return true;
  return variants[0]?.type.kind === "primitive";
}

function sliceAccessor(context: ClassContext, element: ProfileElement, rule: Rule): Accessor {
  const { name, sliceName = "" } = element;
  const startsAlike = sliceName.toLowerCase().startsWith(name.toLowerCase());
  const { file, support } = context;
  return {
    names: startsAlike ? [sliceName, `${name} ${sliceName}`] : [`${name} ${sliceName}`],
    text(own) {
      const constant = file.claim(`${own}Rule`);
      const item = itemType(context, element);
      context.named.set(rule, constant);
      context.constants.push(
        `const ${constant}: ${support.type("Rule")} = ${ruleText(file.it, rule, context.named)};\n`,
      );
      return accessorText(file, {
        name: own,
        said: element,
        isList: element.max !== "1",
        type: item,
        given: givenType(context, item, rule),
        read: `${support.value("sliceOf")}<${item}>(this.${context.holder}, ${constant})`,
        write: (values) => `${support.value("setSlice")}(this.${context.holder}, ${constant}, ${values})`,
      });
    },
  };
}

/** An entry of a bundle that holds one type of resource says so. */
function itemType(context: ClassContext, element: ProfileElement): string {
  const { file, profile } = context;
  const [variant] = element.variants;
  const inRoot = `NonNullable<${context.type}[${file.it.ts.string(variant?.property ?? element.name)}]>[number]`;
  if (variant === undefined) return inRoot;
  const { kind, unit, typeName, code } = variant.type;
  if (kind === "complex") return valueType(file, variant, {});
  // The file of the type has its nested types.
  if (unit === undefined || profile.root.unit === undefined || !code.startsWith(`${profile.root.code}.`)) return inRoot;
  const name = file.typeOf(unit, typeName, profile.root.unit);
  return name === undefined ? inRoot : name + heldType(context, element, code);
}

function heldType({ file, rules }: ClassContext, element: ProfileElement, code: string): string {
  const held = code === "Bundle.entry" ? (rules.tree.child(element.id, "resource")?.variants ?? []) : [];
  const [only, ...others] = held;
  if (only?.type.kind !== "resource" || only.type.unit === undefined || others.length > 0) return "";
  const isAny = /^(?:Domain)?Resource$/.test(only.type.code);
  const resource = isAny ? undefined : file.typeOf(only.type.unit, only.type.typeName);
  return resource === undefined ? "" : `<${resource}>`;
}

/** What the slice fills in may be left out. */
function givenType({ file, support }: ClassContext, item: string, rule: Rule): string {
  const names = new Set([...keysOf(rule.pattern), ...keysOf(rule.fixed)]);
  for (const { path, pattern } of rule.matches ?? []) {
    const [first] = path;
    if (pattern === undefined) continue;
    if (first === undefined) for (const key of keysOf(pattern)) names.add(key);
    else if (path.length === 1 && first.length === 1) for (const key of first) names.add(key);
  }
  for (const { properties, min = 0, fixed, pattern, rules = [], slices = [] } of rule.rules ?? []) {
    const isHeld = fixed !== undefined || pattern !== undefined || rules.length > 0 || slices.length > 0;
    if (min > 0 && properties.length === 1 && isHeld && properties.some((one) => isMatched(rule, one)))
      names.add(properties[0] ?? "");
  }
  if (names.size === 0) return item;
  return `${support.type("Without")}<${item}, ${[...names].map(file.it.ts.string).join(" | ")}>`;
}

/** The values of the slice are told by this property: so the rules know all of it that matters. */
function isMatched({ matches = [] }: Rule, property: string): boolean {
  return matches.some(({ path, pattern }) => pattern !== undefined && path[0]?.[0] === property);
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
