/** The user's own folder, where tools share what is not of one project. */
import { homedir } from "node:os";

/** Absolute. HOME and USERPROFILE win over what the system has on record, as everywhere. */
export function homeFolder(): string {
  return process.env.HOME || process.env.USERPROFILE || homedir();
}
