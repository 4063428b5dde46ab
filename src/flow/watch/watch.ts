import { setTimeout as sleep } from "node:timers/promises";
import { watchDirectory } from "../../sccache/directory.ts";
import type { Deps } from "../deps.ts";
import { type PublishRequest, publishOnce } from "./publish.ts";

interface WatchRequest extends PublishRequest {
  readonly times: PublishTimes;
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
        publishedMs = deps.now();
        const isBusy = lastMs !== undefined && publishedMs - lastMs < request.times.quietMs;
        lastMs = undefined;
        left = await publishOnce({ ...request, left, isBusy }, deps);
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
