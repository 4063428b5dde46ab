import { percent } from "../../src/report/words.ts";
import type { Fared } from "./simulate.ts";
import { table } from "./tables.ts";

/** How a repository fared with each way, a column for each. */
export function waysTable(all: readonly Fared[]): string {
  const rows: [string, (one: Fared) => string][] = [
    ["rust-cache snapshots evicted", (one) => String(one.snapshotsEvicted)],
    ["… of the lockfile in use", (one) => String(one.liveSnapshotsEvicted)],
    ["rust-cache jobs that start cold", (one) => String(one.coldRustJobs)],
    ["other entries evicted by the quota", (one) => String(one.evictions.length - one.snapshotsEvicted)],
    ["hit rate of sccache", (one) => percent(one.hitShare)],
    ["requests a job, mean", (one) => (one.requests.total / Math.max(1, one.requests.jobs)).toFixed(2)],
    ["… most", (one) => String(one.requests.most)],
    ["… most, to the cache service", (one) => String(one.requests.mostOfService)],
    ["… most, to the REST API", (one) => String(one.requests.mostOfRest)],
    ["moved down", (one) => size(one.bytesDown)],
    ["moved up", (one) => size(one.bytesUp)],
    ["entries at the end", (one) => String(one.entries)],
    ["… their size", (one) => size(one.heldBytes)],
    ["most in the repository", (one) => size(one.peakBytes)],
  ];
  return table(
    ["", ...all.map(({ way }) => way)],
    rows.map(([title, cell]) => [title, ...all.map(cell)]),
  );
}

function size(bytes: number): string {
  return bytes < 1e8 ? `${(bytes / 1e6).toFixed(2)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
