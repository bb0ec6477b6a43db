/** What the binary starts. Nothing is imported before it is needed: `--version` and an unchanged run load almost nothing. */
import { build, versionLine } from "./build-info.ts";

if (!Bun.isMainThread) {
  const isValidator = process.argv.at(-1) === "--specmill-validate-thread";
  const { serve } = isValidator ? await import("#commands/new-validate-thread.ts") : await import("./worker.ts");
  serve();
} else {
  const argv = process.argv.slice(2);
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-v")) {
    console.log(versionLine);
  } else if (argv[0] === "complete") {
    const { complete } = await import("#commands/complete.ts");
    process.exit(await complete(argv.slice(1)));
  } else {
    const { tryQuick } = await import("./quick.ts");
    const quick = tryQuick(argv, build);
    if (quick !== undefined) process.exit(quick);
    const { runCommand } = await import("#commands/root.ts");
    process.exit(await runCommand(argv));
  }
}
