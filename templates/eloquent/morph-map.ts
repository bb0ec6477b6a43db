/** Which model each value of a polymorphic type stands for, where the source is told: `MorphMap::register()` belongs into a service provider. */
import type { Header } from "specmill";
import { banner, PhpFile } from "./_file.ts";
import { modelOf } from "./_relations.ts";
import type { Options, PackContext, RelationView, TableReference } from "./_types.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "MorphMap.php",
  when: (it) => targetsOf(it).size > 0,
};

const register = `    public static function register(): void
    {
        Relation::morphMap(self::MAP);
    }
`;

export default function morphMap(it: PackContext): string {
  const file = new PhpFile(it, it.options.namespace, "MorphMap");
  file.use("Illuminate\\Database\\Eloquent\\Relations\\Relation");
  const entries = [...targetsOf(it)].flatMap(([value, table]) => {
    const model = modelOf(table, file);
    return model === undefined ? [] : [`        ${it.php.string(value)} => ${model}::class,\n`];
  });
  const map = `    public const MAP = [\n${entries.join("")}    ];\n`;
  const doc = it.php.docComment(
    "What stands in the type columns of polymorphic relations. Call `MorphMap::register()` when the application boots.",
  );
  return file.text(`${doc}final class MorphMap\n{\n${map}\n${register}}\n`, [banner]);
}

/** Laravel has one map for all relations: where two of them mean different tables by a value, the first one has it. */
function targetsOf(it: PackContext): ReadonlyMap<string, TableReference> {
  const targets = new Map<string, TableReference>();
  for (const { data } of pairs(it)) {
    for (const { value, table } of data.morph?.targets ?? []) if (!targets.has(value)) targets.set(value, table);
  }
  return targets;
}

function pairs(it: PackContext): RelationView[] {
  const relations = it.units("relation") as unknown as Iterable<RelationView>;
  return [...relations].filter(({ facts }) => facts.relationKind === "morph-to");
}
