/** The rules for a target's output folder that can be told from its text alone. What lies on the disk is the write guard's business. */

/** What is wrong with an output folder, as the end of a sentence; `undefined` when nothing is. Pure. */
export function outputProblem(path: string): string | undefined {
  const segments = path.split("/");
  if (path.trim() === "") return "an output folder needs a name; `.` is the project itself";
  if (path.includes("\\")) return `write \`/\` between folders, on every system: \`${path.replaceAll("\\", "/")}\``;
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path))
    return "an output folder is relative to the project, not absolute";
  if (path.startsWith("~")) return "`~` is not expanded; an output folder is relative to the project";
  if (segments.includes("..")) return "an output folder lies inside the project, so it has no `..`";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return "an output folder has no control characters in its name";
  // File systems that ignore case would take `.Specmill` for the state folder.
  if (folders(path)[0]?.toLowerCase() === ".specmill") return "`.specmill` holds the state of specmill itself";
  return undefined;
}

/** `./src//api/` is `src/api`; the project itself is `.`. */
export function normalizeOutput(path: string): string {
  return folders(path).join("/") || ".";
}

function folders(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}
