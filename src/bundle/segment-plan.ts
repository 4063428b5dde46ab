import type { BundledEntry } from "./format/manifest.ts";

/** An entry that is known to the byte, where its file is, and what it takes in the tar. */
export type Described = Omit<BundledEntry, "segment"> & {
  readonly path: string;
  readonly rawBytes: number;
  /** Digests of the segments that are known to hold just this content. */
  readonly heldBy?: readonly string[];
};

/** What is known of an entry before it is packed. */
interface Orderable {
  readonly name: string;
  /** Crate or source name, or null. */
  readonly label: string | null;
  /** Size of the tar member that it becomes, about. */
  readonly rawBytes: number;
}

/**
 * The order in which entries compress best: versions and profiles of one crate side by side, where the compressor's
 * window reaches from one to the next; what has no name by size, as alike things are alike in size. docs/format.md
 * has the measurements. Preprocessor files come last. Any two different names have an order, so that equal sets always come
 * out alike.
 */
export function byLikeness(a: Orderable, b: Orderable): number {
  return (
    Number(isRewritten(a)) - Number(isRewritten(b)) ||
    compare(a.label ?? "", b.label ?? "") ||
    a.rawBytes - b.rawBytes ||
    compare(a.name, b.name)
  );
}

/**
 * Whether it is a preprocessor file, which each run that uses it may have changed: beside others, a few of them would have
 * a whole segment packed again.
 */
function isRewritten({ name }: Orderable): boolean {
  return name.startsWith("preprocessor/");
}

/**
 * Cuts ordered entries into runs of at most `runBytes`, all of about one size, so that threads end together; a larger entry
 * may be a run of its own. Versions and profiles of one crate are in one run, up to two thirds of `runBytes` together: apart, the
 * later one would be compressed as if the earlier one were not known. Preprocessor files are in runs of their own. Which entries share a run depends on the entries alone, not on the threads.
 */
export function cutIntoRuns<T extends Orderable>(ordered: readonly T[], runBytes: number): T[][] {
  const byKind = Map.groupBy(ordered, isRewritten);
  return [...byKind.values()].flatMap((entries) => cutEvenly(entries, runBytes));
}

function cutEvenly<T extends Orderable>(ordered: readonly T[], runBytes: number): T[][] {
  const share = plannedRunBytes(sumRawBytes(ordered), runBytes);
  const runs: T[][] = [];
  let before = 0;
  let current = -1;
  let room = 0;
  for (const alike of groupsOf(ordered, (runBytes * 2) / 3)) {
    const bytes = sumRawBytes(alike);
    const middle = Math.floor((before + bytes / 2) / share);
    const run = runs.at(-1);
    if (run && middle <= current && bytes <= room) {
      run.push(...alike);
      room -= bytes;
    } else {
      runs.push([...alike]);
      room = runBytes - bytes;
      current = middle;
    }
    before += bytes;
  }
  return runs;
}

/** Ordered entries in groups of one label and at most `mostBytes`; what is larger by itself, or has no label, is a group of its own. */
function groupsOf<T extends Orderable>(ordered: readonly T[], mostBytes: number): T[][] {
  const groups: T[][] = [];
  let room = 0;
  for (const entry of ordered) {
    const group = groups.at(-1);
    if (group && entry.label !== null && group[0]?.label === entry.label && entry.rawBytes <= room) {
      group.push(entry);
      room -= entry.rawBytes;
    } else {
      groups.push([entry]);
      room = mostBytes - entry.rawBytes;
    }
  }
  return groups;
}

/**
 * Runs in the order in which threads should take them: the largest first, so that all end together; but behind each that
 * is beyond `runBytes`, and so done by one thread at a time, as much for another thread to do meanwhile.
 */
export function inTurn<T extends Orderable>(runs: readonly T[][], runBytes: number): T[][] {
  const sized = runs.map((run) => ({ run, bytes: sumRawBytes(run) })).sort((a, b) => b.bytes - a.bytes);
  const beyond = sized.filter(({ bytes }) => bytes > runBytes);
  const usual = sized.filter(({ bytes }) => bytes <= runBytes);
  const ordered: T[][] = [];
  for (const { run, bytes } of beyond) {
    ordered.push(run);
    for (let left = bytes; left > 0 && usual.length > 0; ) {
      const next = usual.shift();
      ordered.push(next?.run ?? []);
      left -= next?.bytes ?? left;
    }
  }
  return [...ordered, ...usual.map(({ run }) => run)];
}

/** What each of the runs is planned to hold that `total` bytes are cut into. */
export function plannedRunBytes(total: number, runBytes: number): number {
  return total / countRuns(total, runBytes);
}

/** What entries or segments take in the tar, all together. */
export function sumRawBytes(entries: Iterable<Pick<Orderable, "rawBytes">>): number {
  let sum = 0;
  for (const { rawBytes } of entries) sum += rawBytes;
  return sum;
}

/** A run is not planned to be full, since what is cut between entries comes out uneven. */
const planned = 0.9;

/** As few runs as hold everything, but an even number beyond one: the usual runner has two cores, or four. */
function countRuns(total: number, runBytes: number): number {
  if (total <= runBytes) return 1;
  const least = Math.ceil(total / (runBytes * planned));
  return least + (least % 2);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
