/**
 * Reads from the first bytes of an executable which system it is for, in the words of targets.ts: a release that mixed up two
 * runtimes must not leave the house. The numbers are those of the ELF, Mach-O and PE specifications.
 */

export interface ExecutableFacts {
  /** `linux-x64`, `linux-arm64-musl`, `darwin-arm64`, `windows-x64`, … */
  readonly target: string;
  /** The loader that a Linux executable asks for. */
  readonly interpreter?: string;
}

const elfMachines: Readonly<Record<number, string>> = { 62: "x64", 183: "arm64" };
const machProcessors: Readonly<Record<number, string>> = { 16777223: "x64", 16777228: "arm64" };
const peMachines: Readonly<Record<number, string>> = { 34404: "x64", 43620: "arm64" };
const programInterpreter = 3;

/** Takes the whole file or its first 64 KiB. Throws when that is no executable of a kind that Bun makes. */
export function executableFacts(bytes: Uint8Array): ExecutableFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0, true);
  if (magic === 0x464c457f) return elfFacts(bytes, view);
  if (magic === 0xfeedfacf) return { target: `darwin-${known(machProcessors, view.getUint32(4, true))}` };
  if ((magic & 0xffff) === 0x5a4d) return peFacts(view);
  throw new Error(`this is neither ELF nor Mach-O nor PE: it begins with 0x${magic.toString(16)}`);
}

function elfFacts(bytes: Uint8Array, view: DataView): ExecutableFacts {
  const processor = known(elfMachines, view.getUint16(18, true));
  const interpreter = elfInterpreter(bytes, view);
  const libc = interpreter.includes("ld-musl") ? "-musl" : "";
  return { target: `linux-${processor}${libc}`, interpreter };
}

function elfInterpreter(bytes: Uint8Array, view: DataView): string {
  const table = Number(view.getBigUint64(32, true));
  const [size, count] = [view.getUint16(54, true), view.getUint16(56, true)];
  for (let at = table; at < table + size * count; at += size) {
    if (view.getUint32(at, true) !== programInterpreter) continue;
    const [start, length] = [Number(view.getBigUint64(at + 8, true)), Number(view.getBigUint64(at + 32, true))];
    return new TextDecoder().decode(bytes.subarray(start, start + length - 1)); // Without its NUL.
  }
  return "";
}

function peFacts(view: DataView): ExecutableFacts {
  const header = view.getUint32(0x3c, true);
  if (view.getUint32(header, true) !== 0x4550) throw new Error("this is a program for DOS, without a PE header");
  return { target: `windows-${known(peMachines, view.getUint16(header + 4, true))}` };
}

function known(names: Readonly<Record<number, string>>, number: number): string {
  const name = names[number];
  if (name === undefined) throw new Error(`an executable for the unknown processor ${number}`);
  return name;
}
