/** The front matter of a scaffolding template: the values of its keys, and the body behind it. */
import type { ActionTemplate, ParsedTemplate } from "../action.ts";
import type { FrontMatter } from "./block.ts";
import { cutFrontMatter } from "./block.ts";
import { readPlainYaml } from "./plain-yaml.ts";
import { yamlProblem } from "./problem.ts";
import { loadYaml } from "./yaml.ts";

/** Throws SpecmillError with the place of what is no YAML. Runs nothing of the template. */
export function parseTemplate(template: ActionTemplate): ParsedTemplate {
  const { text } = template;
  const cut = cutFrontMatter(text);
  if (cut === undefined) return { template, attributes: {}, body: text, bodyLine: 1 };
  const body = text.slice(0, cut.start) + text.slice(cut.end);
  return { template, attributes: readAttributes(template, cut), body, bodyLine: bodyLineOf(text, cut) };
}

function readAttributes(template: ActionTemplate, cut: FrontMatter): Readonly<Record<string, unknown>> {
  try {
    // Anything that is no mapping has the entries that JavaScript says it has: hygen renders those and finds nothing to do.
    return readPlainYaml(cut.yaml) ?? Object.fromEntries(Object.entries(loadYaml(cut.yaml) ?? {}));
  } catch (problem) {
    throw yamlProblem(template, cut, problem);
  }
}

/** A body with text before the block begins with the file. */
function bodyLineOf(text: string, cut: FrontMatter): number {
  if (cut.start > 0) return 1;
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < cut.end; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
