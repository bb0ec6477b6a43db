/**
 * `pull` for FHIR: finds the packages that the config asks for and all that they depend on, sees to it that the shared cache has them, and
 * gives the lock file. The only part of this source that opens connections.
 */
import { homeFolder } from "#platform/home-folder.ts";
import { join } from "#platform/paths.ts";
import type { PullContext, Pulled, Puller, SourceInput } from "../source.ts";
import { DEFAULT_LOCK } from "./fhir-lock.ts";
import { lockText } from "./fhir-lock-text.ts";
import type { Options } from "./options.ts";
import type { CacheFolder } from "./package-in-cache.ts";
import { cacheFolder } from "./package-in-cache.ts";
import { isLocal } from "./package-locals.ts";
import { ArchiveStore } from "./pulling/archive-store.ts";
import { readLocalManifests } from "./pulling/local-manifests.ts";
import { lockChanges } from "./pulling/lock-changes.ts";
import { keptText, oldLock } from "./pulling/old-lock.ts";
import { PackageSupply } from "./pulling/package-supply.ts";
import { Registries } from "./pulling/registries.ts";
import type { ClientOptions } from "./pulling/registry-client.ts";
import { RegistryClient } from "./pulling/registry-client.ts";
import { Resolution } from "./pulling/resolution.ts";
import type { Sleep } from "./pulling/retry.ts";
import { realSleep } from "./pulling/retry.ts";

const DEFAULT_REGISTRIES = ["https://packages.fhir.org", "https://packages2.fhir.org/packages"] as const;
const DEFAULT_TIMEOUT = 30;

export const puller: Puller<Options> = {
  snapshot: lockPath,
  pull: (input, context) => pullPackages(input, context, realSleep),
};

/** As `puller.pull`, with the waiting between tries handed in. */
export async function pullPackages(input: SourceInput<Options>, context: PullContext, sleep: Sleep): Promise<Pulled> {
  const lockFile = lockPath(input.options);
  const old = oldLock(lockFile, input.name, context);
  const locals = await readLocalManifests(input, context);
  const { packages, registries: urls = DEFAULT_REGISTRIES } = input.options;
  const cache = findCache(input.options, context);
  const client = new RegistryClient(clientOptions(input.options, context, sleep));
  using store = new ArchiveStore(input, context, { cache, client, sleep });
  const registries = new Registries(urls, client);
  const world = { registries, store, lock: old?.lock, lockFile, shownCache: cache.shown };
  const resolution = new Resolution(new PackageSupply(input, context, world), locals);
  const lock = await resolution.resolve(packages.filter((one) => !isLocal(one)));
  const changes = old === undefined ? [] : lockChanges(old.lock, lock);
  return { text: keptText(old, lockText(lock)), changes };
}

function lockPath({ lock }: Options): string {
  return join(lock ?? DEFAULT_LOCK);
}

/** Where the reader looks as well. */
function findCache(options: Options, { root, env }: PullContext): CacheFolder {
  return cacheFolder(options, root, env("HOME") || env("USERPROFILE") || homeFolder());
}

function clientOptions({ timeout }: Options, { env, signal }: PullContext, sleep: Sleep): ClientOptions {
  const origin = URL.parse(env("FPL_REGISTRY") ?? "")?.origin;
  const value = env("FPL_REGISTRY_TOKEN");
  // Other FHIR tools have both too. Without the first nobody knows whose token it is.
  const token = origin === undefined || !value ? undefined : { origin, value };
  return { timeoutSeconds: timeout ?? DEFAULT_TIMEOUT, signal, sleep, token };
}
