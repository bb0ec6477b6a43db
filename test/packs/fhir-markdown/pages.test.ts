/** What the pages say, how they look, and that every link on them arrives. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import type { Json } from "#model/json.ts";
import type * as data from "#sources/fhir/unit-data.ts";
import type * as picture from "../../../templates/fhir-markdown/_fhir.ts";
import { expectGolden } from "../../support/golden.ts";
import { brokenLinks, dangers, headings } from "../support/markdown-structure.ts";
import { everything } from "./everything.ts";
import { core, ipsPackage, packageOf, pageOf, renderPackages, rowsOf, sectionOf } from "./support.ts";
import { untidy } from "./untidy.ts";

/** The compiler says when the pack's own picture of a definition is not what the source gives. */
export const pictures = {
  package: (one: data.PackageData): picture.Package => one,
  type: (one: data.TypeData): picture.Type => one,
  primitive: (one: data.PrimitiveData): picture.Primitive => one,
  profile: (one: data.ProfileData): picture.Profile => one,
  valueSet: (one: data.ValueSetData): picture.ValueSet => one,
  codeSystem: (one: data.CodeSystemData): picture.CodeSystem => one,
  searchParameter: (one: data.SearchParameterData): picture.SearchParameter => one,
  operation: (one: data.OperationData): picture.Operation => one,
};

const shop = (options: Record<string, Json> = {}) =>
  renderPackages([everything(), core], { packages: ["example.shop"], ...options });

const guide = renderPackages([ipsPackage, core], { packages: ["hl7.fhir.uv.ips"] });

describe("golden pages", async () => {
  const sets = { shop: (await shop()).files, ips: (await guide).files };
  const ofGuide = [
    ...["index.md", "profiles/patient-uv-ips.md", "profiles/deviceusestatement-uv-ips.md", "operations/summary.md"],
    ...["logical/ipssectionslm.md", "value-sets/vaccines-uv-ips.md", "value-sets/whoatc-uv-ips.md"],
  ];
  const pages = [
    ...[...sets.shop.keys()].map((path) => ["shop", path] as const),
    ...ofGuide.map((path) => ["ips", path] as const),
  ];

  test.each(pages)("%s %s", (set, path) => {
    expectGolden(join(import.meta.dir, "golden", set, path), sets[set].get(path) ?? "");
  });
});

const every: readonly Record<string, Json>[] = [
  { packages: ["example.shop"] },
  { packages: ["example.shop"], snapshot: false, codes: 1 },
  { packages: ["example.shop"], codes: 0 },
  { packages: ["example.shop@1.2.0"], include: ["profiles", "search-parameters"] },
  { packages: ["hl7.fhir.r4.core"], dependencies: true },
  {},
];

test.each(every)("with %j every page is tidy, and every link arrives", async (options) => {
  const { files, diagnostics } = await renderPackages([everything(), core], options);
  expect(diagnostics).toEqual([]);
  expect(brokenLinks(files)).toEqual([]);
  expect(untidy(files)).toEqual([]);
});

test("the pages of the International Patient Summary are tidy, and every link arrives", async () => {
  const { files, diagnostics } = await guide;
  expect(files.size).toBe(70);
  expect(diagnostics).toEqual([]);
  expect(brokenLinks(files)).toEqual([]);
  expect(untidy(files)).toEqual([]);
  expect([...files.values()].flatMap(dangers)).toEqual([]);
});

test("the same definitions give the same pages", async () => {
  expect([...(await shop()).files]).toEqual([...(await shop()).files]);
});

test("`include` names the pages that there are, and the index has no others", async () => {
  const { files } = await shop({ include: ["profiles", "types"] });
  expect([...files.keys()].sort()).toEqual(["index.md", "primitives/width.md", "profiles/tool.md", "types/size.md"]);
  expect(headings(files.get("index.md") ?? "").filter((one) => one.startsWith("h2"))).toEqual([
    "h2 Profiles",
    "h2 Data types",
    "h2 Primitive types",
    "h2 Depends on",
    "h2 Flags",
  ]);
});

test("what an option names and is not there is a problem", async () => {
  await expect(shop({ include: ["profile"] })).rejects.toThrow(/the option `include` knows no `profile`/);
  await expect(shop({ packages: ["example.shop@1"] })).rejects.toThrow(/the option `packages` names `example.shop@1`/);
});

