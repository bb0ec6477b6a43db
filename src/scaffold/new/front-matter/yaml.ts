/**
 * The YAML of scaffolding templates: js-yaml 3 with the schema that also knows `!!js/regexp`, `!!js/undefined` and `!!js/function`.
 * Templates in the wild rely on its reading (`yes` is a string, dates are dates), so no other parser will do.
 */
type JsYaml = typeof import("js-yaml");

interface Reader {
  readonly load: (yaml: string) => unknown;
}

let reader: Reader | undefined;

/** Throws js-yaml's own exception. */
export function loadYaml(yaml: string): object | undefined {
  reader ??= makeReader();
  return (reader.load(yaml) || undefined) as object | undefined;
}

function makeReader(): Reader {
  const yaml = require("js-yaml") as JsYaml & { DEFAULT_FULL_SCHEMA: import("js-yaml").Schema };
  // js-yaml looks for the parser of its own function type at run time, where a compiled binary has none.
  const functions = new yaml.Type("tag:yaml.org,2002:js/function", {
    kind: "scalar",
    resolve: (source: unknown) => typeof source === "string" && isFunction(source),
    construct: lazyFunction,
  });
  const schema = new yaml.Schema({ include: [yaml.DEFAULT_FULL_SCHEMA], explicit: [functions] } as never);
  return { load: (text) => yaml.load(text, { schema }) };
}

/** Compiles and runs nothing. */
function isFunction(source: string): boolean {
  if (!/^\s*(?:async\b\s*)?(?:function\b|\(|[\w$]+\s*=>)/.test(source)) return false;
  try {
    new Function(`return (${source}\n)`);
    return true;
  } catch {
    return false;
  }
}

/** Its source is not even evaluated until somebody calls it. */
function lazyFunction(source: string): (...args: unknown[]) => unknown {
  let made: ((...args: unknown[]) => unknown) | undefined;
  return (...args) => {
    made ??= new Function(`return (${source}\n)`)() as (...args: unknown[]) => unknown;
    return made(...args);
  };
}
