/**
 * May this path be written? Every writer asks here, for every path, right before it writes (docs/security.md, rules S1.1 to S1.4).
 * A template and the spec behind it are not trusted with paths.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, isInside } from "#platform/paths.ts";

/** Why a path is refused, as a sentence that follows "`path` ". */
export interface Refusal {
  readonly code: "write/outside" | "write/path" | "write/symlink";
  readonly why: string;
  readonly fix: string;
}

const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
// Code points that HFS+ ignores when it compares names: `.g\u200cit` is `.git` there (git's is_hfs_dotgit).
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
/** What is known of files that `specmill new --track` wrote. */
export const TRACKED_FILE = "specmill.tracked.json";
/** Folders and files that run code or steer tools when they change. */
const GUARDED = [".git", ".github/workflows", ".husky", ".vscode", ".specmill", "node_modules"];
const GUARDED_FILES = [
  "package.json",
  "specmill.lock",
  TRACKED_FILE,
  "specmill.yaml",
  "specmill.yml",
  "specmill.json",
  "specmill.toml",
  "specmill.config.ts",
];

/** Judges the spelling of an output path alone. `allow` are the patterns of the config's `allow`. Pure. */
export function refusePath(path: string, folder: string, allow: readonly string[]): Refusal | undefined {
  if (!isInside(folder, path) || path.split("/").includes("..")) {
    return {
      code: "write/outside",
      why: `leaves the output folder \`${folder}\``,
      fix: "mend the `output` of the template's header",
    };
  }
  const bad = path
    .split("/")
    .map(refuseSegment)
    .find((why) => why !== undefined);
  if (bad !== undefined)
    return {
      code: "write/path",
      why: bad,
      fix: "change the name in the spec, or the `output` of the template's header",
    };
  const plain = path.normalize("NFC").toLowerCase().replace(IGNORED_BY_HFS, "");
  const isGuarded = GUARDED.some((one) => isBelow(one, plain)) || GUARDED_FILES.includes(plain);
  if (isGuarded && !allow.some((pattern) => new Bun.Glob(pattern).match(path))) {
    return {
      code: "write/path",
      why: "is a file that other tools act on",
      fix: "list it under `allow` in the config if it is meant",
    };
  }
  return undefined;
}

/** Judges what lies on disk on the way to the path: no link below the root may be followed. Asked again right before each rename. */
export function refusePlace(path: string, root: string, fs: FileSystem, checked?: Set<string>): Refusal | undefined {
  const segments = path.split("/");
  for (let end = 1; end <= segments.length; end++) {
    const part = segments.slice(0, end).join("/");
    if (checked?.has(part) === true) continue;
    const type = fs.stamp(absolute(root, part))?.type;
    if (type === undefined) return undefined;
    if (type === "link")
      return {
        code: "write/symlink",
        why: `leads through the symbolic link \`${part}\``,
        fix: `remove the link or choose another output folder`,
      };
    const isLast = end === segments.length;
    if (!isLast && type !== "folder")
      return { code: "write/path", why: `needs a folder where \`${part}\` is a file`, fix: `move \`${part}\` away` };
    if (isLast && type !== "file")
      return {
        code: "write/path",
        why: `is a ${type === "folder" ? "folder" : "special file"} on disk`,
        fix: "move it away",
      };
    if (!isLast) checked?.add(part);
  }
  return undefined;
}

/** The refusal as a problem. */
export function refusalDiagnostic(
  path: string,
  refusal: Refusal,
  details: { place?: Diagnostic["place"]; notes?: readonly string[] } = {},
): Diagnostic {
  return error(refusal.code, `output path \`${path}\` ${refusal.why}`, {
    place: details.place,
    notes: [refusal.fix, ...(details.notes ?? [])],
  });
}

function refuseSegment(segment: string): string | undefined {
  if (segment === "" || segment === ".") return "has an empty part";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(segment)) return "has a control character in it";
  if (/[\\:*?"<>|]/.test(segment)) return 'has a character that not every system allows (one of `\\ : * ? " < > |`)';
  if (/[. ]$/.test(segment)) return "has a part that ends with a dot or a space";
  if (RESERVED.test(segment)) return `has the reserved name \`${segment}\` in it`;
  if (Buffer.byteLength(segment) > 255) return "has a part of more than 255 bytes";
  if (/^git~\d+$/i.test(segment)) return "has a short name of `.git` in it";
  return undefined;
}

function isBelow(folder: string, path: string): boolean {
  return (
    path === folder || path.startsWith(`${folder}/`) || path.includes(`/${folder}/`) || path.endsWith(`/${folder}`)
  );
}
