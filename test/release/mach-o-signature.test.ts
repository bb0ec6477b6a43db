/** The signature that macOS asks for, on the smallest program that has what a signature touches. */
import { describe, expect, test } from "bun:test";
import { executableFacts } from "../../scripts/release/executable.ts";
import { signAdHoc, signatureProblem } from "../../scripts/release/mach-o-signature.ts";

const pageSize = 4096;

/** A header, the segments __TEXT and __LINKEDIT, and a signature of another program at the end. */
function program(limit = 2 * pageSize + 80): Buffer {
  const bytes = Buffer.alloc(limit + 64, 7);
  bytes.fill(0, 0, 512);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(0x01000007, 4);
  bytes.writeUInt32LE(3, 16);
  segment(bytes, 32, "__TEXT", 0, pageSize);
  segment(bytes, 104, "__LINKEDIT", pageSize, limit + 64 - pageSize);
  bytes.writeUInt32LE(0x1d, 176);
  bytes.writeUInt32LE(16, 180);
  bytes.writeUInt32LE(limit, 184);
  bytes.writeUInt32LE(64, 188);
  return bytes;
}

function segment(bytes: Buffer, at: number, name: string, offset: number, size: number): void {
  bytes.writeUInt32LE(0x19, at);
  bytes.writeUInt32LE(72, at + 4);
  bytes.write(name, at + 8);
  bytes.writeBigUInt64LE(BigInt(size), at + 32);
  bytes.writeBigUInt64LE(BigInt(offset), at + 40);
  bytes.writeBigUInt64LE(BigInt(size), at + 48);
}

describe("an ad-hoc signature", () => {
  const signed = Buffer.from(signAdHoc(program(), "mill"));

  test("fits the program, and every byte before it is signed", () => {
    expect(signatureProblem(signed)).toBeUndefined();
    for (const at of [20, pageSize, 2 * pageSize + 79]) {
      const changed = Buffer.from(signed);
      changed[at]! ^= 1;
      expect(signatureProblem(changed)).toBe("1 pages are not what the signature says");
    }
  });

  test("leaves the code as it is, and the last segment ends with the file", () => {
    const limit = signed.readUInt32LE(184);
    expect(signed.subarray(512, limit).equals(program().subarray(512, limit))).toBe(true);
    expect(signed.length).toBe(limit + signed.readUInt32LE(188));
    expect(signed.length).toBe(pageSize + Number(signed.readBigUInt64LE(104 + 48)));
    expect(Number(signed.readBigUInt64LE(104 + 32)) % 0x4000).toBe(0);
  });

  // The first bytes of what Bun 1.4.5 itself writes for arm64, but for sizes and name: macOS is known to take these.
  test("has the fields of one that macOS takes", () => {
    const limit = signed.readUInt32LE(184);
    const head = signed.subarray(limit, limit + 20 + 88 + 5).toString("hex");
    const [size, inner] = [signed.length - limit, signed.length - limit - 20].map((one) =>
      one.toString(16).padStart(8, "0"),
    );
    expect(head).toBe(
      `fade0cc0${size}000000010000000000000014fade0c02${inner}00020400000200020000005d00000058` +
        "00000000000000030000205020020" +
        "00c0000000000000000000000000000000000000000000000000000000000000000000000000000100000000000000000016d696c6c00",
    );
  });

  test("a cut off file and another program's signature are told apart from a good one", () => {
    expect(signatureProblem(signed.subarray(0, signed.length - 1))).toBe("the signature is cut off");
    expect(() => signAdHoc(Buffer.from(program().fill(0, 32, 176)), "mill")).toThrow();
  });

  test("two signatures of one program are the same", () => {
    expect(Buffer.from(signAdHoc(program(), "mill")).equals(signed)).toBe(true);
    expect(Buffer.from(signAdHoc(signed, "mill")).equals(signed)).toBe(true);
  });
});

describe("the system of an executable", () => {
  test("is read from its first bytes", () => {
    expect(executableFacts(program()).target).toBe("darwin-x64");
    const arm = program();
    arm.writeUInt32LE(0x0100000c, 4);
    expect(executableFacts(arm).target).toBe("darwin-arm64");
  });

  test("is not guessed", () => {
    const strange = program();
    strange.writeUInt32LE(0x01000012, 4);
    expect(() => executableFacts(strange)).toThrow("the unknown processor 16777234");
    expect(() => executableFacts(Buffer.from("#!/bin/sh\necho no program\n"))).toThrow("neither ELF nor Mach-O nor PE");
  });
});
