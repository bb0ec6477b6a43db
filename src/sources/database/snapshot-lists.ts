/**
 * Lists in the shape of a snapshot. They are looked through until a few problems are found and no further: zod would collect one for each
 * member, which takes minutes and then the whole stack when a large file is something else altogether.
 */
import * as z from "zod";

/** As many as are told. */
export const MAX_PROBLEMS = 5;

type Report = Pick<z.RefinementCtx, "addIssue">;

/** Says what is wrong with a member beyond its own shape. */
type Check<T> = (member: T, at: number, report: Report) => void;

export function listOf<T extends z.ZodType>(member: T) {
  return list(z.array(z.unknown()), member, () => () => undefined);
}

/** At least one. */
export function someOf<T extends z.ZodType>(member: T) {
  return list(z.array(z.unknown()).min(1, "expected at least one"), member, () => () => undefined);
}

/** Members that are known by their name; a merge of two branches may leave one there twice. */
export function namedList<T extends z.ZodType<{ readonly name: string }>>(member: T) {
  return list(z.array(z.unknown()), member, (): Check<z.output<T>> => {
    const seen = new Set<string>();
    return ({ name }, at, report) => {
      const message = `\`${name}\` is there twice`;
      if (seen.has(name)) report.addIssue({ code: "custom", path: [at, "name"], message });
      seen.add(name);
    };
  });
}

function list<T extends z.ZodType>(values: z.ZodArray<z.ZodUnknown>, member: T, newCheck: () => Check<z.output<T>>) {
  return values.transform((given, context) => {
    const members: z.output<T>[] = [];
    const check = newCheck();
    for (const [at, value] of given.entries()) {
      if (context.issues.length >= MAX_PROBLEMS) break;
      const found = member.safeParse(value);
      if (found.success) {
        members.push(found.data);
        check(found.data, at, context);
      } else for (const issue of found.error.issues) context.addIssue({ ...issue, path: [at, ...issue.path] });
    }
    return members;
  });
}
