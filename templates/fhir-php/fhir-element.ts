/** The attribute class by which programs read what the definition says of a property. */
import type { Header } from "specmill";
import { supportFile } from "./_support.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "Attribute/FhirElement.php" };

const text = `/** What the definition of a type says of the element that a property stands for. */
#[Attribute(Attribute::TARGET_PROPERTY | Attribute::TARGET_PARAMETER)]
final class FhirElement
{
    /**
     * @param string $path Path of the element: Patient.deceased[x]
     * @param string $type Type of the value; a nested one by its path
     * @param string $max A number, or * for no limit
     * @param list<string> $targets Resources that a reference may lead to; empty for any
     * @param string|null $binding URL of the value set that codes are from
     * @param string|null $strength required, extensible, preferred or example
     * @param bool $choice The property is one of several, of which at most one may be there
     * @param bool $modifier The element may change what the others mean
     */
    public function __construct(
        public readonly string $path,
        public readonly string $type,
        public readonly int $min = 0,
        public readonly string $max = '1',
        public readonly array $targets = [],
        public readonly ?string $binding = null,
        public readonly ?string $strength = null,
        public readonly bool $choice = false,
        public readonly bool $summary = false,
        public readonly bool $modifier = false,
    ) {}

    /** @param class-string $class */
    public static function of(string $class, string $property): ?self
    {
        $attributes = (new ReflectionProperty($class, $property))->getAttributes(self::class);

        return $attributes === [] ? null : $attributes[0]->newInstance();
    }
}
`;

export default function fhirElement(it: PackContext): string {
  return supportFile(it, text, ["Attribute", "ReflectionProperty"]);
}
