import { judgeRun, type RunVerdict } from "../../budget/age.ts";
import type { KeyPlan } from "../../key/key.ts";
import { scopesOf } from "../../key/ref.ts";
import type { SaveOutcome } from "../../report/report.ts";
import { entryCount } from "../../report/words.ts";
import { type ScannedEntry, scan } from "../../sccache/directory.ts";
import { formatSize } from "../../size.ts";
import type { Deps } from "../deps.ts";
import type { SaveContents } from "../evidence/build.ts";
import { type KnownEntry, knownEntries } from "../evidence/candidates.ts";
import { isOwn, type Past, readPast, unknownOrigin } from "../evidence/past.ts";
import type { Use } from "../evidence/use.ts";
import { isFailure, orFailure } from "../failures.ts";
import { type Handoff, type Part, restoredBy } from "../handoff.ts";
import type { Job } from "../job/job.ts";
import { type SaveEnd, saveBundle } from "../save/save-bundle.ts";
import { noteSeen, remember, type Touched, touchOf, type WatchState } from "./watch-state.ts";

export interface PublishRequest extends Pick<Job, "config" | "context" | "directory"> {
  /** The keys of now: a period may have changed since the last bundle, or the compiler. */
  readonly prepareKeys: () => Promise<Pick<Handoff, "keys" | "toolchain">>;
  /** Of the sccache that fills it, or null where it is not known. */
  readonly sccacheVersion: string | null;
  /** What an earlier watch left, or undefined. */
  readonly left: WatchState | undefined;
  /** A folder of this watch alone that is kept from one to the next. */
  readonly stateFolder: string;
  /** Whether builds are under way, so that what was used is not all that they will use. */
  readonly isBusy?: boolean;
  /** Told how each attempt to publish ended. */
  readonly onEnd?: (outcome: SaveOutcome) => void;
}

/**
 * Makes a bundle of the directory now, if enough is new since the last one, and returns how that ended. The server
 * keeps running: it writes entries beside and renames them, so whatever is found is whole.
 */
export async function publishOnce(request: PublishRequest, deps: Deps): Promise<WatchState | undefined> {
  const { left, stateFolder } = request;
  const startedMs = deps.now();
  const state = await orFailure(async () => {
    const { outcome, manifest, isOwnPast, scanned } = await publish(request, deps);
    deps.log.info(describe(outcome));
    request.onEnd?.(outcome);
    if (outcome.kind !== "saved" || !manifest)
      return isOwnPast && left ? noteSeen(left, scanned, stateFolder) : left;
    const { key, bundleBytes: bytes } = outcome;
    return remember({ key, bytes, manifest, publishedMs: startedMs }, scanned, request);
  });
  if (!isFailure(state)) return state;
  request.onEnd?.(state);
  deps.log.warning(`Nothing published, for now: ${state.why}`, state.failure);
  return left;
}

/** What was found in the directory, and whether the last bundle is of the family that builds there now. */
interface Looked {
  readonly scanned: readonly ScannedEntry[];
  readonly isOwnPast: boolean;
}

