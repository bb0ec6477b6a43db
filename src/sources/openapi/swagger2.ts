/**
 * A Swagger 2.0 document in the shape of OpenAPI 3: what it says, where 3 says it. Words of schemas that 3.0 and 3.1 write
 * differently are left to normalise.ts. The document is used up: parts of it are changed.
 */
import type { Json, JsonObject } from "#model/json.ts";
import type { Origin } from "#model/unit.ts";
import type { Lifted } from "./bundle.ts";
import type { ComponentKind } from "./kinds.ts";
import { methods, sections } from "./kinds.ts";
import { localPointer, localReference, step } from "./pointer.ts";
import { bodyOf, formBody, mappingsIn, placeOf, simpleParameter } from "./swagger2-parameters.ts";
import { convertReference, convertSchemas, valueSchema, withoutValueWords } from "./swagger2-schemas.ts";
import { securityScheme, serversOf } from "./swagger2-security.ts";
import type { Mutable } from "./walk.ts";
import { isMapping } from "./walk.ts";

export interface Converted {
  readonly converted: Json;
  /** Component pointer -> where it came from. */
  readonly origins: ReadonlyMap<string, Origin>;
}

export function convertSwagger(root: JsonObject, lifted: readonly Lifted[], file: string): Converted {
  return new Conversion(root, lifted, file).run();
}

/** Members of the document that OpenAPI 3 has elsewhere. */
const moved: ReadonlySet<string> = new Set([
  "swagger",
  "host",
  "basePath",
  "schemes",
  "consumes",
  "produces",
  "definitions",
  "parameters",
  "responses",
  "securityDefinitions",
  "paths",
]);

class Conversion {
  readonly #root: JsonObject;
  readonly #file: string;
  readonly #lifted: readonly Lifted[];
  /** Shared parameters by the pointer that leads to them once they are components. */
  readonly #parameters = new Map<string, JsonObject>();
  readonly #components = new Map<ComponentKind, Map<string, Json>>();
  readonly #origins = new Map<string, Origin>();

  constructor(root: JsonObject, lifted: readonly Lifted[], file: string) {
    this.#root = root;
    this.#lifted = lifted;
    this.#file = file;
  }

