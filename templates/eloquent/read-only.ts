/** The trait of models of views. */
import type { Header } from "specmill";
import { traitFile } from "./_concerns.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "Concerns/IsReadOnly.php",
  when: ({ options, units }) => options.views && units("view").length > 0,
};

const body = `    public function save(array $options = [])
    {
        throw new LogicException(static::class.' is a view: it cannot be saved.');
    }

    public function delete()
    {
        throw new LogicException(static::class.' is a view: it cannot be deleted.');
    }
`;

export default function readOnly(it: PackContext): string {
  return traitFile(it, "IsReadOnly", "Rows of a view are read, and nothing else.", body);
}
