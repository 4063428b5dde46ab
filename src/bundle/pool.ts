import { Worker } from "node:worker_threads";
import type { Zstd } from "../zstd/zstd.ts";
import { BundleError, type BundleFault } from "./bundle-error.ts";
import { type Runner, runHere } from "./tasks.ts";

/**
 * Threads that work on tasks, one task a thread at a time. Written here, since the pools on the registry load a
 * worker file of their own, which a bundled dist does not have.
 */
export interface Pool {
  readonly threads: number;
  /** Does a task on the next free thread. @throws what the task throws, BundleErrors as such. */
  readonly run: Runner;
  /** Ends the threads; whatever is still under way is lost. */
  close(): Promise<void>;
}

/** How an answer comes back from a thread. */
export type Answer =
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "bundle-error"; readonly fault: BundleFault; readonly message: string }
  | { readonly kind: "error"; readonly message: string; readonly code: string | undefined };

/** A pool of `threads` threads, started as tasks come; of one, which is the calling thread, when `threads` is 1. */
export function openPool(threads: number, zstd: Zstd): Pool {
  if (threads <= 1) return { threads: 1, run: runHere(zstd), close: async () => undefined };
  const idle: Worker[] = [];
  const all: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];

  const acquire = async (): Promise<Worker> => {
    const free = idle.pop();
    if (free) return free;
    if (all.length < threads) {
      const worker = new Worker(workerFile());
      all.push(worker);
      return worker;
    }
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  };
  const release = (worker: Worker) => {
    const next = waiting.shift();
    if (next) next(worker);
    else idle.push(worker);
  };

  const run: Runner = async (name, task) => {
    const worker = await acquire();
    try {
      return (await ask(worker, { name, task })) as never;
    } finally {
      release(worker);
    }
  };
  return {
    threads,
    run,
    close: async () => {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

/** Beside this module, as source or as built. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);
}

function ask(worker: Worker, request: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (settled: () => void) => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      settled();
    };
    const onMessage = (answer: Answer) =>
      settle(() => (answer.kind === "done" ? resolve(answer.value) : reject(toError(answer))));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = (code: number) =>
      settle(() => reject(new Error(`a worker thread ended with code ${code}`)));
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(request);
  });
}

function toError(answer: Exclude<Answer, { kind: "done" }>): Error {
  if (answer.kind === "bundle-error") return new BundleError(answer.fault, answer.message);
  return Object.assign(
    new Error(answer.message),
    answer.code === undefined ? {} : { code: answer.code, syscall: "" },
  );
}
