import { randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { isNetworkError } from "./error-kinds.ts";
import { StoreError } from "./store.ts";

/**
 * Makes the file `into` of what `write` writes: it appears whole, by one rename, or not at all. Errors are
 * those of `write` and of the file system.
 */
export async function writeWhole<T>(into: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const part = `${into}.part-${randomUUID()}`;
  try {
    const file = await open(part, "wx");
    let written: T;
    try {
      written = await write(file);
    } finally {
      await file.close();
    }
    await rename(part, into);
    return written;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

export interface Ranged {
  /** Size of the whole. */
  readonly bytes: number;
  /** Streams the bytes from `first` to `last`, that one included. */
  readonly read: (first: number, last: number, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;
  readonly signal?: AbortSignal | undefined;
  /** Asked for at once; 5 by default, with which either client stays under 200 MB. */
  readonly parallel?: number;
  /** 8 MiB by default. */
  readonly rangeBytes?: number;
  /** One stream of several that gives nothing for so long is begun again; 20 s by default. */
  readonly idleMs?: number;
}

/** How often a range that broke off is taken up again where it ended. */
const mostResumes = 3;

/**
 * Downloads into `file` by ranges, several at once, each straight to its place: what is in memory is what is on
 * its way. A range that breaks off is resumed, since all that came before it is good. `read` is to ask for one
 * and the same version of the object. @throws {StoreError}, and what `read` throws.
 */
export async function downloadRanges(file: FileHandle, ranged: Ranged): Promise<void> {
  const { bytes, parallel = 5, rangeBytes = 8 * 2 ** 20, signal } = ranged;
  const stop = new AbortController();
  const signals = signal === undefined ? [stop.signal] : [stop.signal, signal];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < bytes && !stop.signal.aborted) {
      const first = next;
      next = Math.min(first + rangeBytes, bytes);
      await downloadRange(file, { first, end: next, ranged, signals });
    }
  };
  const workers = Array.from({ length: Math.min(parallel, Math.ceil(bytes / rangeBytes)) }, () =>
    work().catch((error: unknown) => {
      stop.abort();
      throw error;
    }),
  );
  // All have to end before the file may be closed; the first error is the one that ended the others.
  const ended = await Promise.allSettled(workers);
  signal?.throwIfAborted();
  const errors = ended.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  if (errors.length > 0) throw errors.find((one) => !isAbort(one)) ?? errors[0];
}

async function downloadRange(
  file: FileHandle,
  { first, end, ranged, signals }: { first: number; end: number; ranged: Ranged; signals: AbortSignal[] },
): Promise<void> {
  let at = first;
  for (let resumes = 0; ; resumes += 1) {
    const idle = idleSignal(ranged.idleMs ?? 20_000);
    try {
      const stream = await ranged.read(at, end - 1, AbortSignal.any([...signals, idle.signal]));
      for await (const chunk of stream) {
        idle.touch();
        if (at + chunk.length > end)
          throw new StoreError("more bytes came than were asked for", { reason: "broken" });
        await writeAll(file, chunk, at);
        at += chunk.length;
      }
    } catch (error) {
      if (signals.some(({ aborted }) => aborted)) throw error;
      const isLast = resumes >= mostResumes;
      if (idle.signal.aborted) {
        if (isLast) throw idle.signal.reason;
      } else if (isNetworkError(error)) {
        if (isLast) throw error;
      } else if (!isAbort(error)) throw error; // Azure's client calls it an abort when the other side hung up.
    } finally {
      idle.stop();
    }
    if (at === end) return;
    if (resumes >= mostResumes) {
      throw new StoreError("the download broke off again and again", { reason: "broken", retryable: true });
    }
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    written += (await file.write(chunk, written, chunk.length - written, position + written)).bytesWritten;
  }
}

function idleSignal(idleMs: number): { signal: AbortSignal; touch: () => void; stop: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const why = `nothing came for ${idleMs / 1000} s`;
    controller.abort(new StoreError(why, { reason: "unavailable", retryable: true }));
  }, idleMs);
  return { signal: controller.signal, touch: () => timer.refresh(), stop: () => clearTimeout(timer) };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
