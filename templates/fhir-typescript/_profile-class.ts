/** The class of a profile: it wraps a resource, fills in what the profile fixes, reaches slices and extensions, and says what is wrong. */
import { commentOf } from "./_comment.ts";
import { OutputFile } from "./_file.ts";
import { classNames, usedInClasses } from "./_names.ts";
import type { ClassContext } from "./_profile-accessor.ts";
import { nameAccessors, supportOf } from "./_profile-accessor.ts";
import { extensionAccessors } from "./_profile-extensions.ts";
import { initType } from "./_profile-init.ts";
import { profileRules } from "./_profile-rules.ts";
import { sliceAccessors } from "./_profile-slices.ts";
import { ruleText } from "./_profile-text.ts";
import type { PackContext, Profile, ProfileView } from "./_types.ts";

export function profileClass(it: PackContext<ProfileView>, path: string): string {
  const { data, typeName } = it.unit;
  const file = new OutputFile(it, path);
  for (const name of usedInClasses) file.claim(name);
  const { own: className, init: initName } = classNames(typeName);
  for (const name of [className, initName]) file.claim(name);
  const isResource = data.root.kind === "resource";
  const { unit } = data.root;
  const context: ClassContext = {
    file,
    it,
    profile: data,
    rules: profileRules(it, data.elements),
    // Of a type that has no file nothing is known.
    type: (unit && file.typeOf(unit, data.root.typeName)) ?? "Record<string, any>",
    holder: isResource ? "resource" : "value",
    support: supportOf(file),
    constants: [],
    named: new Map(),
  };
  const accessors = nameAccessors(it, [...sliceAccessors(context), ...extensionAccessors(context)]);
  const members = [...accessors].map(([name, accessor]) => accessor.text(name));
  const rules = `const rules: ${context.support.type("Rule")} = ${ruleText(it, context.rules.root, context.named)};\n`;
  const init = `/** What \`${className}.create\` takes. */\nexport type ${initName} = ${initType(context)};\n`;
  const body = [...fixedMembers(context, className, initName), ...members].join("\n");
  const declaration = `${classComment(context)}export class ${className} {\n${body}}\n`;
  return file.text([`const url = ${it.ts.string(data.url)};\n`, ...context.constants, rules, init, declaration]);
}

function fixedMembers({ file, type, holder, profile, support }: ClassContext, name: string, init: string): string[] {
  const isResource = holder === "resource";
  const { comments } = file.options;
  const say = (text: string) => (comments === "none" ? "" : `  /** ${text} */\n`);
  const made = isResource ? `{ resourceType: ${file.it.ts.string(profile.type)}, ...init }` : "{ ...init }";
  const claim = isResource ? `    ${support.value("claim")}(${holder}, url);\n` : "";
  return [
    `  static readonly url = url;\n`,
    `  readonly ${holder}: ${type};\n`,
    `  private constructor(${holder}: ${type}) {\n    this.${holder} = ${holder};\n  }\n`,
    `${say(`Looks at a ${holder} as it is; nothing is checked.`)}  static from(${holder}: ${type}): ${name} {\n    return new ${name}(${holder});\n  }\n`,
    `${say(`Adds ${isResource ? "the profile and " : ""}what it leaves no choice about, in place.`)}  static apply(${holder}: ${type}): ${name} {\n${claim}    ${support.value("fill")}(${holder}, rules);\n    return new ${name}(${holder});\n  }\n`,
    `${say(`Makes a ${holder} of what has to be said.`)}  static create(init: ${init}): ${name} {\n    return ${name}.apply(${made} as unknown as ${type});\n  }\n`,
    `${say("What does not keep the profile, a sentence each; empty when nothing was found.")}  validate(): string[] {\n    return ${support.value("problemsOf")}(this.${holder}, rules);\n  }\n`,
  ];
}

function classComment({ file, profile }: ClassContext): string {
  const invariants = ownInvariants(profile);
  const notes = [profile.url.replace(/\s+/g, " ")];
  if (invariants.length > 0) notes.push(`Not checked by \`validate\`:\n\n${invariants.join("\n")}`);
  return commentOf(file, { short: profile.title ?? profile.name, definition: profile.description }, "", notes);
}

/** Those that the profile adds; what the type asks for is asked for everywhere. */
function ownInvariants({ elements, url }: Profile): string[] {
  const own = elements.flatMap(({ constraints }) => constraints.filter(({ source = url }) => source === url));
  const byKey = new Map(own.map(({ key, human }) => [key, `- ${key}: ${human}`.replace(/\s+/g, " ")]));
  return [...byKey.values()];
}
