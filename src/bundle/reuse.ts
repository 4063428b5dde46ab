import type { Manifest } from "./format/manifest.ts";
import { plannedRunBytes, sumRawBytes } from "./order.ts";
import type { Described } from "./pack-request.ts";
import type { SegmentTask } from "./threads/open-segment.ts";
import { segmentTasks } from "./threads/open-segment.ts";

/** A bundle whose segments may be copied into the next one as they are. */
export interface ReusableBundle {
  readonly file: string;
  /** As read from `file`. */
  readonly manifest: Manifest;
  /** Whether it was made from these very files, a moment ago: then it holds what the build made anew, too. */
  readonly isOfThisSave?: boolean;
}

/** A segment of an earlier bundle whose entries are all wanted. */
export interface CopiedSegment {
  readonly from: SegmentTask;
  /** In the order of the segment, with the history of now. */
  readonly entries: readonly Described[];
}

export interface ReusePlan {
  readonly copied: readonly CopiedSegment[];
  /** The entries of no copied segment. */
  readonly rest: readonly Described[];
}

export interface ReuseOptions {
  readonly bundles: readonly ReusableBundle[];
  readonly creator: string;
  readonly level: number;
  readonly segmentRawBytes: number;
}

/** Of a planned segment; what is smaller is packed again, or each save would leave one more small segment behind. */
const leastShare = 0.5;

/**
 * Chooses segments to copy: those of bundles that this very program made at this level, whose entries are all wanted
 * and unchanged, none of them made anew by this build (unless the bundle is of this very save), and which are not small.
 */
export function planReuse(entries: readonly Described[], options: ReuseOptions): ReusePlan {
  const left = new Map(entries.map((entry) => [entry.name, entry]));
  const least = leastShare * plannedRunBytes(sumRawBytes(entries), options.segmentRawBytes);
  const copied: CopiedSegment[] = [];
  for (const { isOfThisSave, ...from } of candidates(options)) {
    const { rawBytes } = from.segment;
    if (rawBytes < least || (rawBytes > options.segmentRawBytes && !isOfThisSave)) continue;
    const wanted = from.entries.flatMap(({ name, bytes }) => {
      const entry = left.get(name);
      return entry?.bytes === bytes && (isOfThisSave || !entry.fresh) ? [entry] : [];
    });
    if (wanted.length < from.entries.length) continue;
    copied.push({ from, entries: wanted });
    for (const { name } of wanted) left.delete(name);
  }
  return { copied, rest: [...left.values()] };
}

function candidates({ bundles, creator, level }: ReuseOptions): (SegmentTask & { isOfThisSave: boolean })[] {
  return bundles
    .filter(({ manifest }) => manifest.creator === creator && manifest.level === level)
    .flatMap(({ file, manifest, isOfThisSave = false }) =>
      segmentTasks(file, manifest).map((task) => ({ ...task, isOfThisSave })),
    );
}
