import { describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { refusalDiagnostic, refusePath, refusePlace } from "#write/guard.ts";

function message(path: string, folder = "out", allow: string[] = []): string | undefined {
  const refusal = refusePath(path, folder, allow);
  return refusal === undefined ? undefined : refusalDiagnostic(path, refusal).message;
}

describe("the spelling of an output path", () => {
  for (const path of [
    "out/a.md",
    "out/deep/er/ä.ts",
    "out/.hidden",
    "out/constant.md",
    "out/a..b.md",
    "out/aux-1.md",
  ]) {
    test(`\`${path}\` is fine`, () => expect(message(path)).toBeUndefined());
  }

  const refused: [string, string][] = [
    ["other/a.md", "leaves the output folder `out`"],
    ["../a.md", "leaves the output folder `out`"],
    ["/etc/passwd", "leaves the output folder `out`"],
    ["out/../../a", "leaves the output folder `out`"],
    ["out/a\u0000.md", "has a control character in it"],
    ["out/a\nb.md", "has a control character in it"],
    ["out/a\\b.md", 'has a character that not every system allows (one of `\\ : * ? " < > |`)'],
    ["out/a:stream", 'has a character that not every system allows (one of `\\ : * ? " < > |`)'],
    ["out/dir./a.md", "has a part that ends with a dot or a space"],
    ["out/a ", "has a part that ends with a dot or a space"],
    ["out/CON", "has the reserved name `CON` in it"],
    ["out/com1.txt", "has the reserved name `com1.txt` in it"],
    ["out/GIT~1/config", "has a short name of `.git` in it"],
    ["out//a.md", "has an empty part"],
    [`out/${"x".repeat(256)}`, "has a part of more than 255 bytes"],
  ];
  for (const [path, why] of refused) {
    test(`${JSON.stringify(path.slice(0, 30))} ${why}`, () =>
      expect(message(path)).toBe(`output path \`${path}\` ${why}`));
  }

  for (const path of [
    ".git/hooks/post-checkout",
    ".GIT/config",
    ".g\u200cit/config",
    "sub/.git/config",
    ".github/workflows/x.yml",
    "node_modules/a/index.js",
    ".husky/pre-commit",
    "package.json",
    "specmill.yaml",
  ]) {
    test(`\`${path}\` is a file that other tools act on`, () => {
      expect(message(path, ".")).toBe(`output path \`${path}\` is a file that other tools act on`);
      expect(message(path, ".", [path])).toBeUndefined();
    });
  }
});

describe("the place of an output path", () => {
  function project(): string {
    const root = mkdtempSync(join(tmpdir(), "specmill-guard-"));
    mkdirSync(join(root, "out/real"), { recursive: true });
    writeFileSync(join(root, "out/file"), "");
    symlinkSync("/tmp", join(root, "out/link"));
    symlinkSync("file", join(root, "out/file-link"));
    return root;
  }
  const cases: [string, string | undefined][] = [
    ["out/new/a.md", undefined],
    ["out/real/a.md", undefined],
    ["out/file", undefined],
    ["out/link/a.md", "leads through the symbolic link `out/link`"],
    ["out/file-link", "leads through the symbolic link `out/file-link`"],
    ["out/file/a.md", "needs a folder where `out/file` is a file"],
    ["out/real", "is a folder on disk"],
  ];
  for (const [path, why] of cases) {
    test(`\`${path}\` ${why ?? "is free"}`, () => expect(refusePlace(path, project(), fs)?.why).toBe(why as string));
  }
});
