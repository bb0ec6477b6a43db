/**
 * What `import { defineConfig } from "specmill"` gives a `.ts` config or template at run time. There is no package beside the
 * binary to resolve, so the module is registered in the process; every thread that imports user code needs its own call.
 */

let isRegistered = false;

/** Makes `specmill` importable, ahead of any `node_modules/specmill`. Calling it again does nothing. */
export function registerRuntimeModule(): void {
  if (isRegistered) return;
  isRegistered = true;
  Bun.plugin({
    name: "specmill",
    setup(build) {
      // A resolver hook does not fire for bare names at run time; a registered module does.
      build.module("specmill", () => ({ exports: { defineConfig }, loader: "object" }));
    },
  });
}

/** Gives its argument back: it is there for the types that `specmill.d.ts` declares. */
function defineConfig(config: unknown): unknown {
  return config;
}
