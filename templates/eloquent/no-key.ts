/** The trait of models whose table has no key at all. */
import type { Header } from "specmill";
import { hasKeyOf, traitFile } from "./_concerns.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "Concerns/HasNoKey.php",
  when: (it) => hasKeyOf(it, (columns) => columns === 0),
};

const about =
  "Rows that nothing tells apart can be inserted and read; one of them alone can be neither changed nor deleted.";

const body = `    protected function setKeysForSaveQuery($query)
    {
        throw new LogicException(static::class.' has no key: change its rows by a query.');
    }

    protected function setKeysForSelectQuery($query)
    {
        throw new LogicException(static::class.' has no key: a row cannot be read again.');
    }
`;

export default function noKey(it: PackContext): string {
  return traitFile(it, "HasNoKey", about, body);
}
