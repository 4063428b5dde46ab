import { parentPort } from "node:worker_threads";
import { openZstd } from "../zstd/open.ts";
import { BundleError } from "./bundle-error.ts";
import type { Answer } from "./pool.ts";
import { runHere, type TaskName, type Tasks } from "./tasks.ts";

/** A thread of the pool: answers each request in turn, and moves the frames that it made instead of copying them. */
const run = runHere(openZstd().zstd);

parentPort?.on("message", ({ name, task }: { name: TaskName; task: Tasks[TaskName]["takes"] }) => {
  void answer(name, task);
});

async function answer(name: TaskName, task: Tasks[TaskName]["takes"]): Promise<void> {
  try {
    const value = await run(name, task as never);
    const done: Answer = { kind: "done", value };
    const frames = value === null ? [] : value.segments.map(({ frame }) => frame.buffer as ArrayBuffer);
    parentPort?.postMessage(done, frames);
  } catch (error) {
    parentPort?.postMessage(describe(error));
  }
}

function describe(error: unknown): Answer {
  if (error instanceof BundleError)
    return { kind: "bundle-error", fault: error.fault, message: error.message };
  const { message, code } = error as NodeJS.ErrnoException;
  return { kind: "error", message, code };
}
