import { checkOutline, isThere, type Load, ZstdError } from "../../zstd/frame.ts";
import { mostContent, type Zstd } from "../../zstd/zstd.ts";
import {
  type ByteSource,
  copyBlocks,
  rawFrameBytes,
  rawHeaderBytes,
  rewriteBlocks,
  writeRawFrame,
} from "./raw-frame.ts";
import {
  checkIntact,
  createZipWriter,
  Damaged,
  Foreign,
  outlineStoredZip,
  type ReadMember,
  zipBytes,
} from "./zip.ts";

/** What becomes of an entry in another encoding. */
type Transcoded = { readonly kind: "transcoded"; readonly content: Buffer } | Verbatim | Unsound;

/** It is none that we know how to rewrite, or may hold so much more than its own size that we do not decode it. */
type Verbatim = { readonly kind: "verbatim" };

/** sccache would not read it either, or would serve what is not what a compiler wrote. */
type Unsound = { readonly kind: "damaged"; readonly why: string };

/**
 * Rewrites an object entry so that its zstd frames hold their content as it is, members by name: equal content gives
 * equal bytes, whatever level and order sccache wrote it with. Checksums are checked before, and made anew.
 * The result is in `room` when it fits there, and takes no other memory then, unless it is damaged. Content that is raw already
 * is put there straight from `source`.
 */
export function toRaw(entry: Buffer, zstd: Zstd, room: Buffer, source: ByteSource): Transcoded {
  const zip = createZipWriter(room);
  const take = (member: OutlinedMember, most: number) => {
    const { start, content, load, firstBlock, isExact, isUniform, mostBytes } = member;
    if (!isExact || mostBytes > most) {
      const raw = decode(member, { zstd, most, room: zip.roomFor(member) });
      zip.add(member, rawFrameBytes(raw.length), (into) => writeRawFrame(raw, into));
      return raw.length;
    }
    const size = rawFrameBytes(mostBytes);
    const isOurs = isUniform && firstBlock === rawHeaderBytes && content.length === size;
    const copy = (into: Buffer, at: number) => source.copy(into, start + at);
    zip.add(member, size, (into) => {
      const { was, is } = isOurs
        ? copyBlocks(into, copy)
        : rewriteBlocks(content, into, { firstBlock, load, copy });
      checkIntact(member, was);
      return is;
    });
    return mostBytes;
  };
  return readMembers(entry, take, source.load) ?? { kind: "transcoded", content: zip.finish() };
}

/** Rewrites an object entry with zstd's level 1, for disks where raw entries do not fit. */
export function toCompact(entry: Buffer, zstd: Zstd): Transcoded {
  const zip = createZipWriter(Buffer.allocUnsafe(entry.length));
  const take = (member: OutlinedMember, most: number) => {
    // A copy, since the next call of zstd may use the memory that the content is in.
    const raw = Buffer.from(decode(member, { zstd, most }));
    const frame = zstd.compress(raw, { level: 1, windowLog: 19 });
    zip.add(member, frame.length, (into) => into.set(frame));
    return raw.length;
  };
  return readMembers(entry, take) ?? { kind: "transcoded", content: zip.finish() };
}

/** A member with what its frame tells without being decoded. */
interface OutlinedMember extends ReadMember, ReturnType<typeof checkOutline> {
  /** Where its content begins in the entry. */
  readonly start: number;
  /** Brings parts of its content into memory. */
  readonly load: Load;
}

/**
 * Hands over an entry's members one after the other, by name, with the most bytes that each may hold; `take` returns how many
 * they are. Returns why the entry cannot be rewritten, if so.
 */
