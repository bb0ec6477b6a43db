/** Whether a report is what its public schema asks for. The schemas lie in test/fixtures/schemas/. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ValidateFunction } from "ajv";
import { Ajv } from "ajv";

const folder = join(import.meta.dir, "..", "fixtures", "schemas");

/** Formats that the schemas name. The SARIF schema uses `uri-reference` and `uri` for what is made here. */
const formats = {
  uri: /^[a-z][a-z0-9+.-]*:[^\s"<>\\^`{|}]*$/i,
  "uri-reference": /^(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
};

/** What is wrong with a SARIF log; empty when nothing is. */
export function sarifProblems(text: string): string[] {
  return problemsOf(sarif(), text);
}

/** What is wrong with a Code Quality report of GitLab; each fingerprint must be there once. */
export function gitlabProblems(text: string): string[] {
  const prints = (JSON.parse(text) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
  const shared = prints.filter((print, at) => prints.indexOf(print) !== at).map((print) => `${print} is there twice`);
  return [...problemsOf(gitlab(), text), ...shared];
}

let sarifValidator: ValidateFunction | undefined;
let gitlabValidator: ValidateFunction | undefined;

/** The schema is of draft 4, which calls `$id` `id` and knows no `u` in patterns; nothing else in it has changed its meaning since. */
function sarif(): ValidateFunction {
  if (sarifValidator !== undefined) return sarifValidator;
  const { $schema: _, id: __, ...schema } = read("sarif-2.1.0.json");
  sarifValidator = new Ajv({ strict: false, allErrors: true, formats, unicodeRegExp: false }).compile(schema);
  return sarifValidator;
}

function gitlab(): ValidateFunction {
  gitlabValidator ??= new Ajv({ allErrors: true }).compile(read("gitlab-code-quality.json"));
  return gitlabValidator;
}

function read(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, unknown>;
}

function problemsOf(validate: ValidateFunction, text: string): string[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Whether `xmllint` is there. In a pipeline it has to be; elsewhere tests that need it are skipped with a sentence. */
export function canValidateXml(): boolean {
  if (process.env.CI !== undefined || Bun.which("xmllint") !== null) return true;
  console.warn("skipped: no xmllint; install libxml2-utils to validate the JUnit reports");
  return false;
}

/** What xmllint says against a JUnit report; empty when nothing. */
export function junitProblems(text: string): string {
  const scratch = mkdtempSync(join(tmpdir(), "specmill-junit-"));
  try {
    writeFileSync(join(scratch, "report.xml"), text);
    const call = ["xmllint", "--noout", "--schema", join(folder, "jenkins-junit.xsd"), "report.xml"];
    const { exitCode, stderr } = Bun.spawnSync(call, { cwd: scratch });
    return exitCode === 0 ? "" : stderr.toString();
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
