import { kindOf } from "../sccache/layout.ts";
import { BundleError } from "./bundle-error.ts";
import { limits } from "./limits.ts";
import type { BundledEntry, Manifest, Segment } from "./manifest.ts";

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
  const root = asRecord(parse(text), "manifest");
  const segmentColumns = asRecord(root["segments"], "segments");
  const entryColumns = asRecord(root["entries"], "entries");
  const counts = column(segmentColumns, "entries", wholeUpTo(limits.entries));
  const segments = readSegments(segmentColumns, counts.length);
  return {
    creator: shortText(root["creator"], "creator"),
    created: whole(root["created"], "created"),
    sccacheVersion: nullable(shortText)(root["sccacheVersion"], "sccacheVersion"),
    toolchain: nullable(shortText)(root["toolchain"], "toolchain"),
    base: nullable(longText)(root["base"], "base"),
    ref: nullable(longText)(root["ref"], "ref"),
    used: whole(root["used"], "used"),
    environment: readEnvironment(root["environment"]),
    segments,
    entries: readEntries(entryColumns, counts),
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
  const lastUse = column(columns, "lastUse", whole, count);
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

function readEnvironment(value: unknown): Record<string, string> {
  const pairs = Object.entries(asRecord(value, "environment"));
  return Object.fromEntries(
    pairs.map(([name, hash]) => [shortText(name, "environment"), shortText(hash, "environment")]),
  );
}

type Check<T> = (value: unknown, where: string) => T;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BundleError("damaged", "the manifest is not JSON", cause);
  }
}

function column<T>(columns: Record<string, unknown>, name: string, check: Check<T>, length?: number): T[] {
  const values = columns[name];
  if (!Array.isArray(values)) throw disagrees(name, "a list");
  if (length !== undefined && values.length !== length) throw disagrees(name, `a list of ${length}`);
  return values.map((value) => check(value, name));
}

function at<T>(values: readonly T[], index: number): T {
  return values[index] as T; // every column was checked to have the same length
}

function asRecord(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw disagrees(where, "an object");
  return value as Record<string, unknown>;
}

const whole: Check<number> = (value, where) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw disagrees(where, "a whole number");
  return value as number;
};

function wholeUpTo(most: number): Check<number> {
  return (value, where) => {
    const number = whole(value, where);
    if (number > most) throw new BundleError("too-large", `the manifest's ${where} claims ${number}`);
    return number;
  };
}

function textUpTo(most: number): Check<string> {
  return (value, where) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    const plain = typeof value === "string" && value.length <= most && !/[\x00-\x1f\x7f]/.test(value);
    if (!plain) throw disagrees(where, "a short printable text");
    return value;
  };
}

const shortText = textUpTo(limits.text);
const longText = textUpTo(512);

const hexDigest: Check<string> = (value, where) => {
  if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) throw disagrees(where, "a SHA-256");
  return value;
};

const entryName: Check<string> = (value) => {
  if (typeof value === "string" && kindOf(value) !== undefined) return value;
  throw new BundleError(
    "unsafe-name",
    `the manifest names ${JSON.stringify(value)}, which sccache never writes`,
  );
};

function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, where) => (value === null ? null : check(value, where));
}

function disagrees(where: string, wanted: string): BundleError {
  return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
