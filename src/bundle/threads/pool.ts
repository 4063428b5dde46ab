import { getAsset, isSea } from "node:sea";
import { Worker } from "node:worker_threads";
import type { Zstd } from "../../zstd/zstd.ts";
import { BundleError, type BundleFault } from "../format/checks.ts";
import { type Runner, runHere, type TaskName, type Tasks, takesMuchMemory } from "./tasks.ts";

/**
 * Threads that work on tasks, one task a thread at a time. Written here, since the pools on the registry load a
 * worker file of their own, which a bundled dist does not have.
 */
export interface Pool {
  readonly threads: number;
  /**
   * Does a task on the next free thread; of those that take much memory one at a time. @throws what the task throws, BundleErrors as such; an Error when its thread
   * ends under it, which costs that task alone, and when the pool is closed before. A thread that does not start costs nothing.
   */
  readonly run: Runner;
  /** Starts up to so many threads before there are tasks for them: they take a while. */
  warm(threads: number): void;
  /** Whether any thread takes tasks at once. */
  isUp(): boolean;
  /** Ends the threads. When it returns nothing is under way any more, and nothing that waited will begin. */
  close(): Promise<void>;
}

/** How far some work is. */
export interface Progress {
  /** Bytes, of `total`. */
  readonly done: number;
  readonly total: number;
}

/** Told after every step of some work; the last time with `done` equal to `total`. */
export type OnProgress = (progress: Progress) => void;

/** What a thread is asked. */
export interface Request {
  readonly name: TaskName;
  readonly task: Tasks[TaskName]["takes"];
}

/** How an answer comes back from a thread. */
export type Answer =
  | { readonly kind: "up" }
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "bundle-error"; readonly fault: BundleFault; readonly message: string }
  | { readonly kind: "error"; readonly message: string; readonly system: object };

/**
 * A pool of `threads` threads, started as tasks come, each with a zstd of the same make as `zstd`; of one, which is the
 * calling thread, when `threads` is 1 or the system lets none start. `program` is what the threads run: a file, or its text.
 */
export function openPool(threads: number, zstd: Zstd, program: URL | string = workerProgram()): Pool {
  return threads <= 1 ? callingThread(zstd) : workerThreads(threads, zstd, program);
}

/** What the program of the threads is called where it is built: one script, which starts in less time than modules. */
export const builtWorker = "worker.cjs";

/** Beside this module, as source or as built; a single executable holds it as text. */
function workerProgram(): URL | string {
  if (isSea()) return getAsset(builtWorker, "utf8");
  return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : `./${builtWorker}`, import.meta.url);
}

function callingThread(zstd: Zstd): Pool {
  const runNow = runHere(zstd);
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  return {
    threads: 1,
    run(name, task) {
      const result = last.then(() => {
        if (closed) throw new Error(closedMessage);
        return runNow(name, task);
      });
      last = result.catch(() => undefined); // whoever asked for it gets the error
      return result;
    },
    warm() {},
    isUp: () => true,
    async close() {
      closed = true;
      await last;
    },
  };
}

const closedMessage = "the pool was closed";

/** A task and whoever waits for it. */
interface Job {
  readonly request: Request;
  readonly isLarge: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

function workerThreads(threads: number, zstd: Zstd, program: URL | string): Pool {
  const workers = new Map<Worker, Job | undefined>();
  /** Those that have answered. */
  const up = new Set<Worker>();
  const waiting: Job[] = [];
  const here = callingThread(zstd);
  /** Fewer where the system, or a limit of the container or the user, gives no more. */
  let most = threads;
  let closed = false;

  const startWorker = (): Worker | undefined => {
    const worker = newThread(program, zstd);
    if (worker === undefined) {
      most = workers.size;
      return undefined;
    }
    worker.on("message", (answer: Answer) => {
      up.add(worker);
      if (answer.kind === "up") return;
      const job = workers.get(worker);
      workers.set(worker, undefined);
      if (answer.kind === "done") job?.resolve(answer.value);
      else job?.reject(toError(answer));
      giveToWhoIsFree();
    });
    const lose = (error: Error) => {
      const job = workers.get(worker);
      if (!workers.delete(worker)) return;
      if (up.delete(worker)) job?.reject(error);
      else {
        // It never began: another one does its task.
        most = workers.size;
        if (job) waiting.unshift(job);
      }
      giveToWhoIsFree();
    };
    worker.on("error", (cause) => lose(new Error("a worker thread failed", { cause })));
    worker.on("exit", (code) => lose(new Error(`a worker thread ended with code ${code}`)));
    workers.set(worker, undefined);
    return worker;
  };
  const freeWorker = (): Worker | undefined => {
    for (const [worker, job] of workers) if (!job) return worker;
    return workers.size < most ? startWorker() : undefined;
  };
  const takeFirstThatMayBegin = (): Job | undefined => {
    const busy = [...workers.values()].some((job) => job?.isLarge);
    const at = waiting.findIndex(({ isLarge }) => !busy || !isLarge);
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  };
  const giveToWhoIsFree = () => {
    while (!closed && waiting.length > 0) {
      const worker = freeWorker();
      const job = worker && takeFirstThatMayBegin();
      if (!job) break;
      workers.set(worker, job);
      worker.postMessage(job.request);
    }
    if (most > 0) return;
    for (const { request, resolve, reject } of waiting.splice(0))
      here.run(request.name, request.task as never).then(resolve, reject);
  };

  return {
    threads,
    run: (name, task) =>
      new Promise<never>((resolve, reject) => {
        if (closed) return reject(new Error(closedMessage));
        const isLarge = takesMuchMemory(name, task);
        waiting.push({
          request: { name, task },
          isLarge,
          resolve: resolve as (value: unknown) => void,
          reject,
        });
        giveToWhoIsFree();
      }),
    warm(wanted) {
      while (!closed && workers.size < Math.min(wanted, most)) startWorker();
    },
    isUp: () => up.size > 0 || most === 0,
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(new Error(closedMessage));
      await Promise.all([here.close(), ...[...workers.keys()].map((worker) => worker.terminate())]);
    },
  };
}

/** Undefined where the system starts no more: others tell that only later, by an error before the first answer. */
function newThread(program: URL | string, { name }: Zstd): Worker | undefined {
  try {
    return new Worker(program, { workerData: name, eval: typeof program === "string" });
  } catch {
    return undefined; // fewer threads do the same
  }
}

function toError(answer: Extract<Answer, { message: string }>): Error {
  if (answer.kind === "bundle-error") return new BundleError(answer.fault, answer.message);
  return Object.assign(new Error(answer.message), answer.system);
}
