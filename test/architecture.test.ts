/**
 * The rules of the house that a compiler does not know. Each has the reason it exists and the way to mend a breach,
 * because whoever meets one here did not come to read about architecture. The picture is in src/README.md.
 */
import { describe, expect, test } from "bun:test";
import { posix } from "node:path";
import type { SourceFile } from "./support/source-graph.ts";
import { display, findCycles, parseSource, readSourceTree, repository, staticReach } from "./support/source-graph.ts";

interface Layer {
  readonly name: string;
  readonly mayImport: readonly string[];
  readonly reason: string;
}

/** From the bottom up: a layer imports only what stands above it in this list, and of that only what `mayImport` names. */
const layers: readonly Layer[] = [
  { name: "model", mayImport: [], reason: "the nouns know nobody, so that everybody can know them" },
  {
    name: "platform",
    mayImport: ["model"],
    reason: "the edge of the operating system serves every stage and belongs to none",
  },
  {
    name: "document",
    mayImport: ["model", "platform"],
    reason: "parsing with places is the same for sources, packs and the config, so it knows none of them",
  },
  {
    name: "cache",
    mayImport: ["model", "platform"],
    reason: "a cache stores what it is given and never learns what it means",
  },
  {
    name: "templates",
    mayImport: ["model", "platform", "document"],
    reason: "a template sees units, never the source that made them, so that every pack works over every source",
  },
  {
    name: "reporters",
    mayImport: ["model", "platform"],
    reason: "a report is made of events alone, so that none can need a stage",
  },
  {
    name: "write",
    mayImport: ["model", "platform"],
    reason: "the writer moves bytes under guard and must not care who made them",
  },
  {
    name: "sources",
    mayImport: ["model", "platform", "document", "cache"],
    reason: "a source emits units and must not know what becomes of them",
  },
  {
    name: "plan",
    mayImport: ["model", "platform", "cache"],
    reason: "what is stale is decided from records, without loading a stage",
  },
  {
    name: "render",
    mayImport: ["model", "platform", "templates", "write", "cache", "sources"],
    reason: "a render thread loads units, renders, compares and stages; what to render was decided before",
  },
  {
    name: "config",
    mayImport: ["model", "platform", "document", "cache", "templates", "reporters", "sources"],
    reason: "the config names sources, packs and reporters through their registries and runs none of them",
  },
  {
    name: "pipeline",
    mayImport: [
      "model",
      "platform",
      "document",
      "cache",
      "templates",
      "reporters",
      "write",
      "sources",
      "plan",
      "render",
      "config",
    ],
    reason: "generate.ts and the files beside it call the stages, and nothing that calls them",
  },
  {
    name: "scaffold",
    mayImport: ["model", "platform", "document", "cache", "templates", "write", "sources", "config"],
    reason: "scaffolding stands beside the pipeline and must not run it",
  },
  { name: "commands", mayImport: ["*"], reason: "the command line may use everything below it" },
  { name: "index.ts", mayImport: ["*"], reason: "the public API gathers what others export" },
  {
    name: "main.ts",
    mayImport: ["model", "platform", "commands", "pipeline"],
    reason: "the entry point only finds out what was asked: a command, or a render thread",
  },
];

