/** What the templates of this pack call `pack`: the sections of their pages. */

export { aboutTable, aboutType, placeText } from "./_about.ts";
export { attributes, columns } from "./_columns.ts";
export { neighbours, schemaDiagram } from "./_diagrams.ts";
export { checks, foreignKeys, indexes, keys } from "./_keys.ts";
export {
  about,
  allMembers,
  membersOf,
  onlySchema,
  schemaList,
  sequenceList,
  tableList,
  typeList,
  viewList,
} from "./_lists.ts";
export { relations } from "./_relations.ts";
export { definition, partitions, storage } from "./_storage.ts";
export { banner, comment, stack } from "./_text.ts";
export { domainParts, values } from "./_types.ts";
