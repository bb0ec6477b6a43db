/** The class that all types extend: reading and writing JSON by the table of fields that each of them has. */
import type { Header } from "specmill";
import { classKeywords } from "./_file.ts";
import { reading } from "./_reading.ts";
import { supportFile } from "./_support.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "Support/FhirObject.php" };

const body = (reading: string) => String.raw`{
    protected const STRING = 1;

    protected const BOOLEAN = 2;

    protected const INTEGER = 3;

    protected const DECIMAL = 4;

    /** A string that is a case of an enum, where the enum has it. */
    protected const CODE = 5;

    protected const OBJECT = 6;

    /** The id and the extensions of a primitive; in a list, null where it has none. */
    protected const ELEMENT = 7;

    /** What no package defines, as it is. */
    protected const ANY = 8;

    /** Added to one of the others. */
    protected const LIST = 16;

    /** The resourceType in JSON; null for what is no resource, and for resources that are abstract. */
    public const RESOURCE_TYPE = null;

    /**
     * By their names in JSON, in the order of the definition: kind, class, the element that it is a choice for, the name of the property
     * where that is another.
     *
     * @var array<string, array{0: int, 1?: class-string|null, 2?: string|null, 3?: string}>
     */
    protected const FIELDS = [];

    /** @var array<array-key, mixed> what was read leniently and fits no property */
    private array $unread;

    /**
     * Reads JSON. What the type does not have, or has otherwise, is an error that names its path; lenient keeps it in unread().
     *
     * @throws FhirException
     */
    public static function fromJson(string $json, bool $lenient = false): static
    {
        $data = Json::decode($json);

        if ($data instanceof stdClass) {
            $data = (array) $data;
        }

        return static::fromArray(\is_array($data) ? $data : throw new FhirException('not an object'), $lenient);
    }

    /**
     * The same from what json_decode() gives; a float has lost digits by then.
     *
     * @param array<array-key, mixed> $data
     *
     * @throws FhirException
     */
    public static function fromArray(array $data, bool $lenient = false): static
    {
        try {
            return static::hydrate($data, $lenient);
        } catch (FhirException $problem) {
            $type = $data['resourceType'] ?? static::RESOURCE_TYPE;

            throw $problem->below(\is_string($type) ? $type : \substr(\strrchr('\\'.static::class, '\\'), 1));
        }
    }

    /** Decimals keep their digits, which json_encode() has no way to do. */
    public function toJson(bool $pretty = false): string
    {
        return Json::encode($this, $pretty);
    }

    /**
     * As in JSON, with objects of Decimal for decimals.
     *
     * @return array<array-key, mixed>
     */
    public function toArray(): array
    {
        $data = static::RESOURCE_TYPE === null ? [] : ['resourceType' => static::RESOURCE_TYPE];

        foreach (static::FIELDS as $name => $field) {
            $value = $this->{$field[3] ?? $name};

            if ($value !== null && $value !== []) {
                $data[$name] = \is_array($value) && $field[0] > self::LIST ? \array_map(self::plain(...), $value) : self::plain($value);
            }
        }

        return $data + $this->unread();
    }

    public function jsonSerialize(): mixed
    {
        return $this->toArray() ?: new stdClass();
    }

    /** A copy with other values, by the names of the properties. */
    public function with(mixed ...$changes): static
    {
        $values = [];

        foreach (static::FIELDS as $name => $field) {
            $property = $field[3] ?? $name;
            $values[$property] = $this->{$property};
        }

        return self::make([...$values, ...$changes], $this->unread());
    }

    /**
     * What was read leniently and fits no property, by its name in JSON; it is written again.
     *
     * @return array<array-key, mixed>
     */
    public function unread(): array
    {
        return $this->unread ?? [];
    }

    /**
     * The class that reads this object.
     *
     * @param array<array-key, mixed> $data
     *
     * @return class-string<static>
     */
    protected static function classFor(array $data): string
    {
        return static::class;
    }

${reading}
    private static function plain(mixed $value): mixed
    {
        return match (true) {
            $value instanceof self => $value->toArray() ?: new stdClass(),
            $value instanceof BackedEnum => $value->value,
            default => $value,
        };
    }
}
`;

export default function fhirObject(it: PackContext): string {
  const doc = "/** What all types of FHIR have in common: they are read from JSON, and written as JSON. */\n";
  const declaration = `${doc}abstract ${classKeywords(it)} FhirObject implements JsonSerializable\n${body(reading)}`;
  return supportFile(it, declaration, ["BackedEnum", "JsonSerializable", "stdClass"]);
}
