/** What is known of an entry before it is packed. */
export interface Orderable {
  readonly name: string;
  /** Crate or source name, or null. */
  readonly label: string | null;
  /** Size of the tar member that it becomes, about. */
  readonly rawBytes: number;
}

/**
 * The order in which entries compress best: versions and profiles of one crate side by side, where the compressor's
 * window reaches from one to the next; what has no name by size, as alike things are alike in size. docs/format.md
 * has the measurements. Any two different names have an order, so that equal sets always come out alike.
 */
export function byLikeness(a: Orderable, b: Orderable): number {
  return compare(a.label ?? "", b.label ?? "") || a.rawBytes - b.rawBytes || compare(a.name, b.name);
}

/**
 * Cuts ordered entries into runs of at most `runBytes`; a larger entry is a run of its own. Which entries share a run
 * depends on the entries alone.
 */
export function cutIntoRuns<T extends Orderable>(ordered: readonly T[], runBytes: number): T[][] {
  const runs: T[][] = [];
  let room = 0;
  for (const entry of ordered) {
    const run = runs.at(-1);
    if (run && entry.rawBytes <= room) {
      run.push(entry);
      room -= entry.rawBytes;
    } else {
      runs.push([entry]);
      room = runBytes - entry.rawBytes;
    }
  }
  return runs;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
