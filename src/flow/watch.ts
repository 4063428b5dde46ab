import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Manifest } from "../bundle/format/manifest.ts";
import { manifestToJson } from "../bundle/format/manifest-json.ts";
import type { SaveOutcome } from "../report/report.ts";
import { type ScannedEntry, scan, watchDirectory } from "../sccache/directory.ts";
import { scopesOf } from "../store/scopes.ts";
import { type Deps, isFailure, orFailure } from "./deps.ts";
import { readPast, unknownOrigin } from "./evidence/past.ts";
import { knownEntries, type Use } from "./evidence/use.ts";
import type { Handoff, Part, RestoredBundle } from "./handoff.ts";
import type { Job } from "./job/job.ts";
import { type SaveEnd, saveBundle } from "./save/save-bundle.ts";

interface WatchRequest extends Pick<Job, "config" | "context" | "directory"> {
  /** The keys of now: a period may have changed since the last bundle, or the compiler. */
  readonly prepareKeys: () => Promise<Pick<Handoff, "keys" | "toolchain">>;
  /** Of the sccache that fills it, or null where it is not known. */
  readonly sccacheVersion: string | null;
  /** What an earlier watch left, or undefined. */
  readonly left: WatchState | undefined;
  /** A folder of this watch alone that is kept from one to the next. */
  readonly stateFolder: string;
  readonly times: PublishTimes;
  /** Told how each attempt to publish ended. */
  readonly onEnd?: (outcome: SaveOutcome) => void;
}

/** What a watch remembers, so that the next one continues where it ended. */
export interface WatchState {
  readonly publishedMs: number;
  readonly bundle: RestoredBundle;
  /** When each entry was last touched, as it was after that bundle was packed: packing itself reads every entry. */
  readonly touched: Readonly<Record<string, number>>;
}

export const stateFileName = "watch.json";

/**
 * Makes a bundle of the directory now, if enough is new since the last one, and returns how that ended. The server
 * keeps running: it writes entries beside and renames them, so whatever is found is whole.
 */
export async function publishOnce(request: WatchRequest, deps: Deps): Promise<WatchState | undefined> {
  const startedMs = deps.now();
  const state = await orFailure(async () => {
    const { outcome, manifest } = await publish(request, deps);
    deps.log.info(describe(outcome));
    request.onEnd?.(outcome);
    if (outcome.kind !== "saved" || !manifest) return request.left;
    const { key, bundleBytes: bytes } = outcome;
    return remember({ key, bytes, manifest, publishedMs: startedMs }, request);
  });
  if (!isFailure(state)) return state;
  request.onEnd?.(state);
  deps.log.warning(`Nothing published, for now: ${state.why}`, state.failure);
  return request.left;
}

async function publish(request: WatchRequest, deps: Deps): Promise<SaveEnd> {
  const { left, directory, context, config, sccacheVersion } = request;
  const { keys, toolchain } = await request.prepareKeys();
  const base: Part = left ? { kind: "restored", bundle: left.bundle } : { kind: "missed" };
  const overlay: Part = { kind: "skipped", why: "a watch publishes whole bundles" };
  const past = await readPast({ base, overlay }, deps.log);
  const { entries: scanned } = await scan(directory);
  const entries = knownEntries(scanned, past, useSince(left?.touched ?? {}));
  const nowMs = deps.now();
  const unknown = { id: null, hits: null, misses: null, compileFails: null, savedMs: null, restoreMs: null };
  const record = {
    ...unknown,
    endedAt: Math.floor(nowMs / 1000),
    complete: false,
    used: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
    bundleBytes: left?.bundle.bytes ?? null,
  };
  return saveBundle(
    {
      ...{ config, keys, context, status: undefined, hasSccache: true, base, overlay, past, entries },
      ...{ directory, toolchain, sccacheVersion, rawAtSource: false, environment: {}, nowMs },
      ownRef: scopesOf(context).own,
      run: { complete: false, isWhole: true, why: "a watch knows of no runs", record },
      restoredAtMs: undefined,
      ownReadAtMs: 0,
    },
    deps,
  );
}

