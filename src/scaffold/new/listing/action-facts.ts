/** What a list says of an action: what it makes, from its first template or its hook, and which flags it takes. Nothing of it is run. */
import { join } from "node:path";
import type { FileSystem } from "#platform/file-system.ts";
import { hookNames } from "../asking/hook-names.ts";
import { cutFrontMatter } from "../front-matter/block.ts";
import { templatePaths } from "../template-files.ts";
import type { HookFacts } from "./hook-scan.ts";
import { scanHook } from "./hook-scan.ts";

export interface ActionEntry {
  /** `_default` is the action that is meant when none is named. */
  readonly name: string;
  readonly description?: string;
  /** Without the dashes: what its hook asks for. `actionFlags` knows also those that templates alone read. */
  readonly flags: readonly string[];
}

/** Looks at the folder of an action. What cannot be read says nothing. */
export function describeAction(name: string, folder: string, fs: FileSystem): ActionEntry {
  const hook = readHook(folder, fs);
  const [first] = templatePaths(folder, fs);
  const about = first === undefined ? undefined : describeTemplate(readText(first, fs) ?? "");
  const description = about ?? hook?.description;
  const flags = hook?.names ?? [];
  return description === undefined ? { name, flags } : { name, description, flags };
}

/** What the hook of an action says of itself; `undefined` when there is none. */
export function readHook(folder: string, fs: FileSystem): HookFacts | undefined {
  const there = new Set((fs.list(folder) ?? []).map(({ name }) => name));
  const name = hookNames.find((one) => there.has(one));
  const text = name === undefined ? undefined : readText(join(folder, name), fs);
  return text === undefined ? undefined : scanHook(text);
}

/** A folder of the name of a file, or a file of somebody else's, is no reason to list nothing. */
export function readText(path: string, fs: FileSystem): string | undefined {
  try {
    const bytes = fs.read(path);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  } catch {
    return undefined;
  }
}

/** The value of `description`, a key that hygen passes over. YAML is read only where there is one: its parser takes time to load. */
function describeTemplate(text: string): string | undefined {
  const yaml = cutFrontMatter(text)?.yaml ?? "";
  if (!/^["']?description["']?[ \t]*:/m.test(yaml)) return undefined;
  const { loadYaml } = require("../front-matter/yaml.ts") as typeof import("../front-matter/yaml.ts");
  try {
    const { description } = (loadYaml(yaml) ?? {}) as { readonly description?: unknown };
    return typeof description === "string" && description.trim() !== "" ? description.trim() : undefined;
  } catch {
    return undefined;
  }
}
