/** What `specmill new --init` writes: a first `_templates`, with a generator that makes generators. Pure. */
import type { PlannedFile } from "#scaffold/planned-file.ts";
import { create } from "#scaffold/planned-file.ts";

/** New files, relative to where the user stands. They run in hygen too. */
export function firstGenerator(): readonly PlannedFile[] {
  return [
    create("_templates/generator/new/file.ejs.t", newGenerator),
    create("_templates/generator/with-prompt/file.ejs.t", askingGenerator),
    create("_templates/generator/with-prompt/questions.ejs.t", questions),
  ];
}

/** `<%%` comes out as `<%`: these are templates that write templates. */
const newGenerator = `---
description: a generator of one file
to: _templates/<%= name %>/<%= action %>/file.ejs.t
message: "edit _templates/<%= name %>/<%= action %>/file.ejs.t, then: specmill new <%= name %> <%= action %> NAME"
---
---
description: makes one <%- name %>
to: src/<%%= h.changeCase.paramCase(name) %>.txt
---
<%%# Everything below is what the file gets; every further file in this folder is a template too. -%%>
This is the <%- name %> <%%- name %>.

Its name in code: <%%- h.changeCase.pascalCase(name) %>, <%%- h.changeCase.camelCase(name) %>
Several of them: <%%- h.inflection.pluralize(name) %>
<%%_ if (locals.about) { // of --about TEXT, which nobody has to give _%%>
About: <%%- locals.about %>
<%%_ } _%%>
`;

const askingGenerator = `---
description: a generator that asks before it writes
to: _templates/<%= name %>/<%= action %>/file.ejs.t
message: "edit what lies in _templates/<%= name %>/<%= action %>, then: specmill new <%= name %> <%= action %> NAME"
---
---
description: asks, and makes one <%- name %>
to: src/<%%= h.changeCase.paramCase(name) %>.txt
---
<%%# What prompt.js asks for are names here. -%%>
This is the <%- name %> <%%- name %>, of <%%- material %>.
<%%_ if (tested) { _%%>
It comes with a test.
<%%_ } _%%>
`;

const questions = `---
to: _templates/<%= name %>/<%= action %>/prompt.js
---
// Asked where no flag gives the answer: --material stone --tested.
// Types: input, confirm, select, multiselect, number, password, list, and more of https://github.com/enquirer/enquirer
module.exports = [
  { type: "select", name: "material", message: "What is it made of?", choices: ["wood", "stone"] },
  { type: "confirm", name: "tested", message: "With a test?" },
];
`;
