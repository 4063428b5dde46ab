import { BundleError } from "../../bundle/format/checks.ts";
import type { BundledEntry } from "../../bundle/format/manifest.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import type { openPacker, Packer } from "../../bundle/pack.ts";
import { unpack } from "../../bundle/unpack.ts";
import type { OnProgress } from "../../report/progress.ts";
import { kindOf } from "../../sccache/directory.ts";
import type { Deps, Phases } from "../deps.ts";
import type { SaveContents } from "../evidence/build.ts";
import { type KnownBundle, originOf, type Past, pastOf, usableBy, withCosts } from "../evidence/past.ts";
import { type KnownEntry, knownEntry, unused } from "../evidence/use.ts";
import { type Decision, decideSave, measureOf, type SavePlan } from "./decide.ts";
import { findFamily } from "./family.ts";
import type { Survey } from "./room.ts";

/** `temporary` names a file or folder that is removed when the save ends. */
export type SaveDeps = Deps &
  Pick<Means, "fetchHead"> & {
    readonly packer: Packer;
    readonly phases: Phases;
    readonly temporary: (name: string) => string;
  };

/** What works on the bundles themselves: a simulation of many jobs brings its own. */
export interface Means {
  readonly openPacker: typeof openPacker;
  readonly fetchHead: typeof fetchHead;
}

/** A bundle of another job, fetched to be united with this one's. */
export interface FetchedHead {
  readonly bundle: KnownBundle;
  /** Where its entries are that this job lacks. */
  readonly folder: string;
  /** The entries in `folder`. */
  readonly entries: readonly BundledEntry[];
}

export interface UniteRequest {
  readonly key: string;
  /** Names of entries that are there already: theirs win over the bundle's. */
  readonly has: (name: string) => boolean;
  /** Preprocessor files of another sccache are of no use. */
  readonly sccacheVersion: string | null;
  readonly onProgress: OnProgress;
}

/**
 * Fetches a bundle and unpacks what this job lacks of it beside sccache's directory. Undefined when the bundle is gone. One
 * that is damaged, or not signed as it must be, counts as empty, so that the next save replaces it; so does an entry that is there already.
 * @throws {StoreError}, {BundleError} for a newer format, and what the file system throws
 */
export async function fetchHead(
  { key, has, sccacheVersion, onProgress }: UniteRequest,
  deps: Deps & Pick<SaveDeps, "temporary">,
): Promise<FetchedHead | undefined> {
  const file = deps.temporary("head.tar.zst");
  const folder = deps.temporary("head");
  const onBytes = (done: number) => onProgress({ done, total: undefined });
  const fetched = await deps.store.fetch({ key, fallbacks: [] }, file, { onBytes });
  // A prefix match may name another bundle: it is not the one that was asked for.
  if (fetched.kind === "miss" || fetched.key !== key) return undefined;
  try {
    const manifest = await readManifest(file, deps.zstd, deps.signing?.trust(fetched));
    const isUsable = usableBy(sccacheVersion, manifest);
    const wanted = (entry: BundledEntry) => !has(entry.name) && isUsable(entry);
    const { zstd, threads } = deps;
    const entries = await unpack({ file, manifest, directory: folder, wanted, threads }, zstd);
    return { bundle: { key, manifest, file }, folder, entries };
  } catch (error) {
    if (!(error instanceof BundleError) || error.fault === "unknown-version") throw error;
    deps.log.notice(`${key} cannot be used and is being replaced: ${error.message}`);
    return { bundle: { key, manifest: undefined, file: undefined }, folder, entries: [] };
  }
}

/** What this job may save, with the entries of a bundle that it has united with. */
function unitedEntries(
  own: readonly KnownEntry[],
  { folder, entries }: Pick<FetchedHead, "folder" | "entries">,
  past: Past,
): KnownEntry[] {
  const refreshed = own.map((entry) => {
    const use = { used: entry.usedByThisRun, made: entry.fresh, ...originOf(entry) };
    return { ...entry, ...knownEntry(entry, use, past), remade: entry.remade };
  });
  const brought = entries.flatMap(({ name, bytes, lastUse }) => {
    const kind = kindOf(name);
    return kind ? [{ ...knownEntry({ name, kind, bytes, lastUse }, unused, past), directory: folder }] : [];
  });
  return [...refreshed, ...brought];
}

/**
 * An overlay holds what its base lacks, so the base has to be known: where restore could not bring it, it is asked for
 * again.
 */
export async function withLateBase(
  contents: SaveContents,
  plan: SavePlan,
  deps: SaveDeps,
): Promise<{ readonly contents: SaveContents; readonly decision: Decision }> {
  const { base, past, keys } = contents;
  const same = { contents, decision: { ...plan, kind: "save" } as const };
  if (plan.as !== "overlay" || past.base || base.kind === "missed") return same;
  const file = deps.temporary("base");
  const fetched = await deps.phases.run("fetch other bundles", (onProgress) =>
    deps.store.fetch({ key: keys.primary, fallbacks: keys.fallbacks }, file, {
      onBytes: (done) => onProgress({ done, total: undefined }),
    }),
  );
  if (fetched.kind === "miss") return same;
  const manifest = await readManifest(file, deps.zstd, deps.signing?.trust(fetched));
  const known = { ...past, base: { key: fetched.key, manifest, file } };
  const later = { ...contents, past: known };
  return { contents: later, decision: decideSave(later) };
}

/**
 * How many bundles a save unites with; more are left for the next one, since each costs a download. Jobs that share a
 * family by the dozen end together, and their bundles are small as a rule: those are not left.
 */
const mostHeads = { always: 3, within: 256e6, ever: 32 } as const;

/** Takes what other jobs of the family have saved meanwhile into account, so that this save adds to it. */
export async function unite(
  contents: SaveContents,
  { plan, found }: { plan: SavePlan; found: Survey },
  deps: SaveDeps,
) {
  const { sccacheVersion } = contents;
  let { past, entries } = contents;
  let listing = found;
  const find = () =>
    deps.phases.run("plan", () => findFamily(plan, { past, ref: contents.ownRef, listing }, deps));
  let family = await find();
  let bytes = 0;
  for (let looks = 0; family.head !== undefined && looks < mostHeads.ever; looks += 1) {
    const names = new Set(entries.map(({ name }) => name));
    const { head: key, bundles } = family;
    bytes += bundles?.find((bundle) => bundle.key === key)?.bytes ?? Number.POSITIVE_INFINITY;
    if (looks >= mostHeads.always && bytes > mostHeads.within) break;
    const head = await deps.phases.run("fetch other bundles", (onProgress) =>
      deps.fetchHead({ key, has: (name) => names.has(name), sccacheVersion, onProgress }, deps),
    );
    if (head) {
      past = pastOf({ ...past, heads: [...past.heads, head.bundle] });
      entries = unitedEntries(entries, head, past);
    }
    // The same listing counts for the next, unless what it names is gone; without one, the store names the newest alone.
    listing = head && bundles ? { bundles, complete: true, totalBytes: 0 } : undefined;
    family = head && !bundles ? { bundles, head: undefined } : await find();
  }
  const united: SaveContents = { ...contents, past, entries };
  const isNothingNew =
    past.heads.length > contents.past.heads.length &&
    plan.judge(withCosts(entries, measureOf(united)), []).newEntries === 0;
  return { contents: united, family, isNothingNew };
}
