/** One scaffold and what its templates give now: what becomes of each of its files, and what is known of them afterwards. */
import { placeAtLine } from "#document/place.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, projectPath } from "#platform/paths.ts";
import { refusalDiagnostic, refusePlace, TRACKED_FILE } from "#write/guard.ts";
import type { Grounds } from "../find-templates.ts";
import { guardOutput } from "../writing/output-guard.ts";
import type { ProjectTree } from "../writing/project-tree.ts";
import { isSame } from "../writing/project-tree.ts";
import type { Decision } from "./decide-output.ts";
import { baseOf, decideOutput } from "./decide-output.ts";
import type { Given, GivenOutput } from "./given-outputs.ts";
import { outputRecord } from "./output-record.ts";
import type { TrackedOutput, TrackedScaffold } from "./tracked-scaffold.ts";

/** One file that changes, or that would have to and is left alone. */
export interface OutputNews {
  readonly scaffold: string;
  /** From the root. */
  readonly path: string;
  readonly status: "changed" | "created" | "kept";
  /** Why, for `--explain`. */
  readonly reason: string;
  readonly before?: Uint8Array;
  /** Absent for what is left alone. */
  readonly after?: Uint8Array;
  /** Lines of conflicts in `after`, from 1. */
  readonly conflicts: readonly number[];
}

export interface ScaffoldNews {
  readonly news: readonly OutputNews[];
  readonly problems: readonly Diagnostic[];
  readonly scaffold: TrackedScaffold;
}

export interface ScaffoldStanding {
  readonly id: string;
  readonly scaffold: TrackedScaffold;
  /** `undefined` when the templates are as they were. */
  readonly given: Given | undefined;
  /** The project with what the scaffolds of this run create; new files are added. */
  readonly tree: ProjectTree;
}

interface Surroundings {
  readonly grounds: Grounds;
  readonly fs: FileSystem;
  mayReplace(path: string): boolean;
}

export function settleScaffold(standing: ScaffoldStanding, surroundings: Surroundings): ScaffoldNews {
  const settling = new Settling(standing, surroundings);
  for (const [path, record] of standing.scaffold.outputs) settling.known(path, record);
  for (const [path, output] of standing.given?.outputs ?? []) settling.added(path, output);
  return settling.end();
}

class Settling {
  readonly #standing: ScaffoldStanding;
  readonly #around: Surroundings;
  readonly #news: OutputNews[] = [];
  readonly #problems: Diagnostic[] = [];
  readonly #outputs = new Map<string, TrackedOutput>();
  readonly #left: Set<string>;
  /** Something is still to be done: the inputs must not count as seen. */
  #isBehind = false;

  constructor(standing: ScaffoldStanding, around: Surroundings) {
    this.#standing = standing;
    this.#around = around;
    this.#left = new Set(standing.scaffold.left);
  }

  /** A file that is tracked already. */
  known(path: string, record: TrackedOutput): void {
    const { scaffold, given } = this.#standing;
    const now = given?.outputs.get(path);
    // Its template makes it no more: from now on it is the user's.
    if (given !== undefined && now === undefined) return;
    const full = absolute(this.#around.grounds.root, path);
    if (this.#around.fs.stamp(full) === undefined) return void this.#left.add(path);
    if (given === undefined && record.hasConflict !== true) return void this.#outputs.set(path, record);
    const content = now?.content ?? baseOf(record);
    if (content === undefined) return this.#keep(path, record, damaged(path, this.#standing.id));
    const template = now === undefined ? record.template : templateOf(now, scaffold, this.#around.grounds);
    const same = outputRecord(template, content, record);
    if (record.hasConflict !== true && same.hash === record.hash) return void this.#outputs.set(path, same);
    const refusal = refusePlace(
      projectPath(this.#around.grounds.boundary, full),
      this.#around.grounds.boundary,
      this.#around.fs,
    );
    if (refusal !== undefined) return this.#keep(path, record, refusalDiagnostic(path, refusal));
    const there = this.#around.fs.read(full);
    const decision = decideOutput({
      record,
      there,
      template,
      given: content,
      mayReplace: this.#around.mayReplace(path),
    });
    this.#take(path, record, decision, there);
  }

  #take(path: string, record: TrackedOutput, decision: Decision, there: Uint8Array | undefined): void {
    switch (decision.kind) {
      case "gone":
        return void this.#left.add(path);
      case "in-step":
        return void this.#outputs.set(path, decision.record);
      case "unmerged":
        return this.#keep(path, record, unmerged(path, there, decision.line));
      case "unmergeable":
        return this.#keep(
          path,
          record,
          decision.why === "damaged" ? damaged(path, this.#standing.id) : unmergeable(path),
        );
      case "write": {
        const { after, conflicts } = decision;
        this.#outputs.set(path, decision.record);
        const before = there === undefined ? {} : { before: there };
        this.#news.push({
          ...this.#about(path, decision.record.template),
          status: "changed",
          ...before,
          after,
          conflicts,
        });
      }
    }
  }

  #keep(path: string, record: TrackedOutput, problem: Diagnostic): void {
    this.#outputs.set(path, record);
    this.#isBehind = true;
    this.#problems.push(problem);
    this.#news.push({ ...this.#about(path, record.template), status: "kept", conflicts: [] });
  }

