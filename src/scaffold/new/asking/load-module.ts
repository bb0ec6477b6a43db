/**
 * Code of the user that is loaded while specmill runs: hooks and `.hygen.js`. It is imported from where it lies, so that it finds the
 * `node_modules` beside it. The caller has made sure that it may run.
 */
import { hookFailure } from "./hook-failure.ts";

/**
 * What a module exports: `module.exports` or the default export, else its named exports. JavaScript and TypeScript, CommonJS and ES
 * modules, in any mixture. A second call gives the same module again.
 * Throws SpecmillError (`scaffold/hook`) with the line of the user's code when the module does not parse, or throws.
 * `display` says how problems name a file; without it that is its absolute path.
 */
export async function loadModule(path: string, display = (file: string) => file): Promise<unknown> {
  try {
    const module = (await import(path)) as { readonly default?: unknown };
    return Object.hasOwn(module, "default") ? module.default : { ...module };
  } catch (thrown) {
    throw hookFailure(thrown, path, display);
  }
}
