import { BundleError, type BundleFault, limits, quote } from "./checks.ts";

// Runs of tar members in one buffer. Written here and not taken from a library, since bundles hold plain files of known
// names alone, which takes few lines, and streams cost more than the bytes of small entries: docs/format.md.

/** What a tar header tells of a member; all else in it is fixed. */
interface MemberHeader {
  /** At most 100 bytes of ASCII, which every name of sccache's is. */
  readonly name: string;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly mtime: number;
}

/** A member of a run, with its content. */
export interface Member extends MemberHeader {
  /** May share the memory of the run. */
  readonly content: Buffer;
}

/** A header, and what contents are padded to. */
const recordBytes = 512;

/** What ends a tar: two empty records. */
export const endOfTar = new Uint8Array(2 * recordBytes);

/** Bytes that a file of `bytes` takes in a tar: a header and whole records. */
export function memberBytes(bytes: number): number {
  return recordBytes + Math.ceil(bytes / recordBytes) * recordBytes;
}

/** Where in a run the content of a member goes whose header is at `at`. */
export function contentAt(at: number): number {
  return at + recordBytes;
}

/** Makes the content that lies in `run` behind `at` a member: adds its header and padding. Returns where it ends. */
export function sealMember(run: Buffer, at: number, header: MemberHeader): number {
  writeHeader(run.subarray(at), header);
  const end = at + memberBytes(header.bytes);
  run.fill(0, contentAt(at) + header.bytes, end);
  return end;
}

/**
 * Yields the members of a run of whole tar members, in order.
 * @throws {BundleError} on what is not a plain file as bundles hold them, and where the run ends within a member.
 */
export function* readMembers(run: Uint8Array): Generator<Member> {
  const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
  let at = 0;
  while (at < bytes.length) {
    if (at + recordBytes > bytes.length) throw new BundleError("truncated", `the tar ends at byte ${at}`);
    const record = bytes.subarray(at, at + recordBytes);
    const header = parseHeader(record);
    if (typeof header === "string") {
      throw new BundleError(header, `the tar member ${quote(readName(record))}: ${refusals[header]}`);
    }
    const end = at + memberBytes(header.bytes);
    if (end > bytes.length) throw new BundleError("truncated", `the tar ends within ${header.name}`);
    yield { ...header, content: bytes.subarray(contentAt(at), contentAt(at) + header.bytes) };
    at = end;
  }
}

/**
 * Yields the members that can be found in what is left of a run: where no header is, the next is looked for. A header
 * carries a checksum; contents are as they are.
 */
export function* findMembers(run: Uint8Array): Generator<Member> {
  const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
  for (let at = 0, step = recordBytes; at + recordBytes <= bytes.length; at += step) {
    const header = parseHeader(bytes.subarray(at, at + recordBytes));
    step = recordBytes;
    if (typeof header === "string") continue;
    step = memberBytes(header.bytes);
    const content = bytes.subarray(contentAt(at), contentAt(at) + header.bytes);
    if (content.length === header.bytes) yield { ...header, content };
  }
}

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

/** Why a header is refused, in words for messages. */
const refusals = {
  "unsafe-name": "it is not a plain file",
  damaged: "its header is damaged",
} as const satisfies Partial<Record<BundleFault, string>>;

/**
 * The header at the start of `record`, of a plain file as `writeHeader` makes it. Whatever that would not write, byte for
 * byte, is refused: links, devices, extended headers, other owners and modes, and damage.
 */
export function parseHeader(record: Buffer): MemberHeader | keyof typeof refusals {
  const header = {
    name: readName(record),
    bytes: readOctal(record, sizeAt),
    mtime: readOctal(record, mtimeAt),
  };
  if (record[typeAt] !== template[typeAt]) return "unsafe-name";
  if (Number.isNaN(header.bytes) || Number.isNaN(header.mtime)) return "damaged";
  const expected = Buffer.alloc(recordBytes);
  writeHeader(expected, header);
  return expected.equals(record.subarray(0, recordBytes)) ? header : "damaged";
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