  /** A file that the action did not give before. */
  added(path: string, output: GivenOutput): void {
    const { scaffold, tree } = this.#standing;
    if (scaffold.outputs.has(path) || scaffold.left.has(path)) return;
    const { grounds, fs } = this.#around;
    try {
      guardOutput({ ...output, key: "to" }, { boundary: grounds.boundary, outside: [] }, fs, tree);
    } catch (problem) {
      if (!(problem instanceof SpecmillError)) throw problem;
      this.#isBehind = true;
      this.#problems.push(...problem.diagnostics);
      return;
    }
    const template = templateOf(output, scaffold, grounds);
    const there = fs.read(output.path);
    const isTaken = tree.isPending(output.path) || (there !== undefined && !isSame(there, output.content));
    if (isTaken) {
      this.#left.add(path);
      this.#problems.push(inTheWay(path, output));
      return;
    }
    this.#outputs.set(path, outputRecord(template, output.content));
    if (there !== undefined) return;
    tree.write(output.path, output.content);
    this.#news.push({ ...this.#about(path, template), status: "created", after: output.content, conflicts: [] });
  }

  #about(path: string, template: string) {
    const { id, scaffold } = this.#standing;
    return { scaffold: id, path, reason: `the template \`${scaffold.folder}/${template}\` has changed` };
  }

  end(): ScaffoldNews {
    const { scaffold, given } = this.#standing;
    const inputs = given === undefined ? scaffold.inputs : this.#isBehind ? new Map<string, string>() : given.inputs;
    const left = [...this.#left].filter((path) => given === undefined || given.outputs.has(path));
    return {
      news: this.#news,
      problems: this.#problems,
      scaffold: { ...scaffold, inputs, outputs: this.#outputs, left: new Set(left) },
    };
  }
}

function templateOf({ template }: GivenOutput, { folder }: TrackedScaffold, { root }: Grounds): string {
  return projectPath(absolute(root, folder), template.path);
}

const takesTemplate = (path: string) =>
  `\`specmill generate --overwrite ${path}\` takes the template's text instead of yours`;

/** Of a merge that was or would be made. */
export function conflictProblem({ path, after, conflicts }: OutputNews, isWritten: boolean): Diagnostic {
  const [line = 1] = conflicts;
  const many = conflicts.length === 1 ? "the same lines" : `the same lines in ${conflicts.length} places`;
  const message = `the template of \`${path}\` and you have changed ${many}`;
  const fix = "keep what is right between `<<<<<<<` and `>>>>>>>` and delete the markers; nothing of yours was removed";
  if (!isWritten) {
    const notes = ["`specmill generate` merges the rest and marks these", takesTemplate(path)];
    return error("scaffold/conflict", message, { place: { file: path }, notes });
  }
  const place = placeAtLine(path, Buffer.from(after ?? "").toString("utf8"), line);
  return error("scaffold/conflict", message, { place, notes: [fix, takesTemplate(path)] });
}

function unmerged(path: string, there: Uint8Array | undefined, line: number): Diagnostic {
  const place = placeAtLine(path, Buffer.from(there ?? "").toString("utf8"), line);
  const notes = ["keep what is right between `<<<<<<<` and `>>>>>>>` and delete the markers", takesTemplate(path)];
  return error("scaffold/conflict", `\`${path}\` still has conflicts in it`, { place, notes });
}

function unmergeable(path: string): Diagnostic {
  const notes = [takesTemplate(path), `\`specmill new --untrack ${path}\` keeps yours for good`];
  const message = `\`${path}\` was edited and is no text, so it cannot be merged with its template`;
  return error("scaffold/conflict", message, { place: { file: path }, notes });
}

function damaged(path: string, id: string): Diagnostic {
  const notes = [
    `bring back the committed version of \`${TRACKED_FILE}\``,
    takesTemplate(path),
    `\`specmill new --untrack ${path}\` keeps yours for good`,
  ];
  const message = `the \`base\` of \`${path}\` in \`${id}\` is damaged, so nothing can be merged into it`;
  return error("scaffold/tracked", message, { place: { file: TRACKED_FILE }, notes });
}

function inTheWay(path: string, { template }: GivenOutput): Diagnostic {
  const notes = ["it stays as it is, and is not tracked"];
  return warning("scaffold/tracked", `\`${template.display}\` is new and would write \`${path}\`, which exists`, {
    place: { file: path },
    notes,
  });
}
