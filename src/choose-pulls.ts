/** Which sources a `pull` is about, decided before anything outside is asked: those that can pull, and whose snapshot may lie where it should. */
import { selectSources } from "#config/select-sources.ts";
import type { SourceConfig } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { sources as registry } from "#sources/registry.gen.ts";
import type { Puller } from "#sources/source.ts";
import type { Session } from "./session.ts";
import { refuseSnapshot } from "./settle-snapshot.ts";

/** A source that can pull, and the snapshot that it would. */
export interface Pullable {
  readonly source: SourceConfig;
  readonly path: string;
  readonly puller: Puller;
}

/** Those with these names, all when none is given, in the order of the config. What cannot be pulled is reported. */
export async function choosePulls(names: readonly string[], session: Session): Promise<Pullable[]> {
  const { config } = session;
  const chosen = selectSources(config, names);
  const all = (await Promise.all(config.sources.map(pullableOf))).filter((one) => one !== undefined);
  const isIdle = (source: SourceConfig) => !all.some((one) => one.source === source);
  if (names.length > 0) reportIdle(chosen.filter(isIdle), session);
  else if (all.length === 0) reportNothing(session);
  const ownerOf = firstOfEachPath(all);
  const wanted: Pullable[] = [];
  for (const one of all.filter(({ source }) => chosen.includes(source))) {
    if (await isFree(one, ownerOf(one), session)) wanted.push(one);
  }
  return wanted;
}

async function pullableOf(source: SourceConfig): Promise<Pullable | undefined> {
  const entry = registry[source.kind as keyof typeof registry];
  if (!("pull" in entry)) return undefined;
  const { puller } = (await entry.pull()) as unknown as { puller: Puller };
  const path = puller.snapshot(source.options);
  return path === undefined ? undefined : { source, path, puller };
}

const notes = ["databases with a `url` and FHIR packages are pulled; the others are read where they lie"];

function reportNothing({ config, context }: Session): void {
  context.report(warning("pull/nothing", `no source of \`${config.file}\` has anything to pull`, { notes }));
}

function reportIdle(idle: readonly SourceConfig[], { context }: Session): void {
  for (const { name } of idle) context.report(error("pull/nothing", `\`${name}\` has nothing to pull`, { notes }));
}

function firstOfEachPath(all: readonly Pullable[]): (one: Pullable) => Pullable {
  // One system tells letters apart by case alone, and the next one does not.
  const keyOf = ({ path }: Pullable) => path.normalize("NFC").toLowerCase();
  const owners = new Map(all.toReversed().map((one) => [keyOf(one), one]));
  return (one) => owners.get(keyOf(one)) ?? one;
}

/** Two sources with one snapshot would take turns at overwriting it, so it is the first one's. */
async function isFree({ source: { name }, path }: Pullable, owner: Pullable, session: Session): Promise<boolean> {
  const refusal =
    refuseSnapshot(path, session) ?? (owner.source.name === name ? undefined : collision(name, path, owner));
  if (refusal === undefined) return true;
  session.context.report({ ...refusal, place: await session.placeOf(["sources", name, "snapshot"]) });
  return false;
}

function collision(name: string, path: string, owner: Pullable): Diagnostic {
  const message = `\`${owner.source.name}\` and \`${name}\` have the same snapshot, \`${path}\``;
  return error("plan/path-collision", message, {
    notes: ["give each a file of its own: `snapshot` of a database, `lock` of FHIR packages"],
  });
}
