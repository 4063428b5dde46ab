import type { Zstd } from "../../zstd/zstd.ts";

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
}

/** A workbench for the calling thread. */
export function createWorkbench(zstd: Zstd): Workbench {
  return { zstd, buffer: keptBuffer(), fileBuffer: keptBuffer() };
}

function keptBuffer(): (bytes: number) => Buffer {
  let kept = Buffer.alloc(0);
  return (bytes) => {
    if (kept.length < bytes) kept = Buffer.allocUnsafeSlow(bytes);
    return kept.subarray(0, bytes);
  };
}