function readMembers(
  entry: Buffer,
  take: (member: OutlinedMember, most: number) => number,
  load = isThere,
): Verbatim | Unsound | undefined {
  let left = mostContent(entry.length);
  try {
    const members = outlineStoredZip(entry, load);
    for (const member of members.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      left -= takeOutlined(member, entry, { load, take: (outlined) => take(outlined, left) });
    }
    return undefined;
  } catch (error) {
    if (error instanceof Damaged) return { kind: "damaged", why: error.message };
    if (error instanceof Foreign) return { kind: "verbatim" };
    throw error;
  }
}

/** @throws {Damaged} in place of a ZstdError, and what `take` throws */
function takeOutlined(
  member: ReadMember,
  entry: Buffer,
  { load, take }: { load: Load; take: (member: OutlinedMember) => number },
): number {
  const { content, name } = member;
  const start = content.byteOffset - entry.byteOffset;
  const loadPart: Load = (from, to) => load(start + from, start + to);
  try {
    return take({ ...member, ...checkOutline(content, loadPart), start, load: loadPart });
  } catch (error) {
    if (!(error instanceof ZstdError)) throw error;
    loadPart(0, content.length);
    checkIntact(member);
    throw new Damaged(`${name}: ${error.message}`);
  }
}

/** What to decode with, at most how many bytes, and memory for them. */
interface Decoding {
  readonly zstd: Zstd;
  readonly most: number;
  readonly room?: Buffer;
}

/**
 * The content of a member, its checksum checked; holds until the next call. It is at the start of `room`, or in other
 * memory. @throws {Damaged | Foreign | ZstdError}
 */
function decode(member: OutlinedMember, { zstd, most, room }: Decoding): Uint8Array {
  const { content, load, mostBytes } = member;
  load(0, content.length);
  checkIntact(member);
  try {
    return zstd.decompressWithin(content, most, room);
  } catch (error) {
    // Whoever wrote it sealed it with a checksum, so that it is not damaged when it only may hold too much.
    if (error instanceof ZstdError && mostBytes > most) throw new Foreign("it may hold more than is decoded");
    throw error;
  }
}

/** What an object entry is called, and what it takes with raw blocks; or why it is worth nothing. */
export type Inspected =
  | {
      readonly kind: "sound";
      /** The crate, or null where there is no name: C and C++ objects, what does not parse. */
      readonly label: string | null;
      /** Exactly what `toRaw` gives. */
      readonly rawBytes: number;
    }
  | Unsound;

/**
 * Looks through an object entry. Content that is not compressed is not held against its checksum yet, and need not be in
 * memory: `load` is told what must be.
 */
export function inspectEntry(entry: Buffer, zstd: Zstd, load = isThere): Inspected {
  const members: { name: string; size: number }[] = [];
  const take = (member: OutlinedMember, most: number) => {
    const { name, isExact, mostBytes } = member;
    const bytes = isExact && mostBytes <= most ? mostBytes : decode(member, { zstd, most }).length;
    members.push({ name, size: rawFrameBytes(bytes) });
    return bytes;
  };
  const kept = readMembers(entry, take, load);
  if (kept?.kind === "damaged") return kept;
  if (kept) return { kind: "sound", label: null, rawBytes: entry.length };
  return { kind: "sound", label: labelOf(members.map(({ name }) => name)), rawBytes: zipBytes(members) };
}

/**
 * The crate that rustc's output files are named after, from any of them: `lib<crate>-<hash>.rlib`, `<crate>-<hash>.d`;
 * null when none is named so, as in entries of C and C++ (`obj`, `d`, `stderr`).
 */
export function labelOf(memberNames: readonly string[]): string | null {
  for (const name of memberNames.toSorted()) {
    const crate = library.exec(name)?.[1] ?? otherFile.exec(name)?.[1];
    if (crate) return crate;
  }
  return null;
}

/** What begins with `lib`, whatever the crate is called. */
const library = /^lib([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:rlib|rmeta|so|dylib|a)$/;
/** What does not: a crate called `libc` has `libc-<hash>.d`. */
const otherFile = /^([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:d|o|dll|lib|so|dylib)$/;
