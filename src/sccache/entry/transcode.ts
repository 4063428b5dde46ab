import { crc32 } from "node:zlib";
import { checkOutline, isThere, type Load, ZstdError } from "../../zstd/frame.ts";
import { mostContent, type Zstd } from "../../zstd/zstd.ts";
import {
  type ByteSource,
  rawFrameBytes,
  rawHeaderBytes,
  retitle,
  rewriteBlocks,
  writeRawFrame,
} from "./raw-frame.ts";
import { isIntact, otherChecksum, outlineStoredZip, type ReadMember } from "./stored-zip.ts";
import { createZipWriter, zipBytes } from "./zip-writer.ts";

/**
 * What becomes of an entry in another encoding. `verbatim`: it is none that we know how to rewrite, or may hold so much
 * more than its own size that we do not decode it; it is kept as it is.
 * `damaged`: sccache would not read it either, or would serve what is not what a compiler wrote.
 */
type Transcoded<T> =
  | ({ readonly kind: "transcoded" } & T)
  | { readonly kind: "verbatim" }
  | { readonly kind: "damaged"; readonly why: string };

function inMemory(entry: Buffer): ByteSource {
  return { load: isThere, copy: (into, at) => entry.copy(into, 0, at) };
}

/**
 * Rewrites an object entry so that its zstd frames hold their content as it is, members by name: equal content gives
 * equal bytes, whatever level and order sccache wrote it with. Checksums are checked before, and made anew.
 * The result is in `room` when it fits there. Content that is raw already is put there straight from `source`.
 */
export function toRaw(
  entry: Buffer,
  zstd: Zstd,
  room: Buffer,
  source = inMemory(entry),
): Transcoded<{ readonly content: Buffer }> {
  const zip = createZipWriter(room);
  const take = (member: ReadMember, most: number) => {
    const { start, end } = placeOf(member, entry);
    const loadPart: Load = (from, to) => source.load(start + from, start + to);
    const { isExact, isUniform, mostBytes, firstBlock } = checkOutline(member.content, loadPart);
    const asOurs = isUniform && firstBlock === rawHeaderBytes && end - start === rawFrameBytes(mostBytes);
    if (asOurs && mostBytes <= most) {
      zip.add(member, end - start, (into) => {
        if (copyChecked(into, start, source) !== member.checksum) throw new Damaged(otherChecksum(member));
        return retitle(into, member.checksum);
      });
      return mostBytes;
    }
    if (isExact && mostBytes <= most) {
      const copy = (into: Buffer, at: number) => source.copy(into, start + at);
      zip.add(member, rawFrameBytes(mostBytes), (into) => {
        const checksum = rewriteBlocks(member.content, into, { firstBlock, load: loadPart, copy });
        if (checksum !== member.checksum) throw new Damaged(otherChecksum(member));
      });
      return mostBytes;
    }
    source.load(start, end);
    const raw = decode(member, zstd, most);
    zip.add(member, rawFrameBytes(raw.length), (into) => writeRawFrame(raw, into));
    return raw.length;
  };
  const read = readMembers(entry, take, source.load);
  return read.kind === "transcoded" ? { kind: read.kind, content: zip.finish() } : read;
}

/** So much is copied and then checked while a core's cache still has it. */
const pieceBytes = 2 ** 18;

/** Fills `into` with the entry's bytes from `start` on, and returns their CRC-32. */
function copyChecked(into: Buffer, start: number, { copy }: ByteSource): number {
  let checksum = 0;
  for (let at = 0; at < into.length; at += pieceBytes) {
    const piece = into.subarray(at, at + pieceBytes);
    copy(piece, start + at);
    checksum = crc32(piece, checksum);
  }
  return checksum;
}

/** Rewrites an object entry with zstd's level 1, for disks where raw entries do not fit. */
export function toCompact(entry: Buffer, zstd: Zstd): Transcoded<{ readonly content: Buffer }> {
  const zip = createZipWriter(Buffer.allocUnsafe(entry.length));
  const read = readMembers(entry, (member, most) => {
    // A copy, since the next call of zstd may use the memory that the content is in.
    const raw = Buffer.from(decode(member, zstd, most));
    const frame = zstd.compress(raw, { level: 1, windowLog: 19 });
    zip.add(member, frame.length, (into) => into.set(frame));
    return raw.length;
  });
  return read.kind === "transcoded" ? { kind: read.kind, content: zip.finish() } : read;
}

