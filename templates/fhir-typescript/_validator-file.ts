/** The validators of a type: its rules, those of its nested types, and the functions that look at values with them. */
import { OutputFile } from "./_file.ts";
import { packageOf } from "./_layout.ts";
import { membersOf } from "./_members.ts";
import type { Group, PackContext, TypeView } from "./_types.ts";
import { complexRules, elementLine } from "./_validator-element.ts";
import { functionNames, rulesName, validatorPath, validatorSupportFile } from "./_validator-names.ts";

export function validatorFile(it: PackContext<TypeView>): string {
  const { data, id, kind, typeName } = it.unit;
  const file = new OutputFile(it, validatorPath(it, it.unit));
  const names = functionNames(typeName);
  for (const name of [names.validate, names.is]) file.claim(name);
  const prefix = `backboneType:${packageOf(id)}/`;
  const rules = data.groups.map((group, index) =>
    file.declare(index === 0 ? id : prefix + group.path, rulesName(index === 0 ? typeName : group.typeName)),
  );
  const isResource = kind === "resource";
  const isParsed = !(isResource && data.isAbstract);
  const constants = data.groups.map((group, index) => {
    const isHead = index === 0;
    const name = isHead && isResource ? data.type : group.path;
    return rulesText(file, rules[index] ?? "", { ...group, path: name }, isHead && isResource && isParsed);
  });
  return file.text(isParsed ? [functionsText(file, it.unit, rules[0] ?? ""), ...constants] : constants);
}

function functionsText(file: OutputFile, { id, typeName }: TypeView, rules: string): string {
  const type = file.import(file.it.link(id) ?? "", typeName);
  return validateFunctions(file, { typeName, type, rules });
}

export interface Checked {
  readonly typeName: string;
  /** Local name. */
  readonly type: string;
  readonly rules: string;
}

export function validateFunctions(file: OutputFile, { typeName, type, rules }: Checked): string {
  const { validate, is } = functionNames(typeName);
  const [problem, problemsOf] = [
    file.importFromTop(validatorSupportFile, "Problem"),
    file.importValueFromTop(validatorSupportFile, "problemsOf"),
  ];
  const comment =
    file.options.comments === "none"
      ? ""
      : "/** What is wrong, in the order of the elements; empty when nothing was found. */\n";
  return `${comment}export function ${validate}(value: unknown): readonly ${problem}[] {
  return ${problemsOf}(value, ${rules});
}

export function ${is}(value: unknown): value is ${type} {
  return ${validate}(value).length === 0;
}
`;
}

function rulesText(file: OutputFile, name: string, group: Group, isResource: boolean): string {
  const { ts } = file.it;
  const base = group.base?.unit === undefined ? undefined : complexRules(file, group.base.unit);
  const lines = membersOf(group).map((member) => elementLine(file, member));
  const parts = [
    `name: ${ts.string(group.path)}`,
    ...(base === undefined ? [] : [`base: () => ${base}`]),
    ...(isResource ? ["isResource: true"] : []),
    lines.length === 0 ? "elements: () => ({})" : `elements: () => ({\n${lines.join("")}  })`,
  ];
  const type = file.importFromTop(validatorSupportFile, "TypeRules");
  return `export const ${name}: ${type} = {\n${parts.map((part) => `  ${part},\n`).join("")}};\n`;
}
