import type { SegmentTask } from "../threads/open-segment.ts";
import type { Manifest } from "./manifest.ts";

/** A task for each segment of a bundle, in order. */
export function segmentTasks(file: string, { segments, entries }: Manifest): SegmentTask[] {
  const bySegment = Map.groupBy(entries, ({ segment }) => segment);
  return segments.map((segment, index) => ({ file, index, segment, entries: bySegment.get(index) ?? [] }));
}