/** Words that only some places may use, searched in the code without its comments. */
const reserved = [
  {
    what: "opens files",
    pattern: /"(?:node:)?fs(?:\/promises)?"|\bBun\.(?:file|write|mmap)\(|\bnew Bun\.Glob\b[^\n]*\.scan/,
    allowed: ["platform/"],
    reason: "only platform/ touches the disk, so that a test or an editor can replace it",
    fix: "read through `context.inputs` and write through write/, or add what is missing to platform/file-system.ts",
  },
  {
    what: "starts a process",
    pattern: /\bBun\.spawn(?:Sync)?\(|\bBun\.\$|"(?:node:)?child_process"/,
    allowed: ["platform/", "commands/"],
    reason: "a process started in the wrong place is a security hole; platform/ scrubs its environment",
    fix: "use the one function of platform/ that starts programs",
  },
  {
    what: "prints or exits",
    pattern: /\bconsole\.\w|\bprocess\.(?:stdout|stderr|exit|exitCode|abort)\b|\bBun\.(?:stdout|stderr)\b/,
    allowed: ["commands/", "platform/terminal.ts", "main.ts"],
    reason:
      "everything shown is an event or a diagnostic, so that every reporter shows the same; the exit code is set once",
    fix: "use `context.report` or `context.emit`; return a value or throw SpecmillError",
  },
  {
    what: "reads the clock",
    pattern: /\bDate\.now\b|\bnew Date\b|\bperformance\.now\b|\bBun\.nanoseconds\b|\bprocess\.hrtime\b/,
    // render-job.ts measures what a render costs; that goes into the build log and never into an output.
    allowed: ["platform/", "commands/", "main.ts", "quick.ts", "render/render-job.ts"],
    reason: "an output that knows the time is another one tomorrow (promise 1)",
    fix: "let a span of `context.trace` measure, or take a time from platform/ as an argument",
  },
  {
    what: "reads the environment",
    pattern: /\bprocess\.env\b|\bBun\.env\b|\bimport\.meta\.env\b|\bprocess\.cwd\(/,
    allowed: ["platform/", "commands/", "main.ts", "quick.ts"],
    reason: "an output that knows the environment is another one on another machine (promise 1)",
    fix: "read it in commands/ and hand it down as an option",
  },
  {
    what: "opens a connection",
    pattern:
      /\bfetch\(|\bBun\.(?:connect|listen|serve|udpSocket)\(|\bnew WebSocket\b|\bBun\.(?:SQL|sql|redis|RedisClient|s3)\b|(?:from|import\(|require\()\s*"(?:node:)?(?:net|http|https|http2|dns|tls)"/,
    allowed: ["platform/http.ts", "sources/database/connect.ts"],
    reason: "generate, check, diff and watch are offline by construction (promise 7)",
    fix: "only `pull` fetches: it writes a snapshot, and the source reads that",
  },
  {
    what: "opens a database file",
    pattern: /"bun:sqlite"/,
    allowed: ["sources/database/dialects/"],
    reason: "opening one can create files beside it, and SQL of a repository is code of strangers",
    fix: "read schemas through sources/database/dialects/sqlite-file.ts and sqlite-scripts.ts, which guard against both",
  },
  {
    what: "depends on the locale",
    pattern: /\.localeCompare\(|\.toLocale\w+\(|\bIntl\./,
    // The order of an action's templates is hygen's, which is ICU's; the locale is a fixed one.
    allowed: ["scaffold/new/template-files.ts"],
    reason: "the same input gives the same bytes on every machine (promise 1)",
    fix: "use `compareText` of model/diagnostic.ts, toLowerCase and toUpperCase",
  },
] as const;

const bagNames =
  /^(?:utils?|helpers?|common|core|misc|shared|lib|manager|managers|types|constants|interfaces)\.ts$|-(?:utils?|manager)\.ts$/;
const bagFolders = /^(?:utils?|common|core|misc|shared|lib|features)$/;

/** Not loaded by `--version` and by a run that finds nothing to do: they cost 2 to 10 ms each (docs of the start-up in bench/README.md). */
const heavyPackages = [
  "zod",
  "yaml",
  "eta",
  "consola",
  "citty",
  "ejs",
  "enquirer",
  "node:crypto",
  "node:readline",
  "node:stream",
  "node:tty",
  "node:util",
];

const files = readSourceTree(repository);

describe("layers", () => {
  test("every file belongs to a layer", () => {
    const known = new Set(layers.map((layer) => layer.name));
    const strays = files.filter((file) => !known.has(layerOf(file.path))).map((file) => display(file.path));
    expect(
      problems(strays, "a new folder needs a line in the table of test/architecture.test.ts and in src/README.md"),
    ).toEqual([]);
  });

  test("imports follow the table", () => {
    expect(files.flatMap(forbiddenEdges)).toEqual([]);
  });

  test("the table itself only looks down", () => {
    const order = layers.map((layer) => layer.name);
    const upward = layers.flatMap((layer) =>
      layer.mayImport
        .filter((to) => to !== "*" && order.indexOf(to) >= order.indexOf(layer.name))
        .map((to) => `${layer.name} -> ${to}`),
    );
    expect(upward).toEqual([]);
  });

  test("no import leads back to where it started, type imports included", () => {
    const found = findCycles(files).map((cycle) => cycle.map(display).join(" -> "));
    expect(
      problems(
        found,
        "a cycle hides which file is the lower one: move the shared part into the lower layer, most often model/",
      ),
    ).toEqual([]);
  });

  test("an extension does not import its sibling", () => {
    const extensions = [
      "sources",
      "templates/engines",
      "templates/helpers",
      "reporters",
      "cache/stores",
      "render/executors",
    ];
    const found = files.flatMap((file) => extensions.flatMap((folder) => siblingImports(file, folder)));
    expect(
      problems(
        found,
        "an extension can be removed alone: move the shared part beside the interface, or into document/",
      ),
    ).toEqual([]);
  });

  test("every import leads to a file", () => {
    const known = new Set(files.map((file) => file.path));
    const found = files.flatMap((file) =>
      file.imports
        .filter(({ file: to }) => to?.endsWith(".ts") && !to.startsWith("../") && !known.has(to))
        .map(({ specifier }) => `${display(file.path)} imports \`${specifier}\``),
    );
    expect(found).toEqual([]);
  });

  test("folders are crossed by `#folder/file.ts`, so that an edge between layers can be searched for", () => {
    const found = files.flatMap((file) =>
      file.imports
        .filter(
          ({ specifier, file: to }) =>
            specifier.startsWith("../") &&
            to !== undefined &&
            !to.startsWith("../") &&
            layerOf(to) !== layerOf(file.path),
        )
        .map(({ specifier }) => `${display(file.path)} imports \`${specifier}\``),
    );
    expect(problems(found, "write `#folder/file.ts`")).toEqual([]);
  });

  test("only the table of built-in packs reaches outside of src/", () => {
    const found = files.flatMap((file) =>
      file.imports
        .filter(({ file: to }) => to?.startsWith("../") && !file.path.endsWith(".gen.ts"))
        .map(({ specifier }) => `${display(file.path)} imports \`${specifier}\``),
    );
    expect(problems(found, "what the binary carries is listed by scripts/registry.ts")).toEqual([]);
  });

  test("nothing inside imports the public API", () => {
    const found = files
      .filter((file) => file.imports.some((one) => one.file === "index.ts"))
      .map((file) => display(file.path));
    expect(problems(found, "import the file that declares it; src/index.ts is for users")).toEqual([]);
  });
});

describe("the edge of the world", () => {
  test.each(reserved.map((rule) => [rule.what, rule] as const))("no file %s outside of its place", (_what, rule) => {
    const found = files
      .filter((file) => !rule.allowed.some((prefix) => file.path.startsWith(prefix)))
      .flatMap((file) => uses(file, rule.pattern));
    expect(problems(found, `${rule.reason}; ${rule.fix}`)).toEqual([]);
  });

  test("only `pull` loads what opens connections", () => {
    const online = /^sources\/[^/]+\/(?:pull|connect)\.ts$|^sources\/database\/dialects\/(?:postgres|mysql)/;
    const found = files
      .filter(({ path }) => !online.test(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ file: to }) => to !== undefined && online.test(to) && path !== "sources/registry.gen.ts")
          .map(({ specifier }) => `${display(path)} imports \`${specifier}\``),
      );
    expect(problems(found, "generate, check, diff and watch are offline by construction (promise 7)")).toEqual([]);
  });

  test("start-up loads no heavy module", () => {
    const { packages } = staticReach(files, "main.ts");
    const found = [...packages]
      .filter(([name]) => heavyPackages.includes(name))
      .map(([name, from]) => `${display(from)} imports \`${name}\``);
    expect(
      problems(found, "main.ts reaches this file by static imports: load it with `await import(…)` where it is used"),
    ).toEqual([]);
  });
});

describe("names and files", () => {
  test("no file or folder is a bag", () => {
    const found = files.filter(
      (file) =>
        bagNames.test(posix.basename(file.path)) ||
        posix
          .dirname(file.path)
          .split("/")
          .some((part) => bagFolders.test(part)),
    );
    expect(
      problems(
        found.map((file) => display(file.path)),
        "a file is named after its main export; a bag grows for ever",
      ),
    ).toEqual([]);
  });

  test("names are kebab-case", () => {
    const found = files.filter((file) => !/^(?:[a-z0-9-]+\/)*_?[a-z0-9-]+(?:\.gen|\.worker)?\.ts$/.test(file.path));
    expect(
      problems(
        found.map((file) => display(file.path)),
        "one spelling for every file, the same where case does not count",
      ),
    ).toEqual([]);
  });

  test("only index.ts and generated files gather exports", () => {
    const found = files.filter((file) => !/(?:^|\/)index\.ts$|\.gen\.ts$/.test(file.path) && isBarrel(file));
    expect(
      problems(
        found.map((file) => display(file.path)),
        "a barrel hides who uses what and loads everything: import the file itself",
      ),
    ).toEqual([]);
  });

  test("every file begins by saying what it is for", () => {
    const found = files.filter((file) => !file.path.endsWith(".gen.ts") && !/^\/\*\*|^\/\//.test(file.text));
    expect(
      problems(
        found.map((file) => display(file.path)),
        "one to six lines: what it is for and the one invariant to keep",
      ),
    ).toEqual([]);
  });

  test("no file is longer than 300 lines", () => {
    const found = files.filter((file) => !file.path.endsWith(".gen.ts") && file.text.split("\n").length > 301);
    expect(
      problems(
        found.map((file) => display(file.path)),
        "look for the second thing it does and give it a file",
      ),
    ).toEqual([]);
  });
});

describe("the rules see what they should", () => {
  test("a breach names the edge, the reason and the way out", () => {
    const file = parseSource("model/unit.ts", 'import type { Plan } from "#plan/make-plan.ts";\n');
    expect(forbiddenEdges(file)).toEqual([
      "src/model/unit.ts imports `#plan/make-plan.ts`: model may import nothing, because the nouns know nobody, so that everybody can know them. " +
        "Move the shared part into a layer that both may import, or hand it in as an argument",
    ]);
  });

  test("imports are found in every form, and text that only looks like one is not", () => {
    const text = [
      '/** import { a } from "#model/comment.ts" */',
      'import type { A } from "#model/a.ts";',
      'import {\n  b,\n  type B,\n} from "./b.ts";',
      'import "./effect.ts";',
      'export type { C } from "#model/c.ts";',
      'export * from "./d.ts";',
      'const e = await import("./e.ts");',
      'type F = import("./f.ts").F;',
      'const text = `\\nimport { g } from "./g.ts"`;',
      "// import { h } from './h.ts'",
    ].join("\n");
    const found = parseSource("write/x.ts", text).imports.map((one) => `${one.form} ${one.file}`);
    expect(found.sort()).toEqual(
      [
        "type model/a.ts",
        "static write/b.ts",
        "static write/effect.ts",
        "type model/c.ts",
        "static write/d.ts",
        "lazy write/e.ts",
        "type write/f.ts",
      ].sort(),
    );
  });

  test("a cycle is found, and a diamond is not one", () => {
    const file = (path: string, ...to: string[]) =>
      parseSource(path, to.map((one) => `import type { X } from "./${one}";`).join("\n"));
    expect(
      findCycles([file("a.ts", "b.ts", "c.ts"), file("b.ts", "d.ts"), file("c.ts", "d.ts"), file("d.ts")]),
    ).toEqual([]);
    expect(findCycles([file("a.ts", "b.ts"), file("b.ts", "c.ts"), file("c.ts", "a.ts")])).toEqual([
      ["a.ts", "b.ts", "c.ts", "a.ts"],
    ]);
  });
});

/** The files right in src/ are the pipeline, but for the two that others start from. */
function layerOf(path: string): string {
  const [first = path] = path.split("/");
  return first === path && path !== "main.ts" && path !== "index.ts" ? "pipeline" : first;
}

function forbiddenEdges(file: SourceFile): string[] {
  const layer = layers.find((one) => one.name === layerOf(file.path));
  if (layer === undefined || layer.mayImport.includes("*")) return [];
  return file.imports
    .filter(({ file: to }) => to !== undefined && !to.startsWith("../"))
    .filter(({ file: to }) => layerOf(to!) !== layer.name && !layer.mayImport.includes(layerOf(to!)))
    .map(({ specifier }) => {
      const allowed = layer.mayImport.length === 0 ? "nothing" : layer.mayImport.join(", ");
      return (
        `${display(file.path)} imports \`${specifier}\`: ${layer.name} may import ${allowed}, because ${layer.reason}. ` +
        "Move the shared part into a layer that both may import, or hand it in as an argument"
      );
    });
}

/** The extension is the folder or file right below the extension point; the interface and the registry are no extension. */
function siblingImports(file: SourceFile, folder: string): string[] {
  const extensionOf = (path: string): string | undefined => {
    if (!path.startsWith(`${folder}/`) || path.endsWith(".gen.ts")) return undefined;
    const [first, second] = path.slice(folder.length + 1).split("/");
    if (second === undefined && folder === "sources") return undefined;
    return first === undefined || isInterface(folder, first) ? undefined : first;
  };
  const own = extensionOf(file.path);
  if (own === undefined) return [];
  return file.imports.flatMap(({ file: to, specifier }) => {
    const other = to === undefined ? undefined : extensionOf(to);
    return other === undefined || other === own ? [] : [`${display(file.path)} imports \`${specifier}\``];
  });
}

function isInterface(folder: string, name: string): boolean {
  return (
    ["engine.ts", "helper.ts", "reporter.ts", "store.ts", "executor.ts", "text", "findings"].includes(name) ||
    name === `${posix.basename(folder)}.ts`
  );
}

function uses(file: SourceFile, pattern: RegExp): string[] {
  return file.code.split("\n").flatMap((line, index) => {
    const word = pattern.exec(line)?.[0];
    return word === undefined ? [] : [`${display(file.path)}:${index + 1} \`${word}\``];
  });
}

function isBarrel(file: SourceFile): boolean {
  const reexports = file.code.match(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\}\s*from)/gm)?.length ?? 0;
  const others =
    file.code.match(
      /^(?:export\s+)?(?:abstract\s+)?(?:async\s+)?(?:function|const|let|class|interface|type\s+\w+\s*[=<]|enum)\b/gm,
    )?.length ?? 0;
  return /^export\s+\*/m.test(file.code) || (reexports > 0 && others === 0);
}

function problems(places: readonly string[], fix: string): string[] {
  return places.map((place) => `${place}: ${fix}`);
}
