/** The options of a `fhir` source, as the config writes them. */
import * as z from "zod";

export const options = z.strictObject({
  packages: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      "The packages to read, with what they depend on: `hl7.fhir.r4b.core@4.3.0`, `name@latest`, `name@1.2.x`, a range such as `name@^1.2.0`, or the path of a folder or a `.tgz` that starts with `./` or `../`.",
    ),
  registries: z
    .array(z.string().regex(/^https?:\/\/[^\s@]+$/, "a registry is an `https://` URL without user and password"))
    .min(1)
    .optional()
    .describe(
      "Where `pull` looks for packages, in this order. Default: `https://packages.fhir.org`, then `https://packages2.fhir.org/packages`.",
    ),
  lock: z
    .string()
    .min(1)
    .optional()
    .describe("Where `pull` writes which packages it found, with their hashes; commit it. Default: `fhir.lock.json`."),
  cache: z
    .string()
    .min(1)
    .optional()
    .describe(
      "The folder that packages are unpacked into and shared from. Default: `~/.fhir/packages`, as for other FHIR tools.",
    ),
  timeout: z
    .number()
    .positive()
    .max(3600)
    .optional()
    .describe("Seconds that `pull` waits for an answer of a registry. Default: 30."),
  limits: z
    .strictObject({
      unpackedBytes: z
        .int()
        .min(1)
        .optional()
        .describe("Most bytes of an unpacked package. Default: 524288000 (500 MB)."),
      files: z.int().min(1).optional().describe("Most files of a package. Default: 50000."),
      ratio: z.int().min(1).optional().describe("How many times its size a package may unpack to. Default: 100."),
    })
    .optional()
    .describe("Caps on what a package may unpack to."),
});

export type Options = z.output<typeof options>;
