/** The class that reads and writes JSON without losing digits of numbers. */
import type { Header } from "specmill";
import { supportFile } from "./_support.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "Support/Json.php" };

const text = String.raw`/** JSON in which a number that is no integer is a Decimal, so that none of its digits is lost. */
final class Json
{
    /** As deep as PHP reads by itself. */
    private const DEPTH = 512;

    /** Strings, in which nothing is escaped any more, are skipped; then what PHP takes for a float, and what may be no integer. */
    private const NUMBERS = '/"[^"]*+"(*SKIP)(*FAIL)|-?\d++(?:\.\d++(?:[eE][+-]?\d++)?|[eE][+-]?\d++)|-0(?![.\deE])|-?\d{19,}+/';

    private const MINUS_ZERO = '/"[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+"(*SKIP)(*FAIL)|(?<![eE])-0(?![.\deE])/s';

    /** Lists and objects are arrays; an object that would look like a list stays an object. */
    public static function decode(string $json): mixed
    {
        $numbers = self::numbers($json);

        // PHP reads it as an integer, which has no such zero.
        if (\in_array('-0', $numbers, true)) {
            $json = \preg_replace(self::MINUS_ZERO, '-0.0', $json) ?? throw self::tooLong();
        }

        try {
            $tree = \json_decode($json, false, self::DEPTH, JSON_THROW_ON_ERROR);
        } catch (JsonException $problem) {
            throw new FhirException('not JSON: '.$problem->getMessage());
        }

        $used = 0;
        $plain = self::plain($tree, $numbers, $used);

        // Of two properties with one name PHP keeps one: numbers are then left over, and it is not known which.
        if ($used !== \count($numbers)) {
            throw new FhirException('a property is there twice');
        }

        return $plain;
    }

    /** A value of scalars, arrays, decimals and whatever has a toArray(). */
    public static function encode(mixed $value, bool $pretty = false): string
    {
        return self::text($value, $pretty ? "\n" : '');
    }

    /** @return list<string> the numbers that are read as floats, in their order */
    private static function numbers(string $json): array
    {
        $unescaped = \str_contains($json, '\\') ? \strtr($json, ['\\\\' => '', '\\"' => '']) : $json;

        if (\preg_match_all(self::NUMBERS, $unescaped, $found) === false) {
            throw self::tooLong();
        }

        $isFloat = static fn (string $text): bool => $text === '-0' || \strpbrk($text, '.eE') !== false || \is_float(\json_decode($text));

        return \array_values(\array_filter($found[0], $isFloat));
    }

    private static function tooLong(): FhirException
    {
        return new FhirException('JSON that is too long: '.\preg_last_error_msg());
    }

    /** @param list<string> $numbers */
    private static function plain(mixed $value, array $numbers, int &$used): mixed
    {
        if (\is_float($value)) {
            return new Decimal($numbers[$used++] ?? throw new FhirException('a number is not to be found'));
        }

        if (\is_array($value)) {
            foreach ($value as $key => $item) {
                $value[$key] = \is_scalar($item) && ! \is_float($item) ? $item : self::plain($item, $numbers, $used);
            }

            return $value;
        }

        if (! $value instanceof stdClass) {
            return $value;
        }

        $members = self::plain((array) $value, $numbers, $used);

        return \array_is_list($members) ? (object) $members : $members;
    }

    /** $line is what begins a line: the line end with the indent, or nothing. */
    private static function text(mixed $value, string $line): string
    {
        if (\is_string($value)) {
            return \json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
        }

        if ($value instanceof Decimal) {
            return $value->text;
        }

        if ($value instanceof FhirObject) {
            $value = $value->toArray() ?: new stdClass();
        }

        if (! \is_array($value) && ! $value instanceof stdClass) {
            return \json_encode($value, JSON_THROW_ON_ERROR);
        }

        return self::lines($value, $line);
    }

    /** @param array<array-key, mixed>|stdClass $value */
    private static function lines(array|stdClass $value, string $line): string
    {
        $isList = \is_array($value) && \array_is_list($value);
        $inner = $line === '' ? '' : $line.'  ';
        $colon = $line === '' ? ':' : ': ';
        $items = [];

        foreach ((array) $value as $key => $item) {
            $items[] = $inner.($isList ? '' : self::text((string) $key, '').$colon).self::text($item, $inner);
        }

        $end = $items === [] ? '' : $line;

        return ($isList ? '[' : '{').\implode(',', $items).$end.($isList ? ']' : '}');
    }
}
`;

export default function json(it: PackContext): string {
  return supportFile(it, text, ["JsonException", "stdClass"]);
}