test("without `snapshot` only what a profile changes is told", async () => {
  const page = pageOf(await shop({ snapshot: false }), "profiles/tool.md");
  expect(page).not.toContain("## All elements");
  expect(page).not.toContain("`maker`");
  expect(sectionOf(page, "Changes")).toContain("`extension:shelf`");
});

test("codes beyond the limit are counted", async () => {
  const page = pageOf(await shop({ codes: 3 }), "code-systems/wares.md");
  expect(rowsOf(page, "Codes").map(([code]) => code)).toEqual(["`tool`", "· `hammer`", "· `saw`"]);
  expect(sectionOf(page, "Codes")).toEndWith("\n\nAnd 1 more.");
});

test("of the slices of a profile the table says what each is told by", async () => {
  const rows = rowsOf(pageOf(await guide, "profiles/bundle-uv-ips.md"), "Slices");
  expect(rows.length).toBe(32);
  expect(rows[0]).toEqual(["`entry`", "", "2..*", "by type of `resource` and profile of `resource`, open", ""]);
  expect(rows[2]?.slice(1, 4)).toEqual([
    "`patient`",
    "1..1",
    "[Patient](http://hl7.org/fhir/R4/patient.html) as [Patient (IPS)](patient-uv-ips.md)",
  ]);
});

test("pages of several packages lie in a folder each, where a name needs no number", async () => {
  const other = packageOf("example.other", "1.0.0", Object.values(everything().files ?? {}).filter(isDefinition));
  const { files } = await renderPackages([everything(), other, core], { packages: ["example.shop", "example.other"] });
  const inShop = [...files.keys()].filter((path) => path.startsWith("example.shop/"));
  expect(inShop.length).toBe((await shop()).files.size);
  expect([...files.keys()].sort()).toEqual(
    ["index.md", ...inShop, ...inShop.map((path) => path.replace("shop", "other"))].sort(),
  );
  expect(brokenLinks(files)).toEqual([]);
  expect(rowsOf(files.get("index.md") ?? "", "Packages").map(([link]) => link)).toEqual([
    "[example.shop](example.shop/index.md)",
    "[example.other](example.other/index.md)",
  ]);
  expect(files.get("example.other/profiles/tool.md")).toContain("Profile of [Ware](../resources/ware.md)");
});

test("ids that differ in case alone have pages of their own", async () => {
  const [kinds] = Object.values(everything().files ?? {}).filter((one) => isDefinition(one) && one.id === "kinds");
  const sets = ["Kinds", "kinds", "KINDS"].map((id) => ({ ...(kinds as object), id, url: `http://example.org/${id}` }));
  for (const packages of [["example.a"], ["example.a", "hl7.fhir.r4.core"]]) {
    const { files } = await renderPackages([packageOf("example.a", "1.0.0", sets), core], { packages });
    const paths = [...files.keys()].filter((path) => path.includes("/kinds"));
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(3);
    expect(brokenLinks(files)).toEqual([]);
  }
});

test("relative links in descriptions lead to the publication", async () => {
  const parts = packageOf("hl7.fhir.r4.core", "4.0.1", [
    {
      ...(Object.values(core.files ?? {}).find((one) => isDefinition(one) && one.id === "Patient") as object),
      description: "See [here](patient.html#x), [there](#there), [it](../R4/a.html 'x') and [[[Person]]].",
    },
  ]);
  const page = pageOf(await renderPackages([parts]), "resources/patient.md");
  expect(page).toContain("See [here](http://hl7.org/fhir/R4/patient.html#x), [there](http://hl7.org/fhir/R4/#there),");
  expect(page).toContain("and `Person`.");
  expect(dangers(page)).toEqual([]);
});

test("a changed text is a changed line: nothing is padded", async () => {
  const longer = everything({
    say: (text) => (text === "Short of Ware.code" ? `${text}, which is long` : text),
    write: String,
  });
  const before = (await shop()).files;
  const after = (await renderPackages([longer, core], { packages: ["example.shop"] })).files;
  const changed = [...after].flatMap(([path, page]) => {
    const old = new Set(before.get(path)?.split("\n"));
    return page
      .split("\n")
      .filter((line) => !old.has(line))
      .map(() => path);
  });
  // In the profile, the changed element is told twice.
  expect(changed).toEqual(["profiles/tool.md", "profiles/tool.md", "resources/ware.md"]);
});

function isDefinition(
  file: unknown,
): file is { readonly id: string; readonly resourceType: string } & Record<string, Json> {
  return typeof file === "object" && file !== null && "resourceType" in file;
}
