import { sumBytes } from "../../size.ts";
import { limits } from "./checks.ts";
import type { BundledEntry, Manifest } from "./manifest.ts";
import { manifestToJson } from "./manifest-json.ts";

/** An entry as far as a manifest tells of it, before it is packed: what is left out is null there, or small. */
type Listed = Pick<BundledEntry, "name" | "lastUse" | "runs"> &
  Partial<Pick<BundledEntry, "lastRun" | "label" | "language" | "costMs" | "prints">>;

/** What a manifest has room for, as readers take it. */
interface ManifestRoom {
  readonly entries: number;
  /** Of JSON, for all entries together. */
  readonly bytes: number;
  /** The most of them that one entry takes. */
  readonly bytesOf: (entry: Listed) => number;
}

/** For segments, of which each takes a hundred bytes, and what a save notes of the entries that it leaves out. */
const reserveBytes = 2 ** 20;

/** A size of up to 1 GiB, with a comma; twice for each entry. */
const sizesBytes = 2 * 11;

/** The room of a manifest that tells `about` beside its entries, all of which are among the `candidates`. */
export function manifestRoom(
  about: Omit<Manifest, "level" | "segments" | "entries">,
  candidates: readonly Listed[],
): ManifestRoom {
  const beside = Buffer.byteLength(manifestToJson({ ...about, level: 0, segments: [], entries: [] }));
  const table = new Set<string>();
  for (const { prints } of candidates) for (const print of prints ?? []) table.add(print);
  let tableBytes = 0;
  for (const print of table) tableBytes += print.length + 3;
  const printBytes = String(table.size).length + 1;
  const bytesOf = ({ name, lastUse, runs, lastRun = 0, label, language, costMs, prints }: Listed): number => {
    const texts = [name, label ?? null, language ?? null, costMs ?? null];
    const line = JSON.stringify([...texts, Math.floor(lastUse), Math.floor(runs), lastRun]);
    // What brackets take in a row, a comma and quotes take in columns.
    return Buffer.byteLength(line) + sizesBytes + (prints?.length ? prints.length * printBytes + 2 : 4);
  };
  const bytes = limits.manifestBytes - reserveBytes - beside - tableBytes;
  return { entries: limits.entries, bytes: Math.max(0, bytes), bytesOf };
}

/** The entries that a manifest has room for, those that were used last before others, and the rest. The order stays. */
export function splitByRoom<E extends Listed>(
  entries: readonly E[],
  about: Omit<Manifest, "level" | "segments" | "entries">,
): { readonly listed: readonly E[]; readonly beyond: readonly E[] } {
  const room = manifestRoom(about, entries);
  const lines = entries.map((entry, i) => ({ i, entry, bytes: room.bytesOf(entry) }));
  if (entries.length <= room.entries && sumBytes(lines) <= room.bytes) {
    return { listed: entries, beyond: [] };
  }
  lines.sort((a, b) => b.entry.lastUse - a.entry.lastUse || (a.entry.name < b.entry.name ? -1 : 1));
  const isListed = new Set<number>();
  let bytes = 0;
  for (const line of lines) {
    if (isListed.size === room.entries || bytes + line.bytes > room.bytes) continue;
    isListed.add(line.i);
    bytes += line.bytes;
  }
  return {
    listed: entries.filter((_, i) => isListed.has(i)),
    beyond: entries.filter((_, i) => !isListed.has(i)),
  };
}
