/** What the root of all resources has beyond its properties: which class reads a resource, by its `resourceType`. */
import type { PhpFile } from "./_file.ts";

export function dispatchText(file: PhpFile): string {
  const problem = file.support("FhirException");
  // Two levels up from `Resource\Resource`: the map lies beside the folders of the release.
  const map = file.use(`${file.namespace.slice(0, file.namespace.lastIndexOf("\\"))}\\ResourceTypes`);
  return `    /** @param array<array-key, mixed> $data */
    protected static function classFor(array $data): string
    {
        if (static::RESOURCE_TYPE !== null) {
            return static::class;
        }

        $type = $data['resourceType'] ?? throw new ${problem}('resourceType is missing');
        $class = \\is_string($type) ? ${map}::CLASSES[$type] ?? null : null;

        if ($class === null) {
            throw new ${problem}('resourceType is of no resource that is known');
        }

        return \\is_subclass_of($class, static::class) ? $class : throw new ${problem}("a {$type} cannot be here");
    }
`;
}