async function publish(request: PublishRequest, deps: Deps): Promise<SaveEnd & Looked> {
  const { left, directory, context, config, sccacheVersion } = request;
  const { keys, toolchain } = await request.prepareKeys();
  const { base, past } = await readPublished(left, keys, deps);
  const overlay: Part = { kind: "skipped", why: "a watch publishes whole bundles" };
  const { entries: scanned } = await scan(directory);
  const isOwnPast = past.base !== undefined;
  const entries = knownEntries(
    scanned,
    past,
    useSince({ ...left?.touched, ...(isOwnPast ? {} : left?.seen) }),
  );
  const nowMs = deps.now();
  const { used, ...verdict } = judgeUse(entries, past, request);
  const unknown = { id: null, hits: null, misses: null, compileFails: null, restoreMs: null };
  const record = {
    ...{ ...unknown, savedMs: null, hitsWithTime: null },
    endedAt: Math.floor(nowMs / 1000),
    complete: verdict.complete,
    used,
    bundleBytes: restoredBy(base)?.bytes ?? null,
  };
  const contents: SaveContents = {
    ...{ config, keys, context, status: undefined, notUsed: null, base, overlay, past, entries },
    ...{ directory, toolchain, sccacheVersion, rawAtSource: false, environment: null, nowMs },
    ownRef: scopesOf(context).own,
    run: { ...verdict, record },
    restoredAtMs: undefined,
    ownReadAtMs: 0,
  };
  let end = await saveBundle(contents, deps);
  if (end.outcome.kind === "nothing-new" && isOwnPast && (await isGone(keys, deps))) {
    deps.log.info("The store has no bundle any more, so what was published is published again");
    const again = entries.map((entry) => ({ ...entry, usedByThisRun: true, added: true }));
    end = await saveBundle({ ...contents, entries: again }, deps);
  }
  return { ...end, scanned, isOwnPast };
}

/** Whether the store holds nothing for the jobs that read what is published: some services remove what is a week old. */
async function isGone({ custom, primary, fallbacks, family }: KeyPlan, { store }: Deps): Promise<boolean> {
  const chain = custom ? { key: primary, fallbacks } : { key: `${family}-`, fallbacks: [] };
  const found = await orFailure(() => store.lookup(chain), "lookup");
  return !isFailure(found) && found.kind === "miss";
}

/**
 * What this watch published last, as the past of what it publishes now. A bundle of another family, such as another
 * compiler's, is none: of that time counts only what was touched since.
 */
async function readPublished(left: WatchState | undefined, keys: KeyPlan, deps: Deps) {
  const nothing: Part = { kind: "missed" };
  const parts = {
    base: left ? { kind: "restored" as const, bundle: left.bundle } : nothing,
    overlay: nothing,
  };
  const past = await readPast(parts, deps);
  if (past.base && isOwn(past.base, keys)) return { base: parts.base, past };
  return { base: nothing, past: await readPast({ base: nothing, overlay: nothing }, deps) };
}

/**
 * Judges what was used since the last bundle as if it were one run: a machine that has come to rest has done its work, so
 * that the clock moves. What is known of last uses is exact, so `max-age` counts in any case.
 */
function judgeUse(
  entries: readonly KnownEntry[],
  { base }: Past,
  { isBusy, config }: Pick<PublishRequest, "isBusy" | "config">,
): RunVerdict & { readonly used: number } {
  const ofUse = entries.filter(({ usedByThisRun }) => usedByThisRun);
  const [used, misses] = [ofUse.length, ofUse.filter(({ fresh }) => fresh).length];
  const manifest = base?.manifest;
  const run = judgeRun(
    {
      status: "success",
      counts: { hits: used - misses, misses, failed: 0 },
      ...{ useKnown: true, used, restored: manifest?.entries.length ?? 0 },
      history: manifest?.history ?? [],
    },
    config.evict,
  );
  const verdict = isBusy ? { complete: false, why: "the directory is still in use" } : run;
  return { ...verdict, isWhole: true, used };
}

/** A use moves one of the times; what the last bundle did not see is new: all of it, where there was none. */
function useSince(touched: Touched): Use {
  return {
    source: "times",
    of: (entry) => {
      const before = touched[entry.name];
      const used = before === undefined || touchOf(entry) > before;
      const made = before === undefined || entry.kind === "preprocessor";
      return { used, made: used && made, ...unknownOrigin };
    },
  };
}

function describe(outcome: SaveOutcome): string {
  if (outcome.kind === "taken") return `${outcome.key} is there already`;
  if (outcome.kind !== "saved")
    return `Nothing published${outcome.kind === "failed" ? ", for now" : ""}: ${outcome.why}`;
  return `Published ${outcome.key}: ${entryCount(outcome.entries)}, ${formatSize(outcome.bundleBytes)}`;
}
