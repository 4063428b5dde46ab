import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "../../sccache/entry/raw-frame.ts";
import type { Zstd } from "../../zstd/zstd.ts";
import { mostFrameBytes } from "../format/checks.ts";

/**
 * What a thread works with. It keeps its large buffers for the next task: a fresh one costs as much time to be zeroed
 * by the kernel as a segment takes to be decoded.
 */
export interface Workbench {
  readonly zstd: Zstd;
  /** A buffer of `bytes` bytes, whatever it held before; the next call may hand out the same memory. */
  buffer(bytes: number): Buffer;
  /** Another such buffer, for a file that is read while the first is in use. */
  fileBuffer(bytes: number): Buffer;
  /** Gives back what is not kept for the next task; what was handed out before must not be used any more. */
  tidy(): void;
}

/** More than a usual segment takes: what holds a single larger entry is done by one thread at a time. */
export const largeBytes = 160_000_000;

/** As much as a few small entries take. */
const smallBytes = 2 ** 22;

/** A larger file takes memory for as long as it is in use: it may be all that one thread has, beside what it becomes. */
const keptFileBytes = 2 ** 25;

/** A workbench for the calling thread. Between tasks it keeps no buffer of more than `mostBytes`. */
export function createWorkbench(zstd: Zstd, mostBytes = largeBytes): Workbench {
  const run = keptBuffer(zstd.allocate, mostBytes);
  const file = keptBuffer(Buffer.allocUnsafeSlow, mostBytes); // of which hardly anything may be touched
  return {
    zstd,
    buffer: run.take,
    fileBuffer: file.take,
    tidy() {
      run.tidy();
      file.tidy();
      zstd.tidy();
    },
  };
}

/** A buffer of one of few sizes: memory that is not touched costs nothing, but to grow costs what was touched. */
function keptBuffer(allocate: Zstd["allocate"], mostBytes: number) {
  let kept: Buffer = Buffer.alloc(0);
  return {
    take(bytes: number): Buffer {
      if (kept.length < bytes) {
        release(kept);
        kept = allocate(Math.max(bytes, bytes > smallBytes ? largeBytes : smallBytes));
      }
      return kept.subarray(0, bytes);
    },
    tidy(): void {
      if (kept.length <= mostBytes) return;
      release(kept);
      kept = Buffer.alloc(0);
    },
  };
}

/**
 * Gives back at once the memory of a large buffer, which has it to itself and must not be used any more; small ones may
 * share theirs and are left to the garbage collector.
 */
export function release({ buffer, length }: Uint8Array): void {
  if (length >= 2 ** 16 && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** A file as memory of its size, which holds of it what was loaded. @throws {Shortened} in reading */
interface OpenFile extends ByteSource {
  readonly content: Buffer;
}

/** A file that has become shorter since it was opened. */
class Shortened extends Error {}

/** A file that is larger than any entry, such as a sparse one that somebody put there: no memory is taken for it. */
class Oversized extends Error {}

/**
 * Gives `look` a file, with memory that the workbench keeps for one: fresh memory for every file costs as much time as
 * reading it. What it is given must not be used afterwards. @throws what opening, reading and `look` throw
 */
export function withFile<T>(path: string, bench: Workbench, look: (file: OpenFile) => T): T {
  const descriptor = openSync(path, "r");
  let large: Buffer | undefined;
  try {
    const { size } = fstatSync(descriptor);
    if (size > mostFrameBytes)
      throw new Oversized(`it has ${size} bytes, more than an entry of a bundle may have`);
    if (size > keptFileBytes) large = Buffer.allocUnsafeSlow(size);
    const content = large ?? bench.fileBuffer(size);
    const copy = (into: Buffer, from: number) => {
      for (let at = 0; at < into.length; ) {
        const count = readSync(descriptor, into, at, into.length - at, from + at);
        if (count === 0) throw new Shortened("it became shorter while it was packed");
        at += count;
      }
    };
    return look({ content, copy, load: (from, to) => copy(content.subarray(from, to), from) });
  } finally {
    closeSync(descriptor);
    if (large) release(large);
  }
}

/** Words for a file that is gone, shortened or cannot be read; throws every other error on. */
export function unreadable(error: unknown): string {
  if (error instanceof Shortened || error instanceof Oversized) return error.message;
  if (error instanceof Error && "code" in error && "syscall" in error) {
    return `it cannot be read: ${String(error.code)}`;
  }
  throw error;
}
