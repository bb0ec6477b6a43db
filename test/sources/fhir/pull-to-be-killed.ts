/** A pull as a process of its own, for the test that kills it: `pull-to-be-killed.ts <project> <registry>`. */
import { realFileSystem } from "#platform/file-system.ts";
import { noTrace } from "#platform/trace.ts";
import { puller } from "#sources/fhir/pull.ts";

const [root = "", registry = ""] = process.argv.slice(2);
const limits = { documentBytes: 1 << 20, depth: 500, renderMs: 1000 };
await puller.pull(
  { name: "fhir", options: { packages: ["test.a@1.0.0"], registries: [registry] }, limits },
  {
    root,
    fs: realFileSystem,
    report: () => {},
    emit: () => {},
    trace: noTrace,
    signal: new AbortController().signal,
    untrusted: false,
    limits,
    check: false,
    env: (name) => (name === "HOME" ? `${root}/home` : undefined),
  },
);
