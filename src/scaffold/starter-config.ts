/** The text of a first config, with comments for the one who changes it next. Pure: the same plan gives the same bytes. */
import { schemaPath } from "./schema-file.ts";

/** A source with the targets that it feeds, in the words of the config. */
export interface StarterSource {
  readonly name: string;
  readonly comment: string;
  readonly fields: Fields;
  readonly targets: readonly { readonly name: string; readonly comment: string; readonly fields: Fields }[];
}

type Fields = { readonly [name: string]: string | readonly string[] };

/** `specmill.yaml`. With `hasSchema`, editors find the schema file that lies beside it. */
export function yamlConfig(sources: readonly StarterSource[], hasSchema: boolean): string {
  const line = (comment: string, name: string, fields: Fields) => `  # ${comment}\n  ${name}: { ${inYaml(fields)} }\n`;
  return `${hasSchema ? `# yaml-language-server: $schema=${schemaPath}\n` : ""}# What specmill makes from which spec: \`specmill generate\` brings it up to date, \`specmill check\` proves that it is.

# The inputs, by a name of your choice.
sources:
${sources.map((source) => line(source.comment, source.name, source.fields)).join("")}
# The outputs. Each target owns what it wrote: a file that somebody edited since is never overwritten.
# \`specmill list packs\` names the built-in packs and their options; \`specmill eject PACK\` copies one to change it.
targets:
${sources.flatMap(({ targets }) => targets.map((target) => line(target.comment, target.name, target.fields))).join("")}
# A formatter is run over the new files of a run, before they are compared and moved in place:
# format:
#   "**/*.ts": biome format --write
`;
}

/** `specmill.config.ts`; its types are in `specmill.d.ts`. */
export function codeConfig(sources: readonly StarterSource[]): string {
  const line = (comment: string, name: string, fields: Fields) =>
    `    // ${comment}\n    ${inCodeKey(name)}: { ${inCode(fields)} },\n`;
  return `// What specmill makes from which spec: \`specmill generate\` brings it up to date, \`specmill check\` proves that it is.
import { defineConfig } from "specmill";

export default defineConfig({
  // The inputs, by a name of your choice.
  sources: {
${sources.map((source) => line(source.comment, source.name, source.fields)).join("")}  },
  // The outputs. Each target owns what it wrote: a file that somebody edited since is never overwritten.
  // \`specmill list packs\` names the built-in packs and their options; \`specmill eject PACK\` copies one to change it.
  targets: {
${sources.flatMap(({ targets }) => targets.map((target) => line(target.comment, target.name, target.fields))).join("")}  },
});
`;
}

function inYaml(fields: Fields): string {
  return Object.entries(fields)
    .map(
      ([name, value]) =>
        `${name}: ${typeof value === "string" ? yamlScalar(value) : `[${value.map(yamlScalar).join(", ")}]`}`,
    )
    .join(", ");
}

function inCode(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}

function inCodeKey(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

/** Plain where no parser could read it as anything but text; a JSON string is YAML too. */
function yamlScalar(text: string): string {
  const isPlain = /^[A-Za-z.][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|\.(?:nan|inf))$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
