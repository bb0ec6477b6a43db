/** Times in the forms that files of other programs have. */

/** Nanoseconds since the epoch as `YYYYMMDDHHmmss`, in UTC. */
export function compactTime(time: bigint): string {
  return new Date(Number(time / 1_000_000n)).toISOString().replace(/\D/g, "").slice(0, 14);
}