/**
 * Publishes whenever the directory has been quiet, or a bundle is due, until `signal` ends it; what is under way then is
 * finished. A failure is a line of the log, and the next time counts.
 */
export async function watch(request: WatchRequest, deps: Deps, signal: AbortSignal): Promise<void> {
  let left = request.left;
  // What happened before the watch began is not known, so it may be anything.
  let lastMs: number | undefined = deps.now();
  let pause = new AbortController();
  const watching = await watchDirectory(request.directory, {
    onActivity: () => {
      lastMs = deps.now();
      pause.abort();
    },
    onError: (error) =>
      deps.log.warning(`Watching ${request.directory} failed, and is tried again: ${error.message}`, "watch"),
  });
  signal.addEventListener("abort", () => pause.abort(), { once: true });
  deps.log.info(`Watching ${request.directory}`);
  try {
    let publishedMs = left?.publishedMs ?? deps.now();
    while (!signal.aborted) {
      const wait = waitMs({ lastMs, publishedMs }, request.times, deps.now());
      if (wait === 0) {
        lastMs = undefined;
        publishedMs = deps.now();
        left = await publishOnce({ ...request, left }, deps);
        continue;
      }
      pause = new AbortController();
      // Its end is what was wanted.
      await sleep(wait ?? longestMs, undefined, { signal: pause.signal }).catch(() => undefined);
    }
  } finally {
    await watching.close();
  }
}

/** The most that a timer can wait. */
const longestMs = 2 ** 31 - 1;

/** A use moves one of the times; what the last bundle did not see is new: all of it, where there was none. */
function useSince(touched: WatchState["touched"]): Use {
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

function touchOf({ mtimeMs, atimeMs }: ScannedEntry): number {
  return Math.max(mtimeMs, atimeMs);
}

async function remember(
  published: { key: string; bytes: number; manifest: Manifest; publishedMs: number },
  { stateFolder, directory }: WatchRequest,
): Promise<WatchState> {
  const { key, bytes, manifest, publishedMs } = published;
  const manifestFile = join(stateFolder, "published.manifest.json");
  await replaceFile(manifestFile, manifestToJson(manifest));
  const { entries } = await scan(directory);
  const touched = Object.fromEntries(entries.map((entry) => [entry.name, touchOf(entry)]));
  const bundle = { key, bytes, readAtMs: 0, manifestFile, bundleFile: null };
  const state: WatchState = { publishedMs, bundle, touched };
  await replaceFile(join(stateFolder, stateFileName), JSON.stringify(state));
  return state;
}

/** A crash leaves the file that was, or the new one. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

function describe(outcome: SaveOutcome): string {
  if (outcome.kind === "taken") return `${outcome.key} is there already`;
  if (outcome.kind !== "saved")
    return `Nothing published${outcome.kind === "failed" ? ", for now" : ""}: ${outcome.why}`;
  return `Published ${outcome.key}: ${outcome.entries} entries, ${outcome.bundleBytes} bytes`;
}

/** When a bundle is made of a directory that is in use. Times in milliseconds. */
interface PublishTimes {
  /** The directory must have been left alone for so long. */
  readonly quietMs: number;
  /** After so long it is published although it never comes to rest, or undefined for never. */
  readonly everyMs: number | undefined;
}

/**
 * How long to wait from now until a bundle is due: 0 when it is, undefined when nothing happened. `lastMs` is when an entry
 * was last added or used since the last bundle, `publishedMs` when that was made or the watch begun.
 */
export function waitMs(
  { lastMs, publishedMs }: { readonly lastMs: number | undefined; readonly publishedMs: number },
  { quietMs, everyMs }: PublishTimes,
  nowMs: number,
): number | undefined {
  if (lastMs === undefined) return undefined;
  const quietIn = lastMs + quietMs - nowMs;
  const dueIn = everyMs === undefined ? Number.POSITIVE_INFINITY : publishedMs + everyMs - nowMs;
  return Math.max(0, Math.min(quietIn, dueIn));
}
