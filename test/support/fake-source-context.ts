/** A source context over files in memory. What was read through it is counted, so that a test can say what was not read. */
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
import type { FileStamp, FileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import type { Inputs } from "#platform/inputs.ts";
import { noTrace } from "#platform/trace.ts";
import type { Memo, SourceContext } from "#sources/source.ts";

export interface FakeSourceContext {
  readonly context: SourceContext;
  /** In the order of their reports. */
  readonly diagnostics: Diagnostic[];
  readonly events: Event[];
  /** Project paths given to `read`, `stream` and `range`, in order. */
  readonly reads: { readonly read: string[]; readonly stream: string[]; readonly range: string[] };
  /** The files; a test may change them between two loads. */
  readonly files: Map<string, Uint8Array>;
}

const root = "/project";

export interface FakeOptions {
  /** Bytes of a piece that `stream` gives; small ones cut records anywhere. */
  readonly pieceBytes?: number;
  /** Path -> where it really lies, for files that are links. */
  readonly links?: { readonly [path: string]: string };
}

export function sourceContext(
  files: Record<string, string | Uint8Array>,
  options: FakeOptions = {},
): FakeSourceContext {
  const contents = new Map(Object.entries(files).map(([path, content]) => [path, toBytes(content)]));
  const diagnostics: Diagnostic[] = [];
  const events: Event[] = [];
  const reads = { read: [] as string[], stream: [] as string[], range: [] as string[] };
  const context: SourceContext = {
    root,
    fs: fakeFileSystem(contents),
    report: (diagnostic) => diagnostics.push(diagnostic),
    emit: (event) => events.push(event),
    trace: noTrace,
    signal: new AbortController().signal,
    untrusted: false,
    inputs: fakeInputs(contents, reads, options),
    memo: fakeMemo(),
  };
  return { context, diagnostics, events, reads, files: contents };
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function fakeInputs(files: Map<string, Uint8Array>, reads: FakeSourceContext["reads"], options: FakeOptions): Inputs {
  const mustHave = (path: string) => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error(`no such file in the fake: ${path}`);
    return bytes;
  };
  return {
    read(path) {
      reads.read.push(path);
      return files.get(path);
    },
    digest: (path) => (files.has(path) ? hashContent(mustHave(path)) : undefined),
    async *stream(path) {
      reads.stream.push(path);
      const bytes = mustHave(path);
      const size = options.pieceBytes ?? 65536;
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
    },
    range(path, start, end) {
      reads.range.push(path);
      return mustHave(path).slice(start, end);
    },
    glob(pattern) {
      const glob = new Bun.Glob(pattern.replace(/^\.\//, ""));
      return [...files.keys()].filter((path) => glob.match(path)).sort();
    },
    exists: (path) => files.has(path),
    realPath: (path) => (files.has(path) ? (options.links?.[path] ?? path) : undefined),
  };
}

function fakeMemo(): Memo {
  const values = new Map<string, string>();
  return {
    get(digest) {
      const text = values.get(digest);
      return text === undefined ? undefined : JSON.parse(text);
    },
    set: (digest, value) => void values.set(digest, JSON.stringify(value)),
  };
}

/** Sources read through `inputs`; this one serves what is left, over the same files. */
function fakeFileSystem(files: Map<string, Uint8Array>): FileSystem {
  const inside = (path: string) => path.replace(`${root}/`, "");
  const stamp = (type: FileStamp["type"], size: number): FileStamp => ({
    type,
    size,
    mtimeNs: 1n,
    ctimeNs: 1n,
    inode: 1n,
    mode: 0o644,
    links: 1,
  });
  const isFolder = (path: string) =>
    path === root || [...files.keys()].some((file) => file.startsWith(`${inside(path)}/`));
  const readOnly = (): never => {
    throw new Error("the fake source context is read-only");
  };
  return {
    stamp(path) {
      const bytes = files.get(inside(path));
      if (bytes !== undefined) return stamp("file", bytes.length);
      return isFolder(path) ? stamp("folder", 0) : undefined;
    },
    read: (path) => files.get(inside(path)),
    hash(path) {
      const bytes = files.get(inside(path));
      return bytes === undefined ? undefined : hashContent(bytes);
    },
    list(path) {
      if (!isFolder(path)) return undefined;
      const prefix = path === root ? "" : `${inside(path)}/`;
      const below = [...files.keys()]
        .filter((file) => file.startsWith(prefix))
        .map((file) => file.slice(prefix.length));
      const names = new Map(below.map((file) => [file.split("/")[0] ?? "", file.includes("/")]));
      return [...names]
        .map(([name, folder]) => ({ name, type: folder ? ("folder" as const) : ("file" as const) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    realPath: (path) => (files.has(inside(path)) || isFolder(path) ? path : undefined),
    create: readOnly,
    createStream: readOnly,
    makeFolder: readOnly,
    rename: readOnly,
    remove: readOnly,
    removeEmptyFolder: readOnly,
    removeFolder: readOnly,
    link: readOnly,
    copy: readOnly,
    setMode: readOnly,
  };
}
