import { closeSync, fstatSync, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import type { ArrivingBundle } from "../../bundle/format/read-manifest.ts";
import { openPool, type Pool } from "../../bundle/threads/pool.ts";
import type { Advance } from "../../report/progress.ts";
import { type Arriving, type Fetched, type KeyChain, StoreError } from "../../store/store.ts";
import type { Deps } from "../deps.ts";
import type { FoundBundle } from "../signing.ts";

/** What is done with a bundle while it is still on its way. */
export interface Work<T> {
  /** Cleans up after itself when it fails. `pool` is for it alone, where there is one, and it ends it. */
  begin(bundle: ArrivingBundle, context: { found: FoundBundle; pool: Pool | undefined }): Promise<T>;
  /** Removes what came of it: the download that it worked on did not end well. */
  undo(result: T): Promise<void>;
}

interface FetchRequest {
  readonly chain: KeyChain;
  /** Where the bundle is to be; there is nothing yet. */
  readonly file: string;
  readonly onProgress: Advance;
  /** Told when a bundle begins to come, where the store says so; and which one it is that the store, or `work`, failed with. */
  readonly onFound: (key?: string) => void;
}

type FetchedWith<T> =
  | Extract<Fetched, { kind: "miss" }>
  | (Extract<Fetched, { kind: "hit" }> & {
      /** What comes of the work; to be asked for once. */
      readonly result: () => Promise<T>;
    });

/**
 * Fetches a bundle and works on it meanwhile, where the store says what has come, or else when it is there: without
 * waiting for the work to end. Work that fails ends the download. @throws what the store throws, or what the work throws
 */
export async function fetchWith<T>(
  { chain, file, onProgress, onFound }: FetchRequest,
  work: Work<T>,
  { store, threads, zstd }: Pick<Deps, "store" | "threads" | "zstd">,
): Promise<FetchedWith<T>> {
  const stop = new AbortController();
  let last: Attempt<T> | undefined;
  let pool: Pool | undefined;
  const warm = (bytes: number) => {
    if (bytes < bytesOfThread) return;
    pool ??= openPool(threads, zstd);
    pool.warm(Math.floor(bytes / bytesOfThread));
  };
  const begin = (arriving: Arriving) => {
    onFound();
    warm(arriving.bytes);
    const attempt = beginAttempt(arriving, { work, pool, dropBefore: last?.drop });
    last = attempt;
    pool = undefined;
    attempt.result.catch(() => {
      if (last === attempt && attempt.fault()) stop.abort(new Error("the bundle is not wanted any more"));
    });
    return attempt;
  };
  try {
    const fetched = await store.fetch(chain, file, {
      signal: stop.signal,
      onArriving: begin,
      onBytes(done) {
        onProgress({ done, total: undefined });
        if (last === undefined) warm(done);
      },
    });
    if (fetched.kind === "miss") {
      await last?.drop();
      return fetched;
    }
    const isRead = last !== undefined && (await last.isOf(file));
    const whole = { ...fetched, file, ready: async () => undefined };
    return { ...fetched, result: (isRead && last ? last : begin(whole)).end };
  } catch (error) {
    await last?.drop();
    const fault = last?.fault();
    const key = fault ? last?.key : error instanceof StoreError ? error.key : undefined;
    if (key !== undefined) onFound(key);
    throw fault ? fault.error : error;
  } finally {
    await pool?.close();
  }
}

/** A bundle of so many bytes has a segment for one more thread, as a rule, and threads take a while to start. */
const bytesOfThread = 16e6;

type Attempt<T> = ReturnType<typeof beginAttempt<T>>;

/**
 * Works on what one try of a download brings, once what came of the try before is undone with `dropBefore`: both may need the
 * same folder. That is not called when this one throws, since its file cannot be opened.
 */
function beginAttempt<T>(
  arriving: Arriving,
  {
    work,
    pool,
    dropBefore,
  }: { work: Work<T>; pool: Pool | undefined; dropBefore: (() => Promise<void>) | undefined },
) {
  const { key, file, bytes } = arriving;
  const descriptor = openSync(file, "r");
  // Open until the end, so that no other file can have the same number.
  const { dev, ino } = fstatSync(descriptor, { bigint: true });
  const undone = dropBefore?.();
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => undefined); // it may be that nobody waits
  let isLost = false;
  const ready = async (from: number, to: number) => {
    try {
      await Promise.race([arriving.ready(from, to), over.promise]);
    } catch (error) {
      isLost = true;
      throw error;
    }
  };
  let fault: { readonly error: unknown } | undefined;
  const begin = async () => {
    await undone;
    return await work.begin({ descriptor, bytes, ready }, { found: arriving, pool });
  };
  const result = begin().catch((error: unknown) => {
    if (!isLost) fault = { error };
    throw error;
  });
  const close = async () => {
    closeSync(descriptor);
    await pool?.close();
  };
  return {
    key,
    result,
    /** How it failed by itself, and not because its bundle did not come. */
    fault: () => fault,
    /** Whether `path` is what it reads. */
    async isOf(path: string) {
      const found = await stat(path, { bigint: true });
      return found.dev === dev && found.ino === ino;
    },
    /** Ends it, and undoes what it did. */
    async drop() {
      over.reject(new Error("the download has ended"));
      // What cannot be removed is removed by a later restore.
      await result.then(work.undo).catch(() => undefined);
      await close();
    },
    /** Waits for it. */
    async end() {
      try {
        return await result;
      } finally {
        await close();
      }
    },
  };
}
