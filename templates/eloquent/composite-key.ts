/** The trait of models whose key has several columns, which Eloquent does not know. */
import type { Header } from "specmill";
import { hasKeyOf, traitFile } from "./_concerns.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "Concerns/HasCompositeKey.php",
  when: (it) => hasKeyOf(it, (columns) => columns > 1),
};

const about =
  "Saving, deleting and refreshing by all columns of a key, which models list as `$compositeKey`.\n\n" +
  "Where the database counts none of them, `$primaryKey` is null, so that `find()` and `destroy()` fail rather than meet rows that share " +
  "one column: ask by `where()`.";

const body = `    public function getKey()
    {
        if ($this->getKeyName() !== null) {
            return parent::getKey();
        }

        return $this->exists ? serialize(array_map('strval', $this->compositeKeyValues())) : null;
    }

    public function delete()
    {
        if ($this->getKeyName() !== null) {
            return parent::delete();
        }

        // Eloquent asks whether there is a key; the row is then found by setKeysForSaveQuery().
        $this->primaryKey = $this->compositeKey[0];

        try {
            return parent::delete();
        } finally {
            $this->primaryKey = null;
        }
    }

    protected function setKeysForSaveQuery($query)
    {
        return $query->where($this->compositeKeyValues());
    }

    protected function setKeysForSelectQuery($query)
    {
        return $query->where($this->compositeKeyValues());
    }

    /** @return array<string, mixed> the values that the row has in the database */
    private function compositeKeyValues(): array
    {
        $values = [];

        foreach ($this->compositeKey as $column) {
            if (! array_key_exists($column, $this->attributes)) {
                throw new LogicException(static::class.' does not know '.$column.', which is part of its key.');
            }

            $values[$column] = $this->original[$column] ?? $this->attributes[$column];
        }

        return $values;
    }
`;

export default function compositeKey(it: PackContext): string {
  return traitFile(it, "HasCompositeKey", about, body);
}
