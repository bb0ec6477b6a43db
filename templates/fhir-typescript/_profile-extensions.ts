/** Accessors for the extensions of a profile by their URLs: the value of simple ones, an object of the values of nested ones. */
import { packageOf, unitsOf } from "./_layout.ts";
import type { Accessor, ClassContext } from "./_profile-accessor.ts";
import { accessorText } from "./_profile-accessor.ts";
import { extensionUrl } from "./_profile-matches.ts";
import type { Extension, ExtensionView, Field, Part, ProfileElement } from "./_types.ts";
import { valueType } from "./_value-type.ts";

export function extensionAccessors(context: ClassContext): Accessor[] {
  const { tree } = context.rules;
  const id = tree.root?.id ?? "";
  return ["extension", "modifierExtension"].flatMap((property) =>
    tree.slices(`${id}.${property}`).flatMap((slice) => {
      const url = extensionUrl(slice);
      return url === undefined || slice.isProhibited || slice.sliceName?.includes("/") === true
        ? []
        : [extensionAccessor(context, { slice, url, property })];
    }),
  );
}

interface Use {
  readonly slice: ProfileElement;
  readonly url: string;
  /** `extension` or `modifierExtension`. */
  readonly property: string;
}

function extensionAccessor(context: ClassContext, use: Use): Accessor {
  const { slice, url, property } = use;
  const { file, support, holder } = context;
  return {
    names: [slice.sliceName ?? "", `${property} ${slice.sliceName}`],
    text(name) {
      const { ts } = file.it;
      const { type, given, wrapped, read, write } = shapeOf(context, use, name);
      const place = `this.${holder}, ${ts.string(property)}, ${ts.string(url)}`;
      return accessorText(file, {
        name,
        said: slice,
        isList: slice.max !== "1",
        type,
        given,
        read: `${support.value("extensionsOf")}<${wrapped}>(${place})${read}`,
        write: (values) => `${support.value("setExtensions")}(${place}, ${write(values)})`,
      });
    },
  };
}

interface Shape {
  readonly type: string;
  readonly given: string;
  /** Of the extension itself. */
  readonly wrapped: string;
  /** What makes the values of a list of extensions, and the other way round. */
  readonly read: string;
  write(values: string): string;
}

function shapeOf(context: ClassContext, use: Use, name: string): Shape {
  const definition = definitionOf(context, use.url);
  const value = definition?.value && single(definition.value);
  if (value !== undefined) return simpleShape(context, value);
  const parts = definition?.parts;
  if (parts?.every((part) => part.value !== undefined && single(part.value) !== undefined) === true) {
    return nestedShape(context, use, { parts, name });
  }
  return wholeShape(context, use);
}

/** That of the profile's own package where there are several, else that of its release. */
function definitionOf({ it }: ClassContext, url: string): Extension | undefined {
  const all = unitsOf<ExtensionView>(it, "extension").filter((unit) => unit.url === url);
  const own = packageOf(it.unit.id);
  const found =
    all.find(({ id }) => packageOf(id) === own) ?? all.find((unit) => unit.facts.release === it.unit.facts.release);
  return found?.data as Extension | undefined;
}

/** A value of one type. */
function single(value: Field): Field | undefined {
  return value.variants.length === 1 && !value.isArray ? value : undefined;
}

function simpleShape({ file }: ClassContext, value: Field): Shape {
  const { ts } = file.it;
  const [variant] = value.variants;
  const property = ts.propertyKey(variant?.property ?? "value");
  const type = variant === undefined ? "unknown" : valueType(file, variant, value);
  return {
    type,
    given: type,
    wrapped: `{ ${property}?: ${type} }`,
    read: `.flatMap((one) => one[${ts.string(variant?.property ?? "value")}] ?? [])`,
    write: (values) => `${values}.map((one) => ({ ${property}: one }))`,
  };
}

function nestedShape(
  context: ClassContext,
  { slice }: Use,
  { parts, name }: { readonly parts: readonly Part[]; readonly name: string },
): Shape {
  const { file, support, it } = context;
  const { ts } = it;
  const type = file.claim(`${context.it.unit.typeName}${it.casing.capital(name)}`);
  const constant = file.claim(`${name}Parts`);
  const once = [...new Map(parts.map((part) => [part.url, part])).values()];
  const members = once.map(({ url, min, max, value }) => {
    const [variant] = value?.variants ?? [];
    const own = variant === undefined || value === undefined ? "unknown" : valueType(file, variant, value);
    const list = max === "1" ? own : `${own.includes(" | ") ? `(${own})` : own}[]`;
    return `  ${ts.propertyKey(url)}${min > 0 ? "" : "?"}: ${list};\n`;
  });
  const rows = once.map(({ url, max, value }) => ts.literal([url, value?.variants[0]?.property ?? "", max !== "1"]));
  context.constants.push(
    `/** The parts of the extension \`${name}\`. */\nexport interface ${type} {\n${members.join("")}}\n`,
    `const ${constant}: readonly ${support.type("Part")}[] = [${rows.join(", ")}];\n`,
  );
  return {
    type,
    given: type,
    wrapped: wholeType(context, slice),
    read: `.map((one) => ${support.value("readParts")}(one, ${constant}) as ${type})`,
    write: (values) => `${values}.map((one) => ${support.value("writeParts")}(one, ${constant}))`,
  };
}

/** An extension that no package defines, or that may hold several types. */
function wholeShape(context: ClassContext, { slice }: Use): Shape {
  const type = wholeType(context, slice);
  return {
    type,
    given: type === "object" ? type : `Omit<${type}, "url">`,
    wrapped: type,
    read: "",
    write: (values) => values,
  };
}

function wholeType({ file }: ClassContext, { variants: [only] }: ProfileElement): string {
  return (only?.type.unit && file.typeOf(only.type.unit, only.type.typeName)) ?? "object";
}
