import { crc32 } from "node:zlib";
import { isThere, type Load } from "../../zstd/frame.ts";

// The zip archives that sccache writes: members that are Stored, without extra fields or comments, the central
// directory right behind them. Nothing else is read, so that whatever is read can be written again.
// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
// The module is long since reader and writer are in it: what one does at an offset, the other does there too.

/** A member of such an archive, but for its content. */
interface ZipMember {
  readonly name: string;
  /** Made-by version and external attributes, which hold the file's mode. */
  readonly madeBy: number;
  readonly attributes: number;
}

/** A member that was read, with the checksum that it should have. */
export interface ReadMember extends ZipMember {
  /** As it stands in the archive, whose memory it shares. */
  readonly content: Buffer;
  readonly checksum: number;
}

/** An entry that is damaged: sccache would not read it either, or would serve what is not what a compiler wrote. */
export class Damaged extends Error {}

/** An entry of a make that is not known here, or that may hold more than is decoded. */
export class Foreign extends Error {}

const endBytes = 22;
const localBytes = 30;
const centralBytes = 46;
const endMagic = 0x06054b50;
const localMagic = 0x04034b50;
const centralMagic = 0x02014b50;
/** The member's name is UTF-8. */
const utf8Flag = 0x800;

/** The members of `archive` in the central directory's order, or undefined unless all of it is intact. */
export function readStoredZip(archive: Buffer): ReadMember[] | undefined {
  try {
    const members = outlineStoredZip(archive);
    for (const member of members) checkIntact(member);
    return members;
  } catch (error) {
    if (error instanceof Damaged || error instanceof Foreign) return undefined;
    throw error;
  }
}

/** Compares the CRC-32 that a member has with the one that it should have. @throws {Damaged} */
export function checkIntact({ name, content, checksum }: ReadMember, found = crc32(content)): void {
  if (found !== checksum) throw new Damaged(`checksum mismatch in ${name}`);
}

/**
 * The members of `archive` in the central directory's order. Nothing is read of their content, and what is read is loaded
 * before. @throws {Damaged | Foreign}
 */
export function outlineStoredZip(archive: Buffer, load: Load = isThere): ReadMember[] {
  if (archive.length < endBytes) throw new Damaged("it is too short");
  const end = archive.length - endBytes;
  load(end, archive.length);
  load(0, Math.min(localBytes, archive.length));
  if (archive.readUInt32LE(end) !== endMagic) {
    const begun = archive.readUInt32LE(0) === localMagic;
    throw begun ? new Damaged("it ends too early") : new Foreign("it is no zip");
  }
  const start = archive.readUInt32LE(end + 16);
  const plain =
    archive.readUInt32LE(end + 4) === 0 &&
    archive.readUInt16LE(end + 8) === archive.readUInt16LE(end + 10) &&
    archive.readUInt16LE(end + 20) === 0;
  if (!plain) throw new Foreign("it is a zip of several parts or with a comment");
  if (start + archive.readUInt32LE(end + 12) !== end)
    throw new Damaged("its directory is not where it should be");
  try {
    load(start, end);
    return parseDirectory(archive, { start, end, load });
  } catch (error) {
    if (error instanceof RangeError) throw new Damaged("a size in it leads out of it");
    throw error;
  }
}

function parseDirectory(
  archive: Buffer,
  { start, end, load }: { start: number; end: number; load: Load },
): ReadMember[] {
  const members: Located[] = [];
  let at = start;
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const member = parseLine(archive, at, load);
    if (member.end > start) throw new Damaged(`${member.name} leads out of it`);
    members.push(member);
    at += centralBytes + archive.readUInt16LE(at + 28);
  }
  if (at !== end) throw new Damaged("its directory is damaged");
  // Members that share bytes could hold more than memory does; of two with one name neither comes first.
  const inOrder = members.toSorted((a, b) => a.begin - b.begin);
  const isFilled = [...inOrder, { begin: start }].every(
    ({ begin }, i) => begin === (inOrder[i - 1]?.end ?? 0),
  );
  const isApart = new Set(members.map(({ name }) => name)).size === members.length;
  if (isFilled && isApart) return members;
  throw new Foreign("its members are not side by side, or not of different names");
}

/** A member, and from where to where it reaches with its header. */
interface Located extends ReadMember {
  readonly begin: number;
  readonly end: number;
}

