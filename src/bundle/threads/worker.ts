import { parentPort, workerData } from "node:worker_threads";
import { openZstd } from "../../zstd/open.ts";
import { zlibZstd } from "../../zstd/zstd.ts";
import { BundleError } from "../format/checks.ts";
import type { Answer, Request } from "./pool.ts";
import { runHere } from "./tasks.ts";

/** A thread of the pool: answers each request in turn, with the make of zstd that the pool was opened with. */
const run = runHere(workerData === zlibZstd.name ? zlibZstd : openZstd().zstd);

parentPort?.on("message", ({ name, task }: Request) => {
  void answer(name, task);
});

const up: Answer = { kind: "up" };
parentPort?.postMessage(up);

async function answer(name: Request["name"], task: Request["task"]): Promise<void> {
  try {
    const value = await run(name, task as never);
    const done: Answer = { kind: "done", value };
    parentPort?.postMessage(done, frameOf(value));
  } catch (error) {
    parentPort?.postMessage(describe(error));
  }
}

/** What to move to the other side instead of copying it: a frame, unless it is so small that it may share its memory. */
function frameOf(value: unknown): ArrayBuffer[] {
  const { frame } = (value ?? {}) as { frame?: Uint8Array<ArrayBuffer> };
  return frame && frame.length >= 2 ** 16 ? [frame.buffer] : [];
}

function describe(error: unknown): Answer {
  if (error instanceof BundleError)
    return { kind: "bundle-error", fault: error.fault, message: error.message };
  const { message, code, syscall, path } = error as NodeJS.ErrnoException;
  const system = code === undefined ? {} : { code, syscall, path };
  return { kind: "error", message, system };
}
