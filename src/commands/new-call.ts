/** What every form of `specmill new` begins with. */
import type { GeneratorHome } from "#scaffold/new/action.ts";
import type { Grounds } from "#scaffold/new/find-templates.ts";
import type { Run } from "./run-command.ts";

export interface NewCall {
  readonly run: Run;
  readonly grounds: Grounds;
  readonly home: GeneratorHome;
}
