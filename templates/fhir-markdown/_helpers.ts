/** What the templates of this pack call `pack`: where pages lie, and their sections. */

export {
  aboutKind,
  aboutProfile,
  aboutType,
  description,
  heading,
  identity,
  remainder,
} from "./_about.ts";
export { codeSystemCodes, valueSetCodes } from "./_concepts.ts";
export { extensionBindings, extensionConstraints, parts, use, value } from "./_extension.ts";
export {
  aboutPackage,
  definitionList,
  dependencyList,
  legend,
  packageList,
  searchPageLink,
  typeList,
} from "./_index.ts";
export { blocks } from "./_markdown.ts";
export { aboutOperation, calls, parameters } from "./_operation.ts";
export { documented, folderOf, hasPage, isDocumented, place } from "./_packages.ts";
export {
  allElements,
  changes,
  profileBindings,
  profileConstraints,
  profileDefinitions,
  profileValues,
} from "./_profile.ts";
export { hasSearchPage, searchParameters } from "./_search.ts";
export { extensions, slices } from "./_slices.ts";
export { banner, stack } from "./_text.ts";
export { elements, primitiveParts, searchLink, typeBindings, typeConstraints, typeDefinitions } from "./_type.ts";
export { compose } from "./_value-set.ts";
