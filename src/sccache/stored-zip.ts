import { crc32 } from "node:zlib";

/**
 * The zip archives that sccache writes: members that are Stored, without extra fields or comments, the central
 * directory right behind them. Nothing else is read, so that whatever is read can be written again.
 * Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export interface ZipMember {
  readonly name: string;
  /** As it stands in the archive; may share the archive's memory. */
  readonly content: Uint8Array;
  /** Made-by version and external attributes, which hold the file's mode. */
  readonly madeBy: number;
  readonly attributes: number;
}

/**
 * `foreign`: an archive, or something else, of a make that this reader does not know. `damaged`: what sccache wrote,
 * but no longer whole.
 */
export type ParsedZip =
  | { readonly kind: "zip"; readonly members: readonly ZipMember[] }
  | { readonly kind: "foreign"; readonly why: string }
  | { readonly kind: "damaged"; readonly why: string };

const endBytes = 22;
const localBytes = 30;
const centralBytes = 46;
const endMagic = 0x06054b50;
const localMagic = 0x04034b50;
const centralMagic = 0x02014b50;
/** 1980-01-01, the earliest that the format knows: times carry nothing here. */
const noDate = 0x21;
const version = 20;

/** The members of `archive` in the central directory's order, each with its CRC checked. */
export function parseStoredZip(archive: Buffer): ParsedZip {
  return parse(archive, crc32);
}

/** As `parseStoredZip`, without a look at the contents: for those who only want to know what is in it. */
export function listStoredZip(archive: Buffer): ParsedZip {
  return parse(archive, undefined);
}

type Checksum = (content: Uint8Array) => number;

function parse(archive: Buffer, checksum: Checksum | undefined): ParsedZip {
  if (archive.length < endBytes) return damaged("it is too short");
  const end = archive.length - endBytes;
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
    return parseMembers(archive, { at: directory, end, count }, checksum);
  } catch (error) {
    if (error instanceof RangeError) return damaged("a size in it leads out of it");
    throw error;
  }
}

function parseMembers(
  archive: Buffer,
  directory: { at: number; end: number; count: number },
  checksum: Checksum | undefined,
): ParsedZip {
  const members: ZipMember[] = [];
  let { at } = directory;
  for (let i = 0; i < directory.count; i += 1) {
    if (archive.readUInt32LE(at) !== centralMagic) return damaged("its directory is damaged");
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const nameBytes = archive.readUInt16LE(at + 28);
    const extras = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    const flags = archive.readUInt16LE(at + 8) & ~utf8Flag;
    if (method !== 0 || flags !== 0 || extras !== 0 || archive.readUInt32LE(at + 24) !== size) {
      return foreign("its members are not plainly stored");
    }
    const name = archive.toString("utf8", at + centralBytes, at + centralBytes + nameBytes);
    const local = archive.readUInt32LE(at + 42);
    if (archive.readUInt32LE(local) !== localMagic) return damaged(`${name} is not where it should be`);
    const start = local + localBytes + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + size);
    if (start + size > directory.end) return damaged(`${name} leads out of it`);
    if (checksum && checksum(content) !== archive.readUInt32LE(at + 16)) {
      return damaged(`the checksum of ${name} is another`);
    }
    members.push({
      name,
      content,
      madeBy: archive.readUInt16LE(at + 4),
      attributes: archive.readUInt32LE(at + 38),
    });
    at += centralBytes + nameBytes;
  }
  return at === directory.end ? { kind: "zip", members } : damaged("its directory is damaged");
}

const utf8Flag = 0x800;

/** What a member of an archive to be written is called and made like; its content comes apart. */
export type ZipHeader = Omit<ZipMember, "content">;

/** Writes an archive member by member. Equal members in equal order give equal bytes. */
export interface ZipWriter {
  /** Adds a member of `size` bytes, which `fill` writes into the buffer that it is given. */
  add(header: ZipHeader, size: number, fill: (into: Buffer) => void): void;
  /** Returns the whole archive. Nothing may be added any more. */
  finish(): Buffer;
}

/** An empty archive, to be written into `room` when it fits there, else into memory of its own. */
export function createZipWriter(room: Buffer): ZipWriter {
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
    add({ name, madeBy, attributes }, size, fill) {
      const local = at;
      const nameBytes = Buffer.byteLength(name);
      reserve(localBytes + nameBytes + size);
      at += localBytes;
      at += archive.write(name, at);
      const content = archive.subarray(at, at + size);
      fill(content);
      at += size;
      const common = commonFields({ name, nameBytes, checksum: crc32(content), size });
      archive.writeUInt32LE(localMagic, local);
      archive.writeUInt16LE(version, local + 4);
      common.copy(archive, local + 6);
      const central = Buffer.alloc(centralBytes + nameBytes);
      central.writeUInt32LE(centralMagic, 0);
      central.writeUInt16LE(madeBy, 4);
      central.writeUInt16LE(version, 6);
      common.copy(central, 8);
      central.writeUInt32LE(attributes, 38);
      central.writeUInt32LE(local, 42);
      central.write(name, centralBytes);
      directory.push(central);
    },

    finish() {
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

/** The fields that a member's local header and its line in the directory have in common, from the flags on. */
function commonFields({
  name,
  nameBytes,
  checksum,
  size,
}: {
  name: string;
  nameBytes: number;
  checksum: number;
  size: number;
}): Buffer {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(nameBytes === name.length ? 0 : utf8Flag, 0);
  fields.writeUInt16LE(noDate, 6);
  fields.writeUInt32LE(checksum, 8);
  fields.writeUInt32LE(size, 12);
  fields.writeUInt32LE(size, 16);
  fields.writeUInt16LE(nameBytes, 20);
  return fields;
}

function foreign(why: string): ParsedZip {
  return { kind: "foreign", why };
}

function damaged(why: string): ParsedZip {
  return { kind: "damaged", why };
}
