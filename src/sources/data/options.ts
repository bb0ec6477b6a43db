/** The options of a `data` source, as the config writes them. */
import * as z from "zod";

const glob = z.string().min(1);

export const options = z.strictObject({
  path: z
    .union([glob, z.array(glob).min(1)])
    .describe(
      "The files to read, relative to the config file: a path, a glob pattern such as `data/*.yaml`, or a list of them.",
    ),
  each: z
    .enum(["file", "record"])
    .optional()
    .describe(
      "Whether a file or a record in it is a unit. Default: records for CSV, TSV, NDJSON and files that hold a list, else files.",
    ),
  records: z
    .string()
    .regex(/^(\/.*)?$/s, "a pointer begins with `/`")
    .optional()
    .describe(
      "Where in each file the list or mapping of records is, as a JSON pointer such as `/items`. Default: the whole file.",
    ),
  id: z
    .string()
    .min(1)
    .optional()
    .describe("The field that identifies a record. Default: its position, or its key in a mapping."),
  format: z
    .enum(["json", "yaml", "toml", "csv", "tsv", "ndjson"])
    .optional()
    .describe("The format of the files, where their names do not tell."),
});

export type Options = z.output<typeof options>;
