/** What is thrown where JSON is not what the types say. */
import type { Header } from "specmill";
import { supportFile } from "./_support.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "Support/FhirException.php" };

const text = String.raw`/** JSON that is not what the types say; the message begins with the path of the property. */
final class FhirException extends RuntimeException
{
    private string $path = '';

    public function __construct(private readonly string $problem)
    {
        parent::__construct($problem);
    }

    /** Patient.contact[0].name */
    public function path(): string
    {
        return $this->path;
    }

    /** The same problem, seen from the object that has the property. */
    public function below(string|int $segment): self
    {
        $own = \is_int($segment) ? "[{$segment}]" : $segment;
        $this->path = $this->path === '' || $this->path[0] === '[' ? $own.$this->path : $own.'.'.$this->path;
        $this->message = $this->path.': '.$this->problem;

        return $this;
    }
}
`;

export default function fhirException(it: PackContext): string {
  return supportFile(it, text, ["RuntimeException"]);
}
