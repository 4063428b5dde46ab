import { crc32 } from "node:zlib";

/** Sizes and marks of the parts of a zip archive. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export const endBytes = 22;
export const localBytes = 30;
export const centralBytes = 46;
export const endMagic = 0x06054b50;
export const localMagic = 0x04034b50;
export const centralMagic = 0x02014b50;
/** The member's name is UTF-8. */
export const utf8Flag = 0x800;

/** A member of such an archive. */
export interface ZipMember {
  readonly name: string;
  /** As it stands in the archive; may share the archive's memory. */
  readonly content: Uint8Array;
  /** Made-by version and external attributes, which hold the file's mode. */
  readonly madeBy: number;
  readonly attributes: number;
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

/** Writes an archive member by member. Equal members in equal order give equal bytes. */
interface ZipWriter {
  /** Adds a member of `size` bytes, which `fill` writes into the buffer that it is given. It may return their CRC-32. */
  add(header: Omit<ZipMember, "content">, size: number, fill: (into: Buffer) => unknown): void;
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
      const known = fill(content);
      at += size;
      const checksum = typeof known === "number" ? known : crc32(content);
      const common = commonFields(name, nameBytes, checksum, size);
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
function commonFields(name: string, nameBytes: number, checksum: number, size: number): Buffer {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(nameBytes === name.length ? 0 : utf8Flag, 0);
  fields.writeUInt16LE(noDate, 6);
  fields.writeUInt32LE(checksum, 8);
  fields.writeUInt32LE(size, 12);
  fields.writeUInt32LE(size, 16);
  fields.writeUInt16LE(nameBytes, 20);
  return fields;
}
