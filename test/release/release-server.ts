/** The files of a release on a loopback address, as an install script meets them; it notes what was asked for. */
import { dirname, join } from "node:path";
import type { ArchiveEntry } from "../../scripts/release/tar.ts";
import { tarGz } from "../../scripts/release/tar.ts";

/** Path of the request, without its slash -> what is answered; undefined is 404. */
export type Answers = (path: string) => Uint8Array | string | undefined;

export interface ReleaseServer extends Disposable {
  readonly url: string;
  readonly asked: readonly string[];
}

export function serveRelease(answer: Answers): ReleaseServer {
  const asked: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const path = decodeURIComponent(new URL(request.url).pathname.slice(1));
      asked.push(path);
      const body = answer(path);
      return body === undefined ? new Response("not here", { status: 404 }) : new Response(body as BodyInit);
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, asked, [Symbol.dispose]: () => void server.stop(true) };
}

/** A release whose program is a shell script: whatever archive is asked for is there. */
export function fakeRelease(
  script: string,
  spoil: (archive: Uint8Array) => Uint8Array = (archive) => archive,
): Answers {
  const archiveOf = (path: string) => {
    const folder = path.slice(path.lastIndexOf("/") + 1).replace(".tar.gz", "");
    const program: ArchiveEntry = { path: `${folder}/specmill`, bytes: Buffer.from(script), isExecutable: true };
    return tarGz([program, { path: `${folder}/LICENSE`, bytes: Buffer.from("MIT\n") }], 1_700_000_000);
  };
  return (path) => {
    const archive = path.replace(".sha256", "");
    if (path.endsWith(".tar.gz")) return spoil(archiveOf(path));
    return `${sha256(archiveOf(archive))}  ${archive.slice(archive.lastIndexOf("/") + 1)}\n`;
  };
}

export function sha256(bytes: Uint8Array): string {
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

export const installScript = join(dirname(import.meta.dir), "..", "install", "install.sh");
