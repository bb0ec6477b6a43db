/** Changes below a folder, as the system tells them. */
import { watch } from "node:fs";

export interface FolderWatcher {
  /** The next batch of changed paths, relative to the folder; ends when the signal is aborted. */
  [Symbol.asyncIterator](): AsyncIterator<readonly string[]>;
}

/** Editors write in bursts (a temporary file, a rename, a touch): a batch ends when nothing came for this long. */
const PAUSE_MS = 25;

/** Watches the folder with all that it holds, also folders that appear later. `ignore` names paths that are not of interest. */
export function watchTree(
  folder: string,
  ignore: (path: string) => boolean,
  signal: AbortSignal,
): AsyncIterable<readonly string[]> {
  const changed = new Set<string>();
  let wake: () => void = () => {};
  const watcher = watch(folder, { recursive: true, signal }, (_event, name) => {
    const path = String(name ?? "").replaceAll("\\", "/");
    if (path === "" || ignore(path)) return;
    changed.add(path);
    wake();
  });
  watcher.on("error", () => wake());
  signal.addEventListener("abort", () => wake(), { once: true });
  return {
    async *[Symbol.asyncIterator]() {
      while (!signal.aborted) {
        if (changed.size === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        for (let size = -1; size !== changed.size && !signal.aborted; ) {
          size = changed.size;
          await Bun.sleep(PAUSE_MS);
        }
        if (signal.aborted) return;
        const batch = [...changed].sort();
        changed.clear();
        yield batch;
      }
    },
  };
}
