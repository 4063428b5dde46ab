import type { Zstd } from "../zstd/zstd.ts";
import { decodeSegment, type SegmentTask } from "./decode-segment.ts";
import { type EncodedRun, encodeRun, type RunTask } from "./encode-run.ts";
import { createWorkbench, type Workbench } from "./workbench.ts";

/** The work that can be done on any thread, by name: what it takes and what it gives. */
export interface Tasks {
  readonly encode: { readonly takes: RunTask; readonly gives: EncodedRun };
  readonly decode: { readonly takes: SegmentTask; readonly gives: null };
}

export type TaskName = keyof Tasks;

/** Does one task on the calling thread. */
export type Runner = <K extends TaskName>(name: K, task: Tasks[K]["takes"]) => Promise<Tasks[K]["gives"]>;

type Handlers = {
  readonly [K in TaskName]: (task: Tasks[K]["takes"], bench: Workbench) => Promise<Tasks[K]["gives"]>;
};

const handlers: Handlers = {
  encode: encodeRun,
  decode: async (task, bench) => {
    await decodeSegment(task, bench);
    return null;
  },
};

/** A runner for the calling thread. Tasks wait for one another, since they share one workbench. */
export function runHere(zstd: Zstd): Runner {
  const bench = createWorkbench(zstd);
  let last: Promise<unknown> = Promise.resolve();
  return (name, task) => {
    const result = last.then(() => handlers[name](task, bench));
    last = result.catch(() => undefined); // whoever asked for it gets the error
    return result;
  };
}
