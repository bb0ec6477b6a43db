/** Where the specification tells of its own types, for those that have no page here: http://hl7.org/fhir/R4/patient.html */

const editions: Readonly<Record<string, string>> = { R2: "DSTU2", R3: "STU3", R4: "R4", R4B: "R4B", R5: "R5" };

/** Types that share a page with others, which is not that of the data types. */
const shared: Readonly<Record<string, string>> = {
  BackboneType: "types",
  Base: "types",
  CodeableReference: "references",
  DataType: "types",
  Extension: "extensibility",
  Meta: "resource",
  Narrative: "narrative",
  PrimitiveType: "types",
  Reference: "references",
  xhtml: "narrative",
  ...fromPage("metadatatypes", [
    ...["Availability", "ContactDetail", "Contributor", "DataRequirement", "Expression", "ExtendedContactDetail"],
    ...["MonetaryComponent", "ParameterDefinition", "RelatedArtifact", "TriggerDefinition", "UsageContext"],
    "VirtualServiceDetail",
  ]),
};

/** Types with a page of their own, called like them. */
const alone: ReadonlySet<string> = new Set([
  ...[
    "BackboneElement",
    "Dosage",
    "Element",
    "ElementDefinition",
    "MarketingStatus",
    "Population",
    "ProdCharacteristic",
  ],
  ...["ProductShelfLife", "SubstanceAmount"],
]);

/** The folder of a release, with `/` at its end. */
export function editionUrl(release: string): string | undefined {
  const edition = editions[release];
  return edition === undefined ? undefined : `http://hl7.org/fhir/${edition}/`;
}

export function coreUrl(release: string, code: string, isResource: boolean): string | undefined {
  const base = editionUrl(release);
  return base === undefined ? undefined : `${base}${pageOf(release, code, isResource)}`;
}

function pageOf(release: string, code: string, isResource: boolean): string {
  // Since R5, the types that all others derive from are told on one page.
  if (release !== "R5" || !/^(Backbone)?Element$/.test(code)) {
    if (isResource || alone.has(code)) return `${code.toLowerCase()}.html`;
    return `${Object.hasOwn(shared, code) ? shared[code] : "datatypes"}.html#${code}`;
  }
  return `types.html#${code}`;
}

function fromPage(page: string, codes: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(codes.map((code) => [code, page]));
}
