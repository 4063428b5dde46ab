import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Manifest } from "../bundle/format/manifest.ts";
import { manifestToJson } from "../bundle/format/manifest-json.ts";
import type { Config } from "../config/config.ts";
import type { KeyPlan } from "../key/strategy.ts";
import type { SaveOutcome } from "../report/report.ts";
import { scan } from "../sccache/scan.ts";
import { watchDirectory } from "../sccache/watch-directory.ts";
import type { Deps } from "./deps.ts";
import type { Handoff, Part, RestoredBundle } from "./handoff.ts";
import type { JobContext } from "./job/gather.ts";
import { type PublishTimes, waitMs } from "./publish-time.ts";
import { withHistory } from "./save/history.ts";
import { readPast } from "./save/past.ts";
import { saveBundle } from "./save/save-bundle.ts";

export interface WatchRequest {
  readonly config: Config;
  readonly keys: KeyPlan;
  readonly toolchain: string | null;
  readonly context: JobContext;
  /** sccache's directory; absolute. */
  readonly directory: string;
  readonly sccache: { readonly path: string; readonly version: string | null };
  /** What an earlier watch left, or undefined. */
  readonly left: WatchState | undefined;
  /** A folder of this watch alone that stays from one to the next. */
  readonly stateFolder: string;
  readonly times: PublishTimes;
}

/** What a watch remembers, so that the next one goes on where it ended. */
export interface WatchState {
  readonly publishedMs: number;
  readonly bundle: RestoredBundle;
}

export const stateFileName = "watch.json";

/**
 * Makes a bundle of the directory now, if enough is new since the last one, and returns how that ended. The server
 * keeps running: it writes entries beside and renames them, so whatever is found is whole.
 */
export async function publishOnce(request: WatchRequest, deps: Deps): Promise<WatchState | undefined> {
  const { left, directory, context } = request;
  const startedMs = deps.now();
  const handoff = handoffOf(request);
  const past = await readPast(handoff, deps.log);
  const { entries: scanned } = await scan(directory);
  const entries = withHistory(scanned, past.entries, handoff.readyAtMs ?? 0);
  const facts = {
    handoff,
    context,
    status: undefined,
    environment: {},
    statistics: undefined,
    entries,
    past,
  };
  const { outcome, manifest } = await saveBundle(facts, deps);
  deps.log.info(describe(outcome));
  if (outcome.kind !== "saved" || !manifest) return left;
  return remember({ outcome, manifest, publishedMs: startedMs }, request);
}

/**
 * Publishes whenever the directory has been quiet, or a bundle is due, until `signal` ends it; what is under way then is
 * finished. Trouble with the store is a line of the log, and the next time counts.
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
    onError: (error) => deps.log.warning(`The watch on ${request.directory} met trouble: ${error.message}`),
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
      await sleepUntil(pause.signal, wait ?? longestMs);
    }
  } finally {
    await watching.close();
  }
}

/** The most that a timer can wait. */
const longestMs = 2 ** 31 - 1;

/** Waits for so long, or until `signal` ends it. */
async function sleepUntil(signal: AbortSignal, ms: number): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined); // the end of the wait is what was wanted
}

/** What `saveBundle` takes a handoff for: the last bundle stands where a job's restored one does. */
function handoffOf({ config, keys, toolchain, directory, sccache, left }: WatchRequest): Handoff {
  const none: Part = { kind: "missed" };
  return {
    format: 2,
    config,
    directory,
    keys,
    toolchain,
    readyAtMs: left?.publishedMs ?? 0,
    sccache,
    rawAtSource: false,
    base: left ? { kind: "restored", bundle: left.bundle } : none,
    overlay: none,
    restoreMs: 0,
  };
}

async function remember(
  published: { outcome: SaveOutcome & { kind: "saved" }; manifest: Manifest; publishedMs: number },
  { stateFolder }: WatchRequest,
): Promise<WatchState> {
  const { outcome, manifest, publishedMs } = published;
  const manifestFile = join(stateFolder, "published.manifest.json");
  await replaceFile(manifestFile, manifestToJson(manifest));
  const state: WatchState = {
    publishedMs,
    bundle: { key: outcome.key, bytes: outcome.bundleBytes, readAtMs: 0, manifestFile, bundleFile: null },
  };
  await replaceFile(join(stateFolder, stateFileName), JSON.stringify(state));
  return state;
}

/** A crash leaves the file that was, or the new one. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

function describe(outcome: SaveOutcome): string {
  switch (outcome.kind) {
    case "saved":
      return `Published ${outcome.key}: ${outcome.entries} entries, ${outcome.bundleBytes} bytes`;
    case "taken":
      return `${outcome.key} is there already`;
    case "nothing-new":
    case "not-allowed":
    case "too-small":
    case "withdrawn":
      return `Nothing published: ${outcome.why}`;
    case "failed":
      return `Nothing published, for now: ${outcome.why}`;
  }
}
