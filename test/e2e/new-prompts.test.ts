/** `specmill new` and a person: the binary at a real pseudo-terminal, with hooks that only the binary has to load by itself. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { converse, keys } from "../support/pseudo-terminal.ts";
import type { Files, Project } from "../support/rig.ts";
import { binary, project } from "../support/rig.ts";

// A conversation waits for a text longer than the runner waits for a test.
setDefaultTimeout(60_000);

const questions = `module.exports = [
  { type: "input", name: "title", message: "What title?" },
  { type: "select", name: "kind", message: "Which kind?", choices: ["note", "task", "idea"] },
  { type: "confirm", name: "done", message: "Is it done?" },
];
`;
const template = "---\nto: out/<%= title %>.txt\n---\n<%- kind %> <%- done %>\n";

function scaffold(files: Files = {}): Project {
  return project({ "_templates/card/new/prompt.js": questions, "_templates/card/new/card.ejs.t": template, ...files });
}

function at(folder: Project, ...args: string[]) {
  return converse([binary, "new", ...args], { cwd: folder.root });
}

const hidden = "\x1b[?25l";
const visible = "\x1b[?25h";
const isCursorVisible = (raw: string) => raw.lastIndexOf(visible) >= raw.lastIndexOf(hidden);

describe.skipIf(process.platform === "win32")("a person answers", () => {
  test("every question in its turn", async () => {
    await using folder = scaffold();
    const talk = at(folder, "card", "new");
    await talk.until("What title?");
    talk.type(`first${keys.enter}`);
    await talk.until("Which kind?");
    talk.type(keys.down + keys.enter);
    await talk.until("Is it done?");
    talk.type("y");
    await talk.until("added: out/first.txt");
    expect(await talk.exited()).toBe(0);
    expect(folder.read("out/first.txt")).toBe("task true\n");
    expect(isCursorVisible(talk.raw())).toBe(true);
  });

  test("flags and given answers are not asked for", async () => {
    await using folder = scaffold({ "answers.yaml": "kind: idea\n" });
    const talk = at(folder, "card", "new", "--title", "second", "--answers", "answers.yaml");
    await talk.until("Is it done?");
    talk.type(keys.enter);
    expect(await talk.exited()).toBe(0);
    expect(folder.read("out/second.txt")).toBe("idea false\n");
    expect(talk.shown()).not.toContain("What title?");
    expect(talk.shown()).not.toContain("Which kind?");
  });

  test("an answer that is refused is asked for again", async () => {
    await using folder = scaffold({
      "_templates/card/new/prompt.js": `module.exports = { prompt: async ({ prompter }) => {
        const { title } = await prompter.prompt({ type: "input", name: "title", message: "What title?",
          validate: (value) => value.length > 2 || "that is too short" });
        return { title, kind: "k", done: 1 };
      } };`,
    });
    const talk = at(folder, "card", "new");
    await talk.until("What title?");
    talk.type(`ab${keys.enter}`);
    await talk.until("that is too short");
    talk.type(`c${keys.enter}`);
    expect(await talk.exited()).toBe(0);
    expect(folder.read("out/abc.txt")).toBe("k 1\n");
  });

  test("a password is never drawn", async () => {
    await using folder = scaffold({
      "_templates/card/new/prompt.js": 'module.exports = [{ type: "password", name: "title", message: "Word?" }];',
      "_templates/card/new/card.ejs.t": "---\nto: out/<%= title.length %>.txt\n---\n",
    });
    const talk = at(folder, "card", "new");
    await talk.until("Word?");
    talk.type(`hunter2${keys.enter}`);
    expect(await talk.exited()).toBe(0);
    expect(folder.has("out/7.txt")).toBe(true);
    expect(talk.raw()).not.toContain("hun");
  });

  test("`--defaults` asks nothing", async () => {
    await using folder = scaffold();
    const talk = at(folder, "card", "new", "--title", "third", "--defaults");
    expect(await talk.exited()).toBe(0);
    expect(folder.read("out/third.txt")).toBe("note false\n");
    expect(talk.raw()).not.toContain(hidden);
  });

  test("NO_COLOR draws without colors", async () => {
    await using folder = scaffold();
    const talk = converse([binary, "new", "card", "new", "--title", "x", "--kind", "k"], {
      cwd: folder.root,
      env: { NO_COLOR: "1" },
    });
    await talk.until("Is it done?");
    talk.type("n");
    expect(await talk.exited()).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
    expect(talk.raw()).not.toMatch(/\x1b\[[\d;]*m/);
  });
});

describe.skipIf(process.platform === "win32")("a person gives up", () => {
  test.each([
    ["Ctrl-C", keys.ctrlC],
    ["Escape", keys.escape],
  ])("%s at a question: exit 130, nothing written, the terminal as it was", async (_name, key) => {
    await using folder = scaffold();
    const inShell = '"$0" new card new; code=$?; stty -a; exit $code';
    const talk = converse(["sh", "-c", inShell, binary], { cwd: folder.root });
    await talk.until("What title?");
    talk.type(`half${keys.enter}`);
    await talk.until("Which kind?");
    talk.type(key);
    expect(await talk.exited()).toBe(130);
    expect(folder.has("out")).toBe(false);
    expect(talk.shown()).toContain("interrupted: nothing was done");
    expect(isCursorVisible(talk.raw())).toBe(true);
    expect(talk.shown()).toMatch(/[ ;]icanon/);
    expect(talk.shown()).toMatch(/[ ;]echo /);
  });

  test("a hook that catches it writes nothing either", async () => {
    await using folder = scaffold({
      "_templates/card/new/prompt.js": `module.exports = { prompt: async ({ prompter }) => {
        try { await prompter.prompt({ type: "input", name: "title", message: "What title?" }); } catch {}
        return { title: "made-up", kind: "k", done: 1 };
      } };`,
    });
    const talk = at(folder, "card", "new");
    await talk.until("What title?");
    talk.type(keys.ctrlC);
    expect(await talk.exited()).toBe(130);
    expect(folder.has("out")).toBe(false);
  });

  test("a hook that never ends goes with Ctrl-C", async () => {
    await using folder = scaffold({
      "_templates/card/new/prompt.js":
        'module.exports = { prompt: () => new Promise(() => { process.stdout.write("waiting\\n"); setInterval(() => {}, 1000); }) };',
    });
    const talk = at(folder, "card", "new");
    await talk.until("waiting");
    talk.type(keys.ctrlC);
    expect(await talk.exited()).toBe(130);
    expect(folder.has("out")).toBe(false);
  });

  test("SIGTERM at a question gives the cursor back", async () => {
    await using folder = scaffold();
    const talk = at(folder, "card", "new");
    await talk.until("What title?");
    talk.type(`x${keys.enter}`);
    await talk.until("Which kind?");
    talk.kill("SIGTERM");
    expect(await talk.exited()).toBe(143);
    expect(isCursorVisible(talk.raw())).toBe(true);
    expect(folder.has("out")).toBe(false);
  });
});

describe.skipIf(process.platform === "win32")("a file is in the way", () => {
  const flags = ["--title", "old", "--kind", "new", "--done"];
  test.each([
    ["y", "new true\n"],
    ["n", "old\n"],
    [keys.enter, "old\n"],
  ])("%j", async (key, content) => {
    await using folder = scaffold({ "out/old.txt": "old\n" });
    const talk = at(folder, "card", "new", ...flags);
    await talk.until("     exists: out/old.txt. Overwrite? (y/N):");
    talk.type(key);
    expect(await talk.exited()).toBe(0);
    expect(folder.read("out/old.txt")).toBe(content);
  });

  test("Ctrl-C keeps everything as it was", async () => {
    await using folder = scaffold({ "out/old.txt": "old\n" });
    const talk = at(folder, "card", "new", ...flags);
    await talk.until("Overwrite? (y/N):");
    talk.type(keys.ctrlC);
    expect(await talk.exited()).toBe(130);
    expect(folder.read("out/old.txt")).toBe("old\n");
  });
});

describe.skipIf(process.platform === "win32")("the picker", () => {
  const more = { "_templates/page/new/a.t": "---\nto: out/page.txt\n---\npage\n", "_templates/page/other/a.t": "" };

  test("what is typed narrows the list, in any order, and a bracket is a letter", async () => {
    await using folder = scaffold(more);
    const talk = at(folder);
    await talk.until("What to make?");
    talk.type("(");
    await talk.until("No matching choices");
    talk.type(`${keys.backspace}new pa`);
    await talk.until("new pa");
    talk.type(keys.enter);
    await talk.until("added: out/page.txt");
    expect(await talk.exited()).toBe(0);
    expect(folder.read("out/page.txt")).toBe("page\n");
  });

  test("Ctrl-C makes nothing", async () => {
    await using folder = scaffold(more);
    const talk = at(folder);
    await talk.until("What to make?");
    talk.type(keys.ctrlC);
    await talk.exited();
    expect(folder.has("out")).toBe(false);
    expect(isCursorVisible(talk.raw())).toBe(true);
  });
});

describe("nobody is there to answer", () => {
  test("the missing answers are named, exit 2, and nothing is written", async () => {
    await using folder = scaffold();
    const { code, stderr } = await folder.run(["new", "card", "new", "--kind", "task"]);
    expect(code).toBe(2);
    expect(stderr).toContain("scaffold/answers");
    expect(stderr).toContain("the answers to `title`, `done` are missing");
    expect(stderr).toContain("--title VALUE --done VALUE");
    expect(stderr).not.toContain(folder.root);
    expect(folder.has("out")).toBe(false);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
    expect(stderr).not.toMatch(/\x1b/);
  });

  test("a terminal in a pipeline is none", async () => {
    await using folder = scaffold();
    const talk = converse([binary, "new", "card", "new"], { cwd: folder.root, env: { CI: "true" } });
    expect(await talk.exited()).toBe(2);
    expect(talk.shown()).toContain("there is no terminal to ask");
  });

  test("`--answers` and `--defaults` answer; hooks load what lies beside them", async () => {
    await using folder = scaffold({
      "answers.json": '{ "title": "from file", "extra": 1 }',
      "node_modules/lodash/index.js": "exports.kebabCase = (text) => text.replace(/ /g, '-');",
      "_templates/card/new/prompt.js": undefined,
      "_templates/card/new/prompt.ts": `import { kebabCase } from "lodash";
        export default { prompt: async ({ prompter }: { prompter: any }) => {
          const { title } = await prompter.prompt({ type: "input", name: "title", message: "What title?" });
          const { done } = await prompter.prompt({ type: "confirm", name: "done", message: "Done?", initial: true });
          return { title: kebabCase(title) as string, kind: "k", done };
        } };`,
      "_templates/card/new/card.ejs.t": `${template}<%- extra %>\n`,
    });
    const { code, stderr } = await folder.run(["new", "card", "new", "--answers", "answers.json", "--defaults"]);
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
    expect(folder.read("out/from-file.txt")).toBe("k true\n1\n");
  });

  test("a hook that throws has the line of its code, and no frame of specmill", async () => {
    await using folder = scaffold({
      "_templates/card/new/prompt.js":
        'module.exports = {\n  prompt: async () => {\n    await 1;\n    throw new Error("boom");\n  },\n};\n',
    });
    const { code, stderr } = await folder.run(["new", "card", "new"]);
    expect(code).toBe(1);
    expect(stderr).toContain("scaffold/hook");
    expect(stderr).toContain("_templates/card/new/prompt.js:4:15");
    expect(stderr).toContain('throw new Error("boom")');
    expect(stderr).not.toContain("bunfs");
  });
});
