import type { Zstd } from "../../zstd/zstd.ts";
import { type Examination, type ExamineTask, examineEntries } from "./examine-entries.ts";
import { type EncodedRun, encodeRun, type RunTask } from "./pack-entries.ts";
import {
  type CopyTask,
  checkSegment,
  copySegment,
  type SegmentTask,
  type UnpackTask,
  unpackSegment,
} from "./segments.ts";
import { createWorkbench, largeBytes, type Workbench } from "./workbench.ts";

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

/** Whether a task takes more memory than one of a usual segment. */
const isLarge: { readonly [K in TaskName]: (task: Tasks[K]["takes"]) => boolean } = {
  examine: ({ mayBeLarge = false }) => mayBeLarge,
  encode: hasOneLarge,
  copy: () => false, // it goes through a small buffer
  unpack: hasOneLarge,
  check: hasOneLarge,
};

function hasOneLarge({ entries }: { readonly entries: readonly { readonly bytes: number }[] }): boolean {
  const [only, another] = entries;
  return another === undefined && only !== undefined && only.bytes > largeBytes;
}

/** Whether a task is done by one thread at a time. */
export function takesMuchMemory<K extends TaskName>(name: K, task: Tasks[K]["takes"]): boolean {
  return isLarge[name](task);
}

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