  run(): Converted {
    const root = this.#root;
    for (const [kind, name, value] of this.#sharedParts()) {
      if (kind === "parameter" && isMapping(value)) this.#parameters.set(`/components/parameters${step(name)}`, value);
    }
    for (const [kind, name, value, origin] of this.#sharedParts()) this.#component(kind, name, value, origin);
    const paths = entriesOf(root.paths).map(
      ([path, item]) => [path, path.startsWith("x-") ? item : this.#pathItem(item)] as const,
    );
    const kept = Object.entries(root).filter(([key]) => !moved.has(key));
    const servers = serversOf(root);
    const members: [string, Json][] = [["openapi", `${root.swagger}`], ...kept];
    if (servers.length > 0) members.push(["servers", servers]);
    const components = [...this.#components].map(
      ([kind, named]) => [sections[kind], Object.fromEntries(named)] as const,
    );
    members.push(["paths", Object.fromEntries(paths)], ["components", Object.fromEntries(components)]);
    return { converted: Object.fromEntries(members), origins: this.#origins };
  }

  *#sharedParts(): Generator<readonly [ComponentKind, string, Json, Origin]> {
    for (const [kind, member] of sharedMembers) {
      for (const [name, value] of entriesOf(this.#root[member])) {
        yield [kind, name, value, { file: this.#file, pointer: `/${member}${step(name)}` }];
      }
    }
    for (const { kind, name, value, origin } of this.#lifted) yield [kind, name, value, origin];
  }

  #component(kind: ComponentKind, name: string, value: Json, origin: Origin): void {
    if (kind === "parameter" && isMapping(value)) this.#parameter(name, value, origin);
    else this.#add(kind, name, isMapping(value) ? this.#converted(kind, value) : value, origin);
  }

  #converted(kind: ComponentKind, value: Mutable): Json {
    if (kind === "response") return this.#response(value, undefined);
    if (kind === "securityScheme") return securityScheme(value);
    if (kind === "pathItem") return this.#pathItem(value);
    convertSchemas(value, kind);
    return value;
  }

  /** A shared body is a shared request body; form parameters become part of each operation's own. */
  #parameter(name: string, value: JsonObject, origin: Origin): void {
    const place = placeOf(value);
    if (place === "simple") this.#add("parameter", name, simpleParameter(value), origin);
    else if (place === "body")
      this.#add("requestBody", name, bodyOf(structuredClone(value), this.#mediaTypes("consumes", {})), origin);
  }

  #add(kind: ComponentKind, name: string, value: Json, origin: Origin): void {
    const section = this.#components.get(kind) ?? new Map<string, Json>();
    this.#components.set(kind, section.set(name, value));
    this.#origins.set(`/components/${sections[kind]}${step(name)}`, origin);
  }

  #pathItem(item: Json): Json {
    if (!isMapping(item)) return item;
    const inherited = mappingsIn(item.parameters);
    const shared = inherited.filter((parameter) => this.#placeOf(parameter) === "simple").map(simpleParameter);
    const others = inherited.filter((parameter) => this.#placeOf(parameter) !== "simple");
    const fields = Object.entries(item).map(([key, value]): [string, Json] => {
      if (key === "parameters") return [key, shared];
      return [key, methods.has(key) && isMapping(value) ? this.#operation(value, others) : value];
    });
    return Object.fromEntries(fields);
  }

  #operation(operation: Mutable, inherited: readonly JsonObject[]): Json {
    const { consumes: _consumes, produces: _produces, schemes, parameters, responses, ...rest } = operation;
    const own = mappingsIn(parameters);
    const simple = own.filter((parameter) => this.#placeOf(parameter) === "simple").map(simpleParameter);
    const body = this.#body([...own, ...inherited], this.#mediaTypes("consumes", operation));
    const mediaTypes = this.#mediaTypes("produces", operation);
    const answers = entriesOf(responses).map(
      ([status, one]) =>
        [status, isMapping(one) && !status.startsWith("x-") ? this.#response(one, mediaTypes) : one] as const,
    );
    const result: Mutable = { ...rest };
    if (simple.length > 0) result.parameters = simple;
    if (body !== undefined) result.requestBody = body;
    if (responses !== undefined) result.responses = Object.fromEntries(answers);
    if (Array.isArray(schemes)) result.servers = serversOf({ ...this.#root, schemes });
    return result;
  }

  /** A body parameter, or all form parameters together; those of the operation come first. */
  #body(parameters: readonly JsonObject[], mediaTypes: readonly string[]): Json | undefined {
    const body = parameters.find((parameter) => this.#placeOf(parameter) === "body");
    if (body !== undefined) return this.#requestBody(body, mediaTypes);
    const form = parameters.map((one) => this.#resolved(one)).filter((parameter) => placeOf(parameter) === "form");
    return form.length === 0
      ? undefined
      : formBody(
          form.map((one) => structuredClone(one)),
          mediaTypes,
        );
  }

  #requestBody(parameter: JsonObject, mediaTypes: readonly string[]): Json {
    if (typeof parameter.$ref !== "string") return bodyOf(parameter, mediaTypes);
    const pointer = localPointer(convertReference(parameter.$ref)) ?? "";
    return { $ref: localReference(pointer.replace("/components/parameters/", "/components/requestBodies/")) };
  }

  #response(response: Mutable, mediaTypes: readonly string[] | undefined): Json {
    if (typeof response.$ref === "string") return { $ref: convertReference(response.$ref) };
    const { schema, headers, examples, ...rest } = response;
    const result: Mutable = { ...rest };
    if (isMapping(headers)) {
      const converted = Object.entries(headers).map(
        ([name, one]) => [name, isMapping(one) ? headerOf(one) : one] as const,
      );
      result.headers = Object.fromEntries(converted);
    }
    const content = contentOf(schema, examples, mediaTypes ?? this.#mediaTypes("produces", {}));
    if (content !== undefined) result.content = content;
    return result;
  }

  #mediaTypes(key: "consumes" | "produces", operation: JsonObject): readonly string[] {
    const list = operation[key] ?? this.#root[key];
    return Array.isArray(list) ? list.filter((type: Json): type is string => typeof type === "string") : [];
  }

  #placeOf(parameter: JsonObject): ReturnType<typeof placeOf> {
    return placeOf(this.#resolved(parameter));
  }

  #resolved(parameter: JsonObject): JsonObject {
    const pointer = typeof parameter.$ref === "string" ? localPointer(convertReference(parameter.$ref)) : undefined;
    return (pointer === undefined ? undefined : this.#parameters.get(pointer)) ?? parameter;
  }
}

const sharedMembers: readonly (readonly [ComponentKind, string])[] = [
  ["schema", "definitions"],
  ["parameter", "parameters"],
  ["response", "responses"],
  ["securityScheme", "securityDefinitions"],
];

function entriesOf(value: Json | undefined): [string, Json][] {
  return isMapping(value) ? Object.entries(value) : [];
}

function headerOf(header: JsonObject): Json {
  return { ...withoutValueWords(header), schema: valueSchema(header) };
}

/** What a response holds, for each media type; files are bytes. */
function contentOf(
  schema: Json | undefined,
  examples: Json | undefined,
  mediaTypes: readonly string[],
): Json | undefined {
  const samples = new Map(entriesOf(examples));
  if (schema === undefined && samples.size === 0) return undefined;
  const isFile = isMapping(schema) && schema.type === "file";
  if (schema !== undefined) convertSchemas(schema, "schema");
  const otherwise = isFile ? "application/octet-stream" : "application/json";
  const types = mediaTypes.length > 0 ? mediaTypes : samples.size > 0 ? [...samples.keys()] : [otherwise];
  const all = new Set([...types, ...samples.keys()]);
  const content = [...all].map((type) => {
    const body: Mutable = schema === undefined ? {} : { schema: structuredClone(schema) };
    const sample = samples.get(type);
    if (sample !== undefined) body.example = sample;
    return [type, body] as const;
  });
  return Object.fromEntries(content);
}
