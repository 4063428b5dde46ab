import { crc32 } from "node:zlib";
import { isThere, type Load } from "../../zstd/frame.ts";
import {
  centralBytes,
  centralMagic,
  endBytes,
  endMagic,
  localBytes,
  localMagic,
  utf8Flag,
  type ZipMember,
} from "./zip-writer.ts";

/**
 * The zip archives that sccache writes: members that are Stored, without extra fields or comments, the central
 * directory right behind them. Nothing else is read, so that whatever is read can be written again.
 * Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */

/** A member that was read, with the checksum that it should have. */
export interface ReadMember extends ZipMember {
  readonly content: Buffer;
  readonly checksum: number;
}

/**
 * `foreign`: an archive, or something else, of a make that this reader does not know. `damaged`: what sccache wrote,
 * but no longer whole.
 */
type ParsedZip =
  | { readonly kind: "zip"; readonly members: readonly ReadMember[] }
  | { readonly kind: "foreign"; readonly why: string }
  | { readonly kind: "damaged"; readonly why: string };

/** The members of `archive` in the central directory's order, each with its CRC checked. */
export function parseStoredZip(archive: Buffer): ParsedZip {
  const outline = outlineStoredZip(archive);
  if (outline.kind !== "zip") return outline;
  const broken = outline.members.find((member) => !isIntact(member));
  return broken ? damaged(otherChecksum(broken)) : outline;
}

/** Whether a member has the checksum that it should have. */
export function isIntact({ content, checksum }: ReadMember): boolean {
  return crc32(content) === checksum;
}

/** What to say of a member that is not intact. */
export function otherChecksum({ name }: ReadMember): string {
  return `the checksum of ${name} is another`;
}

/** As `parseStoredZip`, but that nothing is read of the members' content, and what is read is loaded before. */
export function outlineStoredZip(archive: Buffer, load: Load = isThere): ParsedZip {
  if (archive.length < endBytes) return damaged("it is too short");
  const end = archive.length - endBytes;
  load(end, archive.length);
  load(0, Math.min(localBytes, archive.length));
  if (archive.readUInt32LE(end) !== endMagic) {
    const begun = archive.readUInt32LE(0) === localMagic;
    return begun ? damaged("it ends too early") : foreign("it is no zip");
  }
  const count = archive.readUInt16LE(end + 10);
  const directory = archive.readUInt32LE(end + 16);
  const plain =
    archive.readUInt32LE(end + 4) === 0 &&
    archive.readUInt16LE(end + 8) === count &&
    archive.readUInt16LE(end + 20) === 0;
  if (!plain) return foreign("it is a zip of several parts or with a comment");
  if (directory + archive.readUInt32LE(end + 12) !== end)
    return damaged("its directory is not where it should be");
  try {
    load(directory, end);
    return parseMembers(archive, { start: directory, end, count, load });
  } catch (error) {
    if (error instanceof RangeError) return damaged("a size in it leads out of it");
    throw error;
  }
}

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly load: Load;
}

function parseMembers(archive: Buffer, { start, end, count, load }: Directory): ParsedZip {
  const members: Located[] = [];
  let at = start;
  for (let i = 0; i < count; i += 1) {
    const line = parseLine(archive, at, load);
    if (!("content" in line)) return line;
    if (line.end > start) return damaged(`${line.name} leads out of it`);
    members.push(line);
    at += centralBytes + archive.readUInt16LE(at + 28);
  }
  if (at !== end) return damaged("its directory is damaged");
  // Members that share bytes could hold more than memory does; of two with one name neither comes first.
  const apart = areSideBySide(members, start) && new Set(members.map(({ name }) => name)).size === count;
  if (apart) return { kind: "zip", members };
  return foreign("its members are not side by side, or not of different names");
}

/** A member, and from where to where it reaches with its header. */
interface Located extends ReadMember {
  readonly begin: number;
  readonly end: number;
}

function areSideBySide(members: readonly Located[], end: number): boolean {
  let at = 0;
  for (const member of members.toSorted((a, b) => a.begin - b.begin)) {
    if (member.begin !== at) return false;
    at = member.end;
  }
  return at === end;
}

/** The member that the directory's line at `at` tells of, and where it lies. */
function parseLine(archive: Buffer, at: number, load: Load): Located | ParsedZip {
  if (archive.readUInt32LE(at) !== centralMagic) return damaged("its directory is damaged");
  const flags = archive.readUInt16LE(at + 8);
  const method = archive.readUInt16LE(at + 10);
  const size = archive.readUInt32LE(at + 20);
  const nameBytes = archive.readUInt16LE(at + 28);
  const extras = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  const isStored = method === 0 && archive.readUInt32LE(at + 24) === size;
  if (!isStored || (flags & ~utf8Flag) !== 0 || extras !== 0)
    return foreign("its members are not plainly stored");
  const name = readName(archive.subarray(at + centralBytes, at + centralBytes + nameBytes), flags);
  if (name === undefined) return foreign("a name in it is not UTF-8");
  const begin = archive.readUInt32LE(at + 42);
  load(begin, Math.min(begin + localBytes, archive.length));
  if (archive.readUInt32LE(begin) !== localMagic) return damaged(`${name} is not where it should be`);
  const content = begin + localBytes + nameBytes + archive.readUInt16LE(begin + 28);
  load(begin + localBytes, Math.min(begin + localBytes + nameBytes, archive.length));
  if (!isRepeated(archive, { line: at, local: begin, nameBytes })) {
    return damaged(`what it says of ${name} differs from one place to the other`);
  }
  return {
    name,
    content: archive.subarray(content, content + size),
    madeBy: archive.readUInt16LE(at + 4),
    attributes: archive.readUInt32LE(at + 38),
    checksum: archive.readUInt32LE(at + 16),
    begin,
    end: content + size,
  };
}

/**
 * Whether a local header says of its member what the directory's line says: flags, method, checksum, sizes and name. No
 * checksum covers these, and a member by another name is another file.
 */
function isRepeated(archive: Buffer, places: { line: number; local: number; nameBytes: number }): boolean {
  const { line, local, nameBytes } = places;
  const same = (inLine: number, inLocal: number, bytes: number) =>
    archive.compare(
      archive,
      line + inLine,
      line + inLine + bytes,
      local + inLocal,
      local + inLocal + bytes,
    ) === 0;
  return (
    same(8, 6, 4) && // flags, method
    same(16, 14, 12) && // checksum, sizes
    same(28, 26, 2) &&
    same(centralBytes, localBytes, nameBytes)
  );
}

/** Undefined for what could not be written again as it is. */
function readName(bytes: Buffer, flags: number): string | undefined {
  const name = bytes.toString("utf8");
  const isPlain = name.length === bytes.length;
  return Buffer.from(name).equals(bytes) && (isPlain || (flags & utf8Flag) !== 0) ? name : undefined;
}

function foreign(why: string): ParsedZip {
  return { kind: "foreign", why };
}

function damaged(why: string): ParsedZip {
  return { kind: "damaged", why };
}
