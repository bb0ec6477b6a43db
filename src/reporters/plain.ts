/** For people who read a log: no cursor moves, nothing drawn twice. */
import type { ReporterFormat } from "./reporter.ts";
import { openTextReport } from "./text/report.ts";

export const reporter: ReporterFormat = {
  name: "plain",
  stream: "stderr",
  paths: "project",
  isDocument: false,
  open: openTextReport,
};
