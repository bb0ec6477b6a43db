import type { Config } from "specmill";
import { folder } from "./settings.ts";

export default {
  sources: { words: { kind: "data", path: "words.json" } },
  targets: { list: { source: "words", pack: "./pack", output: folder, options: { copies: 3 } } },
} satisfies Config;
