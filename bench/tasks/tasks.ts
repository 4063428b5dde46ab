import { fetchKey } from "./keys.ts";
import { ourRestore, ourSave } from "./our-job.ts";
import { packDirectory } from "./pack.ts";
import { theirRestore, theirSave } from "./their-job.ts";
import { unpackBundle } from "./unpack.ts";

/** Gets ready for some work, which is not measured, and returns the work. */
export type Task<A, V> = (ask: A) => Promise<() => Promise<V>>;

/** What children of the benchmarks can be asked to do. */
export const tasks = {
  pack: packDirectory,
  unpack: unpackBundle,
  keys: fetchKey,
  ourRestore,
  ourSave,
  theirRestore,
  theirSave,
};

export type TaskName = keyof typeof tasks;

export type Tasks = {
  readonly [K in TaskName]: (typeof tasks)[K] extends Task<infer A, infer V>
    ? { readonly takes: A; readonly gives: V }
    : never;
};
