import { checkOutline } from "../zstd/frame.ts";
import { type Zstd, ZstdError } from "../zstd/zstd.ts";
import { rawFrameBytes, writeRawFrame } from "./raw-frame.ts";
import { parseStoredZip, type ZipMember } from "./stored-zip.ts";
import { createZipWriter, zipBytes } from "./zip-writer.ts";

/**
 * What becomes of an entry in another encoding. `verbatim`: it is none that we know how to rewrite, and stays as it is.
 * `damaged`: sccache would not read it either, or would serve what is not what a compiler wrote.
 */
export type Transcoded<T> =
  | ({ readonly kind: "transcoded" } & T)
  | { readonly kind: "verbatim" }
  | { readonly kind: "damaged"; readonly why: string };

/** What the content of one entry may take, uncompressed, so that a hostile one cannot ask for more. */
const mostEntryBytes = 2 ** 30;

/**
 * Rewrites an object entry so that its zstd frames hold their content as it is, members by name: equal content gives
 * equal bytes, whatever level and order sccache wrote it with. Checksums are checked before, and made anew.
 * The result is in `room` when it fits there.
 */
export function toRaw(entry: Buffer, zstd: Zstd, room: Buffer): Transcoded<{ readonly content: Buffer }> {
  const zip = createZipWriter(room);
  const read = readMembers(entry, zstd, (member, raw) => {
    zip.add(member, rawFrameBytes(raw.length), (into) => writeRawFrame(raw, into));
  });
  return read.kind === "transcoded" ? { kind: read.kind, content: zip.finish() } : read;
}

/** What `toRaw` would make of an entry: its exact size, and the names of its members, in order. */
export function measureRaw(
  entry: Buffer,
  zstd: Zstd,
): Transcoded<{ readonly bytes: number; readonly memberNames: readonly string[] }> {
  const sizes: { name: string; size: number }[] = [];
  const members = membersOf(entry);
  if ("kind" in members) return members;
  let left = mostEntryBytes;
  for (const member of members) {
    const bytes = measure(member, zstd, left);
    if (typeof bytes === "string") return { kind: "damaged", why: bytes };
    left -= bytes;
    sizes.push({ name: member.name, size: rawFrameBytes(bytes) });
  }
  return { kind: "transcoded", bytes: zipBytes(sizes), memberNames: sizes.map(({ name }) => name) };
}

/** Size of a member's content, or why there is none. Content that is not compressed need not be decoded for it. */
function measure(member: ZipMember, zstd: Zstd, most: number): number | string {
  try {
    const { isExact, mostBytes } = checkOutline(member.content);
    if (isExact && mostBytes <= most) return mostBytes;
  } catch (error) {
    if (error instanceof ZstdError) return `${member.name}: ${error.message}`;
    throw error;
  }
  const raw = decode(member, zstd, most);
  return typeof raw === "string" ? raw : raw.length;
}

/** Rewrites an object entry with zstd's level 1, for disks where raw entries do not fit. */
export function toCompact(entry: Buffer, zstd: Zstd): Transcoded<{ readonly content: Buffer }> {
  const zip = createZipWriter(Buffer.allocUnsafe(entry.length));
  const read = readMembers(entry, zstd, (member, raw) => {
    // A copy, since the next call of zstd may use the memory that `raw` is in.
    const frame = zstd.compress(Buffer.from(raw), { level: 1, windowLog: 19 });
    zip.add(member, frame.length, (into) => into.set(frame));
  });
  return read.kind === "transcoded" ? { kind: read.kind, content: zip.finish() } : read;
}

/** Decodes an entry's members one after the other, by name; `raw` holds until `take` returns. */
function readMembers(
  entry: Buffer,
  zstd: Zstd,
  take: (member: ZipMember, raw: Uint8Array) => void,
): Transcoded<object> {
  const members = membersOf(entry);
  if ("kind" in members) return members;
  let left = mostEntryBytes;
  for (const member of members) {
    const raw = decode(member, zstd, left);
    if (typeof raw === "string") return { kind: "damaged", why: raw };
    left -= raw.length;
    take(member, raw);
  }
  return { kind: "transcoded" };
}

/** The members of an entry by name, their checksums checked; or what else it is. */
function membersOf(entry: Buffer): ZipMember[] | Exclude<Transcoded<object>, { kind: "transcoded" }> {
  const parsed = parseStoredZip(entry);
  if (parsed.kind === "foreign") return { kind: "verbatim" };
  if (parsed.kind === "damaged") return parsed;
  return parsed.members.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The content of a member, or why there is none. */
function decode({ name, content }: ZipMember, zstd: Zstd, most: number): Uint8Array | string {
  try {
    return zstd.decompressWithin(content, most);
  } catch (error) {
    if (error instanceof ZstdError) return `${name}: ${error.message}`;
    throw error;
  }
}
