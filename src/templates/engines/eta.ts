/** Eta templates: `<%= %>` escapes for the context, `<%~ %>` does not, `<% %>` is JavaScript; YAML front matter is the header. */
import { readFrontMatter } from "../front-matter.ts";
import { loadPackModule } from "../pack-module.ts";
import type { Engine } from "./engine.ts";

const helpersFile = "_helpers.ts";

export const engine: Engine = {
  name: "eta",
  extensions: [".eta"],
  isCode: false,
  header: (file, pack) => readFrontMatter(file, pack.display(file.path)),
  async compile(template, pack) {
    const hasHelpers = pack.file(helpersFile) !== undefined;
    const helpers = hasHelpers ? await loadPackModule(helpersFile, pack) : undefined;
    const { compileEta } = await import("../eta/template.ts");
    return compileEta(template, pack, helpers);
  },
};
