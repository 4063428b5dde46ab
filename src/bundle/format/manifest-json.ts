import { kindOf } from "../../sccache/directory.ts";
import { mostContent } from "../../zstd/zstd.ts";
import { BundleError, quote } from "./bundle-error.ts";
import {
  asRecord,
  at,
  type Check,
  column,
  hexDigest,
  longText,
  nullable,
  parseJson,
  shortText,
  whole,
  wholeUpTo,
} from "./json-checks.ts";
import { limits, mostFrameBytes } from "./limits.ts";
import type { BundledEntry, Manifest, ManifestRun, RunRecord, Segment } from "./manifest.ts";
import { printsToJson, readPrints } from "./prints.ts";
import { memberBytes } from "./tar.ts";

/** The major version of what `manifestToJson` writes. */
export const formatMajor = 2;

/**
 * The manifest as JSON text. Entries and segments are written as columns, which compress better and parse
 * faster than rows: docs/format.md.
 */
export function manifestToJson(manifest: Manifest): string {
  const { segments, entries, ...rest } = manifest;
  const { prints, ...table } = printsToJson(entries);
  return JSON.stringify({
    ...rest,
    ...table,
    segments: {
      bytes: segments.map((segment) => segment.bytes),
      rawBytes: segments.map((segment) => segment.rawBytes),
      sha256: segments.map((segment) => segment.sha256),
      entries: countBySegment(manifest),
    },
    entries: {
      name: entries.map((entry) => entry.name),
      bytes: entries.map((entry) => entry.bytes),
      storedBytes: entries.map((entry) => entry.storedBytes),
      lastUse: entries.map((entry) => entry.lastUse),
      runs: entries.map((entry) => entry.runs),
      lastRun: entries.map((entry) => entry.lastRun),
      label: entries.map((entry) => entry.label),
      language: entries.map((entry) => entry.language),
      costMs: entries.map((entry) => entry.costMs),
      ...(prints && { prints }),
    },
  });
}

/**
 * The manifest that `text` holds, with every name, number and count checked; unknown fields are passed over.
 * What format 1 did not record is filled in: see `upgrade`.
 * @throws {BundleError} on anything that no writer of this format makes.
 */
export function manifestFromJson(text: string, major: number = formatMajor): Manifest {
  const parsed = asRecord(parseJson(text), "manifest");
  const root = major === 1 ? upgrade(parsed) : parsed;
  const segmentColumns = asRecord(root["segments"], "segments");
  const entryColumns = asRecord(root["entries"], "entries");
  const counts = column(segmentColumns, "entries", wholeUpTo(limits.entries));
  const segments = readSegments(segmentColumns, counts.length);
  const prints = readPrints(
    root,
    entryColumns,
    counts.reduce((sum, n) => sum + n, 0),
  );
  const entries = readEntries(entryColumns, counts, prints);
  compareSizes(segments, entries);
  return {
    creator: shortText(root["creator"], "creator"),
    created: whole(root["created"], "created"),
    sccacheVersion: nullable(shortText)(root["sccacheVersion"], "sccacheVersion"),
    toolchain: nullable(shortText)(root["toolchain"], "toolchain"),
    base: nullable(longText)(root["base"], "base"),
    ref: nullable(longText)(root["ref"], "ref"),
    parents: texts(root, "parents", limits.parents),
    ancestors: texts(root, "ancestors", limits.ancestors),
    run: readRun(root["run"]),
    history: readHistory(root["history"]),
    environment: readEnvironment(root["environment"]),
    ...readEvicted(root["evicted"]),
    level: whole(root["level"], "level"),
    segments,
    entries,
  };
}

function countBySegment({ segments, entries }: Manifest): number[] {
  const counts = segments.map(() => 0);
  for (const { segment } of entries) counts[segment] = (counts[segment] ?? 0) + 1;
  return counts;
}

function readSegments(columns: Record<string, unknown>, count: number): Segment[] {
  if (count > limits.segments) throw new BundleError("too-large", `the manifest lists ${count} segments`);
  const bytes = column(columns, "bytes", wholeUpTo(mostFrameBytes), count);
  const rawBytes = column(columns, "rawBytes", wholeUpTo(limits.segmentRawBytes), count);
  const sha256 = column(columns, "sha256", hexDigest, count);
  let offset = 0;
  return sha256.map((digest, i) => {
    const segment = { offset, bytes: at(bytes, i), rawBytes: at(rawBytes, i), sha256: digest };
    if (segment.rawBytes > mostContent(segment.bytes)) {
      const claim = `${segment.rawBytes} bytes in a frame of ${segment.bytes}`;
      throw new BundleError("too-large", `the manifest's segment ${i} claims ${claim}`);
    }
    offset += segment.bytes;
    return segment;
  });
}

