import type { Manifest } from "./format/manifest.ts";
import { type Described, plannedRunBytes, sumRawBytes } from "./segment-plan.ts";
import { type SegmentTask, segmentTasks } from "./threads/segments.ts";

/** A bundle whose segments may be copied into the next one as they are. */
export interface ReusableBundle {
  readonly file: string;
  /** As read from `file`. */
  readonly manifest: Manifest;
}

/** For each entry of a bundle the digest of its segment, which stands for its content: copies of the segment hold the same. */
export function digestsByName({ entries, segments }: Manifest): ReadonlyMap<string, string> {
  return new Map(entries.map(({ name, segment }) => [name, segments[segment]?.sha256 ?? ""]));
}

/** A segment of an earlier bundle whose entries are all wanted. */
export interface CopiedSegment {
  readonly from: SegmentTask;
  /** In the order of the segment, with the history of now. */
  readonly entries: readonly Described[];
}

interface ReusePlan {
  readonly copied: readonly CopiedSegment[];
  /** The entries of no copied segment. */
  readonly rest: readonly Described[];
}

interface ReuseOptions {
  readonly bundles: readonly ReusableBundle[];
  readonly creator: string;
  readonly level: number;
  readonly segmentRawBytes: number;
}

/** Of a planned segment; what is smaller is packed again, or each save would leave one more small segment behind. */
const leastShare = 0.5;

/**
 * Chooses segments to copy: those of bundles that this very program made at this level, whose entries are all wanted, each
 * with the content that is known to be in this segment, and which are not small. Names and sizes alone prove nothing: a
 * compilation that is done again may give other content of the same size.
 */
export function planReuse(entries: readonly Described[], options: ReuseOptions): ReusePlan {
  const left = new Map(entries.map((entry) => [entry.name, entry]));
  const least = leastShare * plannedRunBytes(sumRawBytes(entries), options.segmentRawBytes);
  const copied: CopiedSegment[] = [];
  for (const from of candidates(options)) {
    const { rawBytes, sha256 } = from.segment;
    // A single larger entry would be a segment by itself again.
    const isTooLarge = rawBytes > options.segmentRawBytes && from.entries.length > 1;
    if (rawBytes < least || isTooLarge) continue;
    const wanted = from.entries.flatMap(({ name, bytes, cpu }) => {
      const entry = left.get(name);
      return entry?.bytes === bytes && entry.cpu === cpu && entry.heldBy?.includes(sha256) ? [entry] : [];
    });
    if (wanted.length < from.entries.length) continue;
    copied.push({ from, entries: wanted });
    for (const { name } of wanted) left.delete(name);
  }
  return { copied, rest: [...left.values()] };
}

function candidates({ bundles, creator, level }: ReuseOptions): SegmentTask[] {
  return bundles
    .filter(({ manifest }) => manifest.creator === creator && manifest.level === level)
    .flatMap(({ file, manifest }) => segmentTasks(file, manifest));
}
