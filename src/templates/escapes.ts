/** How `<%= %>` escapes in each context: the `escape` of the helper group for it, so that templates can do the same by hand. */
import type { EscapeContext } from "#model/template.ts";
import { helper as html } from "./helpers/html.ts";
import { helper as json } from "./helpers/json.ts";
import { helper as markdown } from "./helpers/markdown.ts";
import { helper as shell } from "./helpers/shell.ts";
import { helper as sql } from "./helpers/sql.ts";
import { helper as typescript } from "./helpers/typescript.ts";
import { helper as yaml } from "./helpers/yaml.ts";
import { pathSegment } from "./path-segment.ts";

export const escapes: { readonly [context in EscapeContext]: (value: string) => string } = {
  none: (value) => value,
  code: typescript.escape,
  markdown: markdown.escape,
  html: html.escape,
  yaml: yaml.escape,
  json: json.escape,
  shell: shell.escape,
  sql: sql.escape,
  path: pathSegment,
};
