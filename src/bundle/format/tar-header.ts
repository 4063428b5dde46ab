import { limits } from "./limits.ts";

/** What a tar header tells of a member; all else in it is fixed. */
export interface MemberHeader {
  /** At most 100 bytes of ASCII, which every name of sccache's is. */
  readonly name: string;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly mtime: number;
}

/** A header, and what contents are padded to. */
export const recordBytes = 512;

const nameBytes = 100;
const modeAt = 100;
const sizeAt = 124;
const mtimeAt = 136;
const checksumAt = 148;
const typeAt = 156;

/** Everything but name, size, time and checksum: mode 644, owner 0, a plain file, ustar. */
const template = makeTemplate();

/**
 * Writes the ustar header of a plain file at the start of `into`: equal members, equal bytes.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
 */
export function writeHeader(into: Buffer, { name, bytes, mtime }: MemberHeader): void {
  template.copy(into);
  into.write(name, "latin1");
  writeOctal(into, bytes, sizeAt);
  writeOctal(into, mtime, mtimeAt);
  let sum = 0;
  for (let i = 0; i < recordBytes; i += 1) sum += into[i] ?? 0;
  into.write(`${sum.toString(8).padStart(6, "0")} \0`, checksumAt, "latin1");
}

/** A header as read: of a plain file as `writeHeader` makes it, or why it is refused. */
export type ParsedHeader =
  | { readonly kind: "file"; readonly header: MemberHeader }
  | {
      readonly kind: "refused";
      readonly name: string;
      readonly fault: "damaged" | "unsafe-name";
      readonly why: string;
    };

/**
 * Reads the header at the start of `record`. Whatever `writeHeader` would not write, byte for byte, is no file: links,
 * devices, extended headers, other owners and modes, and damage.
 */
export function parseHeader(record: Buffer): ParsedHeader {
  const name = readName(record);
  const header = { name, bytes: readOctal(record, sizeAt), mtime: readOctal(record, mtimeAt) };
  if (record[typeAt] !== template[typeAt]) {
    return { kind: "refused", name, fault: "unsafe-name", why: "it is not a plain file" };
  }
  const damaged = { kind: "refused", name, fault: "damaged", why: "its header is damaged" } as const;
  if (Number.isNaN(header.bytes) || Number.isNaN(header.mtime)) return damaged;
  const expected = Buffer.alloc(recordBytes);
  writeHeader(expected, header);
  return expected.equals(record.subarray(0, recordBytes)) ? { kind: "file", header } : damaged;
}

function makeTemplate(): Buffer {
  const zero = "000000 \0";
  const header = Buffer.alloc(recordBytes);
  header.write(`000644 \0${zero}${zero}`, modeAt, "latin1"); // mode, user, group
  header.write(" ".repeat(8), checksumAt, "latin1");
  header.write("0", typeAt, "latin1");
  header.write(`ustar\0${"00"}`, 257, "latin1");
  header.write(`${zero}${zero}`, 329, "latin1"); // device
  return header;
}

function writeOctal(into: Buffer, value: number, at: number): void {
  if (value > limits.seconds) throw new RangeError(`${value} does not fit into a tar header`);
  into.write(`${value.toString(8).padStart(11, "0")} `, at, "latin1");
}

/** NaN when there is no number. */
function readOctal(record: Buffer, at: number): number {
  const text = record.toString("latin1", at, at + 11);
  return /^[0-7]{11}$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
}

function readName(record: Buffer): string {
  const end = record.indexOf(0);
  return record.toString("latin1", 0, end < 0 ? nameBytes : Math.min(end, nameBytes));
}