/** The member that the directory's line at `at` tells of, and where it lies. @throws {Damaged | Foreign} */
function parseLine(archive: Buffer, at: number, load: Load): Located {
  if (archive.readUInt32LE(at) !== centralMagic) throw new Damaged("its directory is damaged");
  const flags = archive.readUInt16LE(at + 8);
  const method = archive.readUInt16LE(at + 10);
  const checksum = archive.readUInt32LE(at + 16);
  const size = archive.readUInt32LE(at + 20);
  const nameBytes = archive.readUInt16LE(at + 28);
  const extras = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  const isStored = method === 0 && archive.readUInt32LE(at + 24) === size;
  if (!isStored || (flags & ~utf8Flag) !== 0 || extras !== 0)
    throw new Foreign("its members are not plainly stored");
  const encoded = archive.subarray(at + centralBytes, at + centralBytes + nameBytes);
  const name = encoded.toString("utf8");
  const isPlain = name.length === encoded.length || (flags & utf8Flag) !== 0;
  if (!isPlain || !Buffer.from(name).equals(encoded)) throw new Foreign("a name in it is not UTF-8");
  const begin = archive.readUInt32LE(at + 42);
  load(begin, Math.min(begin + localBytes, archive.length));
  if (archive.readUInt32LE(begin) !== localMagic) throw new Damaged(`${name} is not where it should be`);
  const localName = begin + localBytes;
  const content = localName + nameBytes + archive.readUInt16LE(begin + 28);
  load(localName, Math.min(localName + nameBytes, archive.length));
  // No checksum covers it, and a member by another name is another file.
  const isRepeated =
    archive.readUInt16LE(begin + 26) === nameBytes &&
    archive.subarray(localName, localName + nameBytes).equals(encoded);
  if (!isRepeated) throw new Damaged(`name mismatch in ${name}`);
  return {
    name,
    content: archive.subarray(content, content + size),
    madeBy: archive.readUInt16LE(at + 4),
    attributes: archive.readUInt32LE(at + 38),
    checksum,
    begin,
    end: content + size,
  };
}

/** 1980-01-01, the earliest that the format knows: times carry nothing here. */
const noDate = 0x21;
/** Of the format, that a reader must know. */
const version = 20;

/** Size of the archive of members with these names and sizes. */
export function zipBytes(members: readonly { readonly name: string; readonly size: number }[]): number {
  return members.reduce(
    (sum, { name, size }) => sum + localBytes + centralBytes + 2 * Buffer.byteLength(name) + size,
    endBytes,
  );
}

/**
 * Writes an archive member by member, into `room` when it fits there, else into memory of its own. Equal members in equal
 * order give equal bytes.
 */
export function createZipWriter(room: Buffer) {
  let archive = room;
  let at = 0;
  const directory: Buffer[] = [];
  const reserve = (bytes: number) => {
    if (at + bytes <= archive.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(at + bytes, archive.length * 2));
    archive.copy(larger, 0, 0, at);
    archive = larger;
  };
  return {
    /** The memory behind the header of a member that would be added now, as far as there is any yet; it may hold anything. */
    roomFor({ name }: Pick<ZipMember, "name">): Buffer {
      return archive.subarray(at + localBytes + Buffer.byteLength(name));
    },

    /** Adds a member of `size` bytes, which `fill` writes into the buffer that it is given. It may return their CRC-32. */
    add({ name, madeBy, attributes }: ZipMember, size: number, fill: (into: Buffer) => unknown): void {
      const nameBytes = Buffer.byteLength(name);
      const local = at;
      const start = local + localBytes + nameBytes;
      reserve(localBytes + nameBytes + size);
      const content = archive.subarray(start, start + size);
      const known = fill(content);
      const checksum = typeof known === "number" ? known : crc32(content);
      at = start + size;
      const header = archive.subarray(local, start).fill(0, 0, localBytes);
      header.writeUInt32LE(localMagic, 0);
      header.writeUInt16LE(version, 4);
      header.writeUInt16LE(nameBytes === name.length ? 0 : utf8Flag, 6);
      header.writeUInt16LE(noDate, 12);
      header.writeUInt32LE(checksum, 14);
      header.writeUInt32LE(size, 18);
      header.writeUInt32LE(size, 22);
      header.writeUInt16LE(nameBytes, 26);
      header.write(name, localBytes);
      const central = Buffer.alloc(centralBytes + nameBytes);
      central.writeUInt32LE(centralMagic, 0);
      central.writeUInt16LE(madeBy, 4);
      header.copy(central, 6, 4, localBytes); // what both have, from the version on
      central.writeUInt32LE(attributes, 38);
      central.writeUInt32LE(local, 42);
      header.copy(central, centralBytes, localBytes);
      directory.push(central);
    },

    /** Returns the whole archive. Nothing may be added any more. */
    finish(): Buffer {
      const index = Buffer.concat(directory);
      const end = Buffer.alloc(endBytes);
      end.writeUInt32LE(endMagic, 0);
      end.writeUInt16LE(directory.length, 8);
      end.writeUInt16LE(directory.length, 10);
      end.writeUInt32LE(index.length, 12);
      end.writeUInt32LE(at, 16);
      reserve(index.length + endBytes);
      index.copy(archive, at);
      end.copy(archive, at + index.length);
      return archive.subarray(0, at + index.length + endBytes);
    },
  };
}
