import { isMainThread } from "node:worker_threads";

if (!isMainThread) process.exit(1);

export const header = { each: "record", output: "<%= unit.slug %>.txt" };

export default (it) => `${it.unit.data.id}\n`;
