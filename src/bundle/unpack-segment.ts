import { createEntryWriter } from "./entry-writer.ts";
import { openSegment, type SegmentTask } from "./open-segment.ts";
import type { Workbench } from "./workbench.ts";

/** One segment to be unpacked: work for one thread. */
export interface UnpackTask extends SegmentTask {
  /** Names of the entries to leave out. */
  readonly skip: ReadonlySet<string>;
  /** Where to write; fresh, and nobody else's. */
  readonly directory: string;
}

/** Writes the entries of a segment. @throws as `openSegment`, and what writing throws */
export function unpackSegment(task: UnpackTask, bench: Workbench): undefined {
  const write = createEntryWriter(task.directory);
  for (const { entry, content } of openSegment(task, bench)) {
    if (!task.skip.has(entry.name)) write(entry.name, content, entry.lastUse);
  }
}
