import { mostContent } from "../../zstd/zstd.ts";
import {
  asRecord,
  BundleError,
  columnsOf,
  fields,
  limits,
  listOf,
  listUpTo,
  longText,
  mostOf,
  nullable,
  parseJson,
  rowsOf,
  shortHex,
  shortText,
  whole,
  wholeUpTo,
} from "./checks.ts";
import {
  about,
  type BundledEntry,
  entryColumns,
  type Manifest,
  type Segment,
  segmentColumns,
} from "./manifest.ts";
import { printsToJson, readPrints } from "./prints-json.ts";
import { memberBytes } from "./tar.ts";

/**
 * The manifest as JSON text. Entries and segments are written as columns, which compress better and parse
 * faster than rows: docs/format.md.
 */
export function manifestToJson(manifest: Manifest): string {
  const { segments, entries, ...rest } = manifest;
  const { prints, ...table } = printsToJson(entries);
  const counts = segments.map(() => 0);
  for (const { segment } of entries) counts[segment] = (counts[segment] ?? 0) + 1;
  return JSON.stringify({
    ...rest,
    environment: rest.environment ?? {},
    ...table,
    segments: { ...columnsOf(segments, segmentColumns), entries: counts },
    entries: { ...columnsOf(entries, entryColumns), ...(prints && { prints }), ...cpusToJson(entries) },
  });
}

/**
 * The manifest that `text` holds, as `manifestToJson` writes it or a writer of the major version did, with every name, number
 * and count checked; unknown fields are passed over. What format 1 did not record is filled in: see `upgrade`.
 * @throws {BundleError} on anything that no writer of this format makes.
 */
export function manifestFromJson(text: string, major?: number): Manifest {
  const parsed = asRecord(parseJson(text), "manifest");
  const root = major === 1 ? upgrade(parsed) : parsed;
  const segmentLists = asRecord(root["segments"], "segments");
  const counts = listOf(wholeUpTo(limits.entries))(segmentLists["entries"], "entries");
  const segments = readSegments(segmentLists, counts.length);
  const entries = readEntries(root, counts);
  compareSizes(segments, entries);
  return {
    ...fields(about)(root, ""),
    ...readEvicted(root["evicted"]),
    level: whole(root["level"], "level"),
    segments,
    entries,
  };
}

function readSegments(columns: Record<string, unknown>, count: number): Segment[] {
  mostOf(limits.segments, count, "segments");
  let offset = 0;
  return rowsOf(columns, segmentColumns, count).map((segment, i) => {
    const { bytes, rawBytes } = segment;
    if (rawBytes > mostContent(bytes)) {
      const claim = `${rawBytes} bytes in a frame of ${bytes}`;
      throw new BundleError("too-large", `the manifest's segment ${i} claims ${claim}`);
    }
    offset += bytes;
    return { ...segment, offset: offset - bytes };
  });
}

/** The entries, of which each segment has so many as `counts` says. */
function readEntries(root: Record<string, unknown>, counts: readonly number[]): BundledEntry[] {
  const columns = asRecord(root["entries"], "entries");
  const count = counts.reduce((sum, n) => sum + n, 0);
  mostOf(limits.entries, count, "entries");
  const prints = readPrints(root, columns, count);
  const rows = rowsOf(columns, entryColumns, count);
  const cpus = columns["cpu"] === undefined ? [] : listOf(nullable(shortHex), count)(columns["cpu"], "cpu");
  if (new Set(rows.map(({ name }) => name)).size !== count)
    throw new BundleError("disagrees", "the manifest lists an entry twice");
  const places = counts.flatMap((n, segment) => Array.from({ length: n }, () => segment));
  return rows.map((row, i) => {
    const cpu = cpus[i] ?? undefined;
    return { ...row, prints: prints[i] ?? null, segment: places[i] ?? 0, ...(cpu !== undefined && { cpu }) };
  });
}

/** The column of the CPUs, where any entry is for one alone. */
function cpusToJson(entries: readonly Pick<BundledEntry, "cpu">[]): { readonly cpu?: (string | null)[] } {
  const cpus = entries.map(({ cpu = null }) => cpu);
  return cpus.every((cpu) => cpu === null) ? {} : { cpu: cpus };
}

/** Segments hold their entries and nothing else, so that an entry's size cannot be a mere claim. */
function compareSizes(segments: readonly Segment[], entries: readonly BundledEntry[]): void {
  const sums = segments.map(() => 0);
  for (const { segment, bytes } of entries) sums[segment] = (sums[segment] ?? 0) + memberBytes(bytes);
  const odd = segments.findIndex(({ rawBytes }, i) => rawBytes !== sums[i] || rawBytes === 0);
  if (odd < 0) return;
  throw new BundleError("disagrees", `the manifest's segment ${odd} is not of the size of its entries`);
}

/**
 * A manifest of format 1 as one of format 2. Of what it does not tell, the use by the last run alone matters: the `used`
 * entries that were used last have age 0, the others age 1.
 */
function upgrade(root: Record<string, unknown>): Record<string, unknown> {
  const columns = asRecord(root["entries"], "entries");
  const lastUse = listOf(wholeUpTo(limits.seconds))(columns["lastUse"], "lastUse");
  const used = whole(root["used"], "used");
  const newestFirst = lastUse.map((time, i) => ({ time, i })).sort((a, b) => b.time - a.time || a.i - b.i);
  const lastRun = lastUse.map(() => 0);
  for (const { i } of newestFirst.slice(0, used)) lastRun[i] = 1;
  const unknown = lastUse.map(() => null);
  return {
    ...root,
    parents: [],
    ancestors: [],
    run: { id: null, clock: 1, complete: false },
    history: [],
    entries: { ...columns, lastRun, language: unknown, costMs: unknown },
  };
}

function readEvicted(value: unknown): Pick<Manifest, "evicted"> {
  if (value === undefined) return {};
  const byRule = Object.entries(asRecord(value, "evicted"));
  const names = listUpTo(limits.evicted, longText);
  return {
    evicted: Object.fromEntries(
      byRule.map(([rule, list]) => [shortText(rule, "evicted"), names(list, rule)]),
    ),
  };
}
