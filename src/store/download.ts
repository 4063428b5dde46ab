import { type FileHandle, open } from "node:fs/promises";
import { inParallel } from "../in-parallel.ts";
import { replaceFile } from "../replace-file.ts";
import { networkCodeOf } from "./error-kinds.ts";
import { type CallOptions, StoreError } from "./store.ts";

/**
 * Makes the file `into` of what `write` writes: it appears whole, by one rename, or not at all. Errors are those of `write` and
 * of the file system.
 */
export async function writeWhole<T>(
  into: string,
  write: (file: FileHandle, name: string) => Promise<T>,
): Promise<T> {
  return replaceFile(into, async (name) => {
    const file = await open(name, "wx");
    return write(file, name).finally(() => file.close());
  });
}

/** Downloads the bundle `key` by ranges to the file `into`, likewise; meanwhile `onArriving` is told of it. @throws as `downloadRanges` */
export async function downloadBundle(
  into: string,
  { key, ...ranged }: Ranged & { readonly key: string },
  { signal, onArriving }: CallOptions,
): Promise<void> {
  const { add, ready, fail } = arrivals();
  const arrived: Arrivals["add"] = (from, to) => {
    add(from, to);
    ranged.arrived?.(from, to);
  };
  await writeWhole(into, async (file, name) => {
    onArriving?.({ key, bytes: ranged.bytes, file: name, ready });
    try {
      await downloadRanges(file, { ...ranged, signal, arrived });
    } catch (error) {
      fail(error);
      throw error;
    }
  });
}

interface Arrivals {
  /** Adds the bytes from `from` to before `to`. */
  add(from: number, to: number): void;
  /** Resolves when all bytes from `from` to before `to` were added; rejects with what `fail` is given first. */
  ready(from: number, to: number): Promise<void>;
  fail(error: unknown): void;
}

/** Which bytes of a file have come, in whatever order. */
export function arrivals(): Arrivals {
  type Run = readonly [from: number, to: number];
  /** Apart from each other, in no order. */
  let come: Run[] = [];
  let waiting: (PromiseWithResolvers<void> & { readonly run: Run })[] = [];
  let failure: { readonly error: unknown } | undefined;
  const isThere = ([from, to]: Run) => from >= to || come.some((run) => run[0] <= from && to <= run[1]);

  return {
    add(from, to) {
      const touches = (run: Run) => run[0] <= to && from <= run[1];
      const joined = [[from, to] as const, ...come.filter(touches)];
      const run = [Math.min(...joined.map(([at]) => at)), Math.max(...joined.map(([, at]) => at))] as const;
      come = [run, ...come.filter((one) => !touches(one))];
      const done = waiting.filter((one) => isThere(one.run));
      waiting = waiting.filter((one) => !done.includes(one));
      for (const { resolve } of done) resolve();
    },
    async ready(from, to) {
      if (isThere([from, to])) return;
      if (failure) throw failure.error;
      const one = { run: [from, to] as const, ...Promise.withResolvers<void>() };
      waiting.push(one);
      await one.promise;
    },
    fail(error) {
      failure ??= { error };
      for (const { reject } of waiting.splice(0)) reject(failure.error);
    },
  };
}

export interface Ranged {
  /** Size of the whole. */
  readonly bytes: number;
  /** Streams the bytes from `first` to `last`, that one included. */
  readonly read: (first: number, last: number, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;
  readonly signal?: AbortSignal | undefined;
  /** Told which bytes are in the file now. */
  readonly arrived?: Arrivals["add"];
  /** Asked for at once; 6 by default, with which either client stays under 200 MB. */
  readonly parallel?: number;
  /** 4 MiB by default: what is asked for at once comes at once, so larger ones bring the first segment later. */
  readonly rangeBytes?: number;
  /** Whether the end comes first; not on Windows by default, where NTFS would write zeros up to it. */
  readonly isTailFirst?: boolean;
  /** One stream of several that gives nothing for so long is begun again; 20 s by default. */
  readonly idleMs?: number;
}

/** How often a range that broke off is taken up again where it ended. */
const mostResumes = 3;

/**
 * Downloads into `file` by ranges, several at once, each straight to its place: what is in memory is what is on
 * its way. The end comes first, since a bundle begins to be read there, and then the rest in order. A range that breaks off
 * is resumed, since all that came before it is good. `read` is to ask for one and the same version of the object.
 * @throws {StoreError}, and what `read` throws.
 */
export async function downloadRanges(file: FileHandle, ranged: Ranged): Promise<void> {
  const { parallel = 6, signal } = ranged;
  await inParallel(
    rangesOf(ranged),
    parallel,
    (range, stop) => downloadRange(file, { ...range, ranged, stop }),
    signal,
  );
}

/** The bundle's end, which has its manifest, as a rule: larger bundles have larger ones. */
const leastTailBytes = 2 ** 20;
const tailShare = 64;

/** What to ask for, in order. */
function rangesOf({
  bytes,
  rangeBytes = 4 * 2 ** 20,
  isTailFirst = process.platform !== "win32",
}: Ranged): { readonly first: number; readonly end: number }[] {
  const tailBytes = Math.min(bytes, rangeBytes, Math.max(leastTailBytes, Math.ceil(bytes / tailShare)));
  const tailAt = isTailFirst ? bytes - tailBytes : bytes;
  const ranges = tailAt < bytes ? [{ first: tailAt, end: bytes }] : [];
  for (let first = 0; first < tailAt; first += rangeBytes) {
    ranges.push({ first, end: Math.min(first + rangeBytes, tailAt) });
  }
  return ranges;
}

async function downloadRange(
  file: FileHandle,
  { first, end, ranged, stop }: { first: number; end: number; ranged: Ranged; stop: AbortSignal },
): Promise<void> {
  let at = first;
  for (let resumes = 0; at < end; resumes += 1) {
    const idle = idleSignal(ranged.idleMs ?? 20_000);
    let broke: unknown;
    try {
      const stream = await ranged.read(at, end - 1, AbortSignal.any([stop, idle.signal]));
      for await (const chunk of stream) {
        idle.touch();
        if (at + chunk.length > end)
          throw new StoreError("more bytes came than the request asked for", { reason: "broken" });
        await writeAll(file, chunk, at);
        ranged.arrived?.(at, at + chunk.length);
        at += chunk.length;
      }
    } catch (error) {
      if (stop.aborted) throw error;
      if (idle.signal.aborted) broke = idle.signal.reason;
      else if (networkCodeOf(error) !== undefined) broke = error;
      else if (!isAbort(error)) throw error; // Azure's client calls it an abort when the other side hung up.
    } finally {
      idle.stop();
    }
    if (at < end && resumes >= mostResumes) throw broke ?? brokeOff();
  }
}

function brokeOff(): StoreError {
  return new StoreError("the download broke off again and again", { reason: "broken", retryable: true });
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