/**
 * Hands over an entry's members one after the other, by name, with the most bytes that each may hold; `take` returns how many
 * they are.
 */
function readMembers(
  entry: Buffer,
  take: (member: ReadMember, most: number) => number,
  load = isThere,
): Transcoded<object> {
  const zip = outlineStoredZip(entry, load);
  if (zip.kind === "foreign") return { kind: "verbatim" };
  if (zip.kind === "damaged") return zip;
  let left = mostContent(entry.length);
  for (const member of zip.members.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    try {
      left -= take(member, left);
    } catch (error) {
      if (error instanceof Damaged) return { kind: "damaged", why: error.message };
      if (error instanceof HoldsMuch) return { kind: "verbatim" };
      if (!(error instanceof ZstdError)) throw error;
      const { start, end } = placeOf(member, entry);
      load(start, end);
      const why = isIntact(member) ? `${member.name}: ${error.message}` : otherChecksum(member);
      return { kind: "damaged", why };
    }
  }
  return { kind: "transcoded" };
}

/** From where to where a member's content lies in its entry. */
function placeOf({ content }: ReadMember, entry: Buffer): { start: number; end: number } {
  const start = content.byteOffset - entry.byteOffset;
  return { start, end: start + content.length };
}

/** What ends the reading of an entry. */
class Damaged extends Error {}

/** Ends the reading of an intact entry that may hold more than is decoded. */
class HoldsMuch extends Error {}

/** Passes intact members only. @throws {Damaged} */
function intact(member: ReadMember): ReadMember {
  if (!isIntact(member)) throw new Damaged(otherChecksum(member));
  return member;
}

/** The content of a member, its checksum checked; holds until the next call. @throws {Damaged | HoldsMuch | ZstdError} */
function decode(member: ReadMember, zstd: Zstd, most: number): Uint8Array {
  const { content } = intact(member);
  try {
    return zstd.decompressWithin(content, most);
  } catch (error) {
    // Whoever wrote it sealed it with a checksum, so that it is not damaged when it only may hold too much.
    if (error instanceof ZstdError && checkOutline(content).mostBytes > most) throw new HoldsMuch();
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
  | { readonly kind: "damaged"; readonly why: string };

/**
 * Looks through an object entry. Content that is not compressed is not held against its checksum yet, and need not be in
 * memory: `load` is told what must be.
 */
export function inspectEntry(entry: Buffer, zstd: Zstd, load = isThere): Inspected {
  const members: { name: string; size: number }[] = [];
  const measure = (member: ReadMember, most: number) => {
    const { start, end } = placeOf(member, entry);
    const loadPart: Load = (from, to) => load(start + from, start + to);
    const { isExact, mostBytes } = checkOutline(member.content, loadPart);
    if (isExact && mostBytes <= most) return mostBytes;
    load(start, end);
    return decode(member, zstd, most).length;
  };
  const take = (member: ReadMember, most: number) => {
    const bytes = measure(member, most);
    members.push({ name: member.name, size: rawFrameBytes(bytes) });
    return bytes;
  };
  const read = readMembers(entry, take, load);
  switch (read.kind) {
    case "damaged":
      return read;
    case "verbatim":
      return { kind: "sound", label: null, rawBytes: entry.length };
    case "transcoded":
      return { kind: "sound", label: labelOf(members.map(({ name }) => name)), rawBytes: zipBytes(members) };
  }
}

/**
 * The crate that rustc's output files are named after, from any of them: `lib<crate>-<hash>.rlib`, `<crate>-<hash>.d`;
 * null when none is named so.
 */
export function labelOf(memberNames: readonly string[]): string | null {
  for (const name of memberNames.toSorted()) {
    const crate = library.exec(name)?.[1] ?? otherFile.exec(name)?.[1];
    if (crate && !generic.has(name)) return crate;
  }
  return null;
}

/** What begins with `lib`, whatever the crate is called. */
const library = /^lib([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:rlib|rmeta|so|dylib|a)$/;
/** What does not: a crate called `libc` has `libc-<hash>.d`. */
const otherFile = /^([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:d|o|dll|lib|so|dylib)$/;

/** What sccache calls the members of C and C++ entries, whatever the source was called. */
const generic = new Set(["d", "obj", "stderr", "stdout"]);
