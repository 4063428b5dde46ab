import { kindOf } from "../../sccache/layout.ts";
import { BundleError } from "./bundle-error.ts";
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
import { limits } from "./limits.ts";
import type { BundledEntry, Manifest, Segment } from "./manifest.ts";
import { memberBytes } from "./tar.ts";

/**
 * The manifest as JSON text. Entries and segments are written as columns, which compress better and parse
 * faster than rows: docs/format.md.
 */
export function manifestToJson(manifest: Manifest): string {
  const { segments, entries, ...rest } = manifest;
  return JSON.stringify({
    ...rest,
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
      label: entries.map((entry) => entry.label),
    },
  });
}

/**
 * The manifest that `text` holds, with every name, number and count checked; unknown fields are passed over.
 * @throws {BundleError} on anything that no writer of this format makes.
 */
export function manifestFromJson(text: string): Manifest {
  const root = asRecord(parseJson(text), "manifest");
  const segmentColumns = asRecord(root["segments"], "segments");
  const entryColumns = asRecord(root["entries"], "entries");
  const counts = column(segmentColumns, "entries", wholeUpTo(limits.entries));
  const segments = readSegments(segmentColumns, counts.length);
  const entries = readEntries(entryColumns, counts);
  compareSizes(segments, entries);
  return {
    creator: shortText(root["creator"], "creator"),
    created: whole(root["created"], "created"),
    sccacheVersion: nullable(shortText)(root["sccacheVersion"], "sccacheVersion"),
    toolchain: nullable(shortText)(root["toolchain"], "toolchain"),
    base: nullable(longText)(root["base"], "base"),
    ref: nullable(longText)(root["ref"], "ref"),
    used: whole(root["used"], "used"),
    environment: readEnvironment(root["environment"]),
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
  const bytes = column(columns, "bytes", whole, count);
  const rawBytes = column(columns, "rawBytes", wholeUpTo(limits.segmentRawBytes), count);
  const sha256 = column(columns, "sha256", hexDigest, count);
  let offset = 0;
  return sha256.map((digest, i) => {
    const segment = { offset, bytes: at(bytes, i), rawBytes: at(rawBytes, i), sha256: digest };
    offset += segment.bytes;
    return segment;
  });
}

function readEntries(columns: Record<string, unknown>, counts: readonly number[]): BundledEntry[] {
  const count = counts.reduce((sum, n) => sum + n, 0);
  if (count > limits.entries) throw new BundleError("too-large", `the manifest lists ${count} entries`);
  const names = column(columns, "name", entryName, count);
  if (new Set(names).size !== names.length)
    throw new BundleError("disagrees", "the manifest lists an entry twice");
  const bytes = column(columns, "bytes", wholeUpTo(limits.segmentRawBytes), count);
  const storedBytes = column(columns, "storedBytes", whole, count);
  const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds), count);
  const runs = column(columns, "runs", whole, count);
  const label = column(columns, "label", nullable(shortText), count);
  const segments = counts.flatMap((n, segment) => Array.from({ length: n }, () => segment));
  return names.map((name, i) => ({
    name,
    bytes: at(bytes, i),
    storedBytes: at(storedBytes, i),
    lastUse: at(lastUse, i),
    runs: at(runs, i),
    label: at(label, i),
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

function readEnvironment(value: unknown): Record<string, string> {
  const pairs = Object.entries(asRecord(value, "environment"));
  return Object.fromEntries(
    pairs.map(([name, hash]) => [shortText(name, "environment"), shortText(hash, "environment")]),
  );
}

const entryName: Check<string> = (value) => {
  if (typeof value === "string" && kindOf(value) !== undefined) return value;
  throw new BundleError(
    "unsafe-name",
    `the manifest names ${JSON.stringify(value)}, which sccache never writes`,
  );
};
