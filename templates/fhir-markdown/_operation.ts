/** The page of an operation: where it is called, and what goes in and comes out. */
import { bindingText } from "./_bindings.ts";
import type { It, Operation, Parameter } from "./_fhir.ts";
import { canonicalLink, codeLink } from "./_links.ts";
import { line } from "./_markdown.ts";
import { cardinality, either, section, treeName } from "./_text.ts";

export function calls(it: It, operation: Operation): string {
  const { code, resources, onSystem, onType, onInstance, affectsState } = operation;
  const types = resources.length === 0 ? ["[type]"] : resources;
  const paths = [
    ...(onSystem ? [`[base]/$${code}`] : []),
    ...(onType ? types.map((type) => `[base]/${type}/$${code}`) : []),
    ...(onInstance ? types.map((type) => `[base]/${type}/[id]/$${code}`) : []),
  ];
  return section(
    "Calls",
    paths.map((path) => `- ${it.md.code(path)}`).join("\n"),
    affectsState === true && "It changes what the server holds.",
    affectsState === false && "It changes nothing on the server.",
  );
}

export function aboutOperation(it: It, { kind, resources }: Operation): string {
  const on = resources.map((one) => codeLink(it, one));
  return `${kind === "query" ? "Named query" : "Operation"}${on.length === 0 ? "" : ` on ${it.text.list(on)}`}`;
}

export function parameters(it: It, operation: Operation, use: "in" | "out"): string {
  const all = operation.parameters.filter((one) => one.use === use);
  const rows = all.flatMap((one) => rowsOf(it, one, 0));
  const head = ["Parameter", "Card.", "Type", "Binding", "Description"];
  return section(use === "in" ? "In" : "Out", it.md.table(head, rows));
}

function rowsOf(it: It, parameter: Parameter, level: number): string[][] {
  const { name, type, targets, binding, documentation, parts } = parameter;
  const to = either(
    it,
    targets.map((url) => canonicalLink(it, url, ["profile", "resource"])),
  );
  const named = type === undefined ? "" : codeLink(it, type);
  const row = [
    treeName(it, name, level),
    cardinality(parameter),
    to === "" ? named : `${named} (${to})`,
    bindingText(it, binding),
    line(it, documentation),
  ];
  return [row, ...parts.flatMap((part) => rowsOf(it, part, level + 1))];
}
