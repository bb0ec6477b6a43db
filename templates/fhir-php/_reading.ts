/** The half of FhirObject that makes objects of JSON. */

export const reading = String.raw`    /** @param array<array-key, mixed> $data */
    private static function hydrate(array $data, bool $lenient): static
    {
        $class = static::classFor($data);

        if ($class !== static::class) {
            return $class::hydrate($data, $lenient);
        }

        if (static::RESOURCE_TYPE !== null) {
            self::checkResourceType($data);
            unset($data['resourceType']);
        }

        $values = [];
        $unread = [];
        $chosen = [];

        foreach ($data as $name => $value) {
            try {
                $field = static::FIELDS[$name] ?? throw new FhirException('unknown property');
                $read = self::read($field, $value, $lenient);
                self::choose($field[2] ?? null, (string) $name, $chosen);
                $values[$field[3] ?? $name] = $read;
            } catch (FhirException $problem) {
                $unread[$name] = $lenient ? $value : throw $problem->below((string) $name);
            }
        }

        return self::make($values, $unread);
    }

    /**
     * @param array<string, mixed> $values
     * @param array<array-key, mixed> $unread
     */
    private static function make(array $values, array $unread): static
    {
        $made = new static(...$values);

        if ($unread !== []) {
            $made->unread = $unread;
        }

        return $made;
    }

    /** @param array<array-key, mixed> $data */
    private static function checkResourceType(array $data): void
    {
        $type = $data['resourceType'] ?? throw new FhirException('resourceType is missing');

        if ($type !== static::RESOURCE_TYPE) {
            throw new FhirException('not a resource of the type '.static::RESOURCE_TYPE);
        }
    }

    /**
     * Of a choice there is one: valueString and _valueString, but not valueCode as well.
     *
     * @param array<string, string> $chosen
     */
    private static function choose(?string $element, string $name, array &$chosen): void
    {
        if ($element === null) {
            return;
        }

        $variant = \ltrim($name, '_');
        $chosen[$element] ??= $variant;

        if ($chosen[$element] !== $variant) {
            throw new FhirException('there is '.$chosen[$element].' already');
        }
    }

    /** @param array{0: int, 1?: class-string|null, 2?: string|null, 3?: string} $field */
    private static function read(array $field, mixed $value, bool $lenient): mixed
    {
        $kind = $field[0];
        $class = $field[1] ?? null;

        if ($kind < self::LIST) {
            return self::one($kind, $class, $value, $lenient);
        }

        if (! \is_array($value) || $value === [] || ! \array_is_list($value)) {
            throw new FhirException('not a list of something');
        }

        $kind -= self::LIST;

        foreach ($value as $at => $item) {
            try {
                // Lists of primitives have a null where there is only an extension, and the other way round.
                $value[$at] = $item === null && $kind !== self::OBJECT ? null : self::one($kind, $class, $item, $lenient);
            } catch (FhirException $problem) {
                throw $problem->below($at);
            }
        }

        return $value;
    }

    private static function one(int $kind, ?string $class, mixed $value, bool $lenient): mixed
    {
        return match ($kind) {
            self::STRING => \is_string($value) ? $value : throw new FhirException('not a string'),
            self::CODE => \is_string($value) ? $class::tryFrom($value) ?? $value : throw new FhirException('not a string'),
            self::OBJECT, self::ELEMENT => $class::hydrate(self::members($value), $lenient),
            self::BOOLEAN => \is_bool($value) ? $value : throw new FhirException('not a boolean'),
            self::INTEGER => \is_int($value) ? $value : throw new FhirException('not an integer'),
            self::DECIMAL => self::decimal($value),
            default => $value ?? throw new FhirException('null'),
        };
    }

    private static function decimal(mixed $value): Decimal
    {
        if ($value instanceof Decimal) {
            return $value;
        }

        return \is_int($value) || \is_float($value) ? new Decimal($value) : throw new FhirException('not a number');
    }

    /** @return array<array-key, mixed> */
    private static function members(mixed $value): array
    {
        $members = $value instanceof stdClass ? (array) $value : $value;

        return \is_array($members) && $members !== [] ? $members : throw new FhirException('not an object with something in it');
    }
`;