function readEntries(
  columns: Record<string, unknown>,
  counts: readonly number[],
  prints: readonly BundledEntry["prints"][],
): BundledEntry[] {
  const count = counts.reduce((sum, n) => sum + n, 0);
  if (count > limits.entries) throw new BundleError("too-large", `the manifest lists ${count} entries`);
  const names = column(columns, "name", entryName, count);
  if (new Set(names).size !== names.length)
    throw new BundleError("disagrees", "the manifest lists an entry twice");
  const bytes = column(columns, "bytes", wholeUpTo(limits.segmentRawBytes), count);
  const storedBytes = column(columns, "storedBytes", whole, count);
  const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds), count);
  const runs = column(columns, "runs", tally, count);
  const lastRun = column(columns, "lastRun", tally, count);
  const label = column(columns, "label", nullable(shortText), count);
  const language = column(columns, "language", nullable(shortText), count);
  const costMs = column(columns, "costMs", nullable(tally), count);
  const segments = counts.flatMap((n, segment) => Array.from({ length: n }, () => segment));
  return names.map((name, i) => ({
    name,
    bytes: at(bytes, i),
    storedBytes: at(storedBytes, i),
    lastUse: at(lastUse, i),
    runs: at(runs, i),
    lastRun: at(lastRun, i),
    label: at(label, i),
    language: at(language, i),
    costMs: at(costMs, i),
    prints: at(prints, i),
    segment: at(segments, i),
  }));
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
  const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds));
  const used = whole(root["used"], "used");
  const newestFirst = lastUse.map((_, i) => i).sort((a, b) => at(lastUse, b) - at(lastUse, a) || a - b);
  const lastRun = lastUse.map(() => 0);
  for (const i of newestFirst.slice(0, used)) lastRun[i] = 1;
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

function texts(root: Record<string, unknown>, name: string, most: number): string[] {
  const list = column(root, name, longText);
  if (list.length <= most) return list;
  throw new BundleError("too-large", `the manifest lists ${list.length} ${name}`);
}

function readRun(value: unknown): ManifestRun {
  const { id, clock, complete } = asRecord(value, "run");
  return { id: nullable(shortText)(id, "run"), clock: tally(clock, "run"), complete: truth(complete, "run") };
}

function readHistory(value: unknown): RunRecord[] {
  const rows = column({ history: value }, "history", asRecord);
  if (rows.length > limits.history) {
    throw new BundleError("too-large", `the manifest remembers ${rows.length} runs`);
  }
  const known = nullable(tally);
  const size = nullable(whole);
  return rows.map((row) => ({
    id: nullable(shortText)(row["id"], "history"),
    endedAt: wholeUpTo(limits.seconds)(row["endedAt"], "history"),
    complete: truth(row["complete"], "history"),
    used: tally(row["used"], "history"),
    hits: known(row["hits"], "history"),
    misses: known(row["misses"], "history"),
    compileFails: known(row["compileFails"], "history"),
    savedMs: size(row["savedMs"], "history"),
    restoreMs: known(row["restoreMs"], "history"),
    bundleBytes: size(row["bundleBytes"], "history"),
  }));
}

function readEvicted(value: unknown): Pick<Manifest, "evicted"> {
  if (value === undefined) return {};
  const byRule = asRecord(value, "evicted");
  const rules = Object.keys(byRule).map((rule) => shortText(rule, "evicted"));
  return { evicted: Object.fromEntries(rules.map((rule) => [rule, texts(byRule, rule, limits.evicted)])) };
}

function readEnvironment(value: unknown): Record<string, string> {
  const pairs = Object.entries(asRecord(value, "environment"));
  return Object.fromEntries(
    pairs.map(([name, hash]) => [shortText(name, "environment"), shortText(hash, "environment")]),
  );
}

const tally = wholeUpTo(limits.count);

const truth: Check<boolean> = (value, where) => {
  if (typeof value === "boolean") return value;
  throw new BundleError("disagrees", `the manifest's ${where} is not true or false`);
};

const entryName: Check<string> = (value) => {
  if (typeof value === "string" && kindOf(value) !== undefined) return value;
  throw new BundleError("unsafe-name", `the manifest names ${quote(value)}, which sccache never writes`);
};
