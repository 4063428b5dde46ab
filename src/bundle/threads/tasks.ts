import type { Zstd } from "../../zstd/zstd.ts";
import {
  type EncodedRun,
  type Examination,
  type ExamineTask,
  encodeRun,
  examineEntries,
  type RunTask,
} from "./pack-entries.ts";
import {
  type CopyTask,
  checkSegment,
  copySegment,
  type SegmentTask,
  type UnpackTask,
  unpackSegment,
} from "./segments.ts";
import { createWorkbench, type Workbench } from "./workbench.ts";

/** The work that can be done on any thread, by name: what it takes and what it gives. */
export interface Tasks {
  readonly examine: { readonly takes: ExamineTask; readonly gives: Examination };
  readonly encode: { readonly takes: RunTask; readonly gives: EncodedRun };
  readonly copy: { readonly takes: CopyTask; readonly gives: undefined };
  readonly unpack: { readonly takes: UnpackTask; readonly gives: undefined };
  readonly check: { readonly takes: SegmentTask; readonly gives: undefined };
}

export type TaskName = keyof Tasks;

/** Does one task. */
export type Runner = <K extends TaskName>(name: K, task: Tasks[K]["takes"]) => Promise<Tasks[K]["gives"]>;

const handlers: {
  readonly [K in TaskName]: (task: Tasks[K]["takes"], bench: Workbench) => Tasks[K]["gives"];
} = {
  examine: examineEntries,
  encode: encodeRun,
  copy: copySegment,
  unpack: unpackSegment,
  check: checkSegment,
};

/** A runner for the calling thread, which is busy until the task is done. */
export function runHere(zstd: Zstd): Runner {
  const bench = createWorkbench(zstd);
  return async (name, task) => {
    try {
      return handlers[name](task, bench);
    } finally {
      bench.tidy();
    }
  };
}
