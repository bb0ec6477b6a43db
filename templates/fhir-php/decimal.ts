/** The class of decimals: in FHIR 1.0 and 1.00 are two values, which no float can tell apart. */
import type { Header } from "specmill";
import { supportFile } from "./_support.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "Support/Decimal.php" };

const text = String.raw`/** A decimal as it is written: its digits count, 1.0 and 1.00 are two values. */
final class Decimal implements JsonSerializable, Stringable
{
    private const PATTERN = '/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/D';

    public readonly string $text;

    /** A float has as many digits as it takes to tell it from others: to say 1.50, pass '1.50'. */
    public function __construct(string|int|float $value)
    {
        $text = \is_float($value) ? self::floatText($value) : (string) $value;

        if (\preg_match(self::PATTERN, $text) !== 1) {
            throw new InvalidArgumentException('not a number of JSON: '.$text);
        }

        $this->text = $text;
    }

    public function toFloat(): float
    {
        return (float) $this->text;
    }

    public function __toString(): string
    {
        return $this->text;
    }

    /** For json_encode(), which has no way to write digits that a float has not; toJson() of the types has. */
    public function jsonSerialize(): int|float
    {
        return \json_decode($this->text, flags: JSON_THROW_ON_ERROR);
    }

    private static function floatText(float $value): string
    {
        return \is_finite($value) ? \json_encode($value, JSON_THROW_ON_ERROR) : 'no number';
    }
}
`;

export default function decimal(it: PackContext): string {
  return supportFile(it, text, ["InvalidArgumentException", "JsonSerializable", "Stringable"]);
}
