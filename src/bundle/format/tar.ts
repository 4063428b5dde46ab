import { BundleError, quote } from "./bundle-error.ts";
import { type MemberHeader, parseHeader, recordBytes, writeHeader } from "./tar-header.ts";

/**
 * Runs of tar members in one buffer. Written here and not taken from a library, since bundles hold plain files of known
 * names alone, which takes few lines, and streams cost more than the bytes of small entries: docs/format.md.
 */
export interface Member extends MemberHeader {
  /** May share the memory of the run. */
  readonly content: Buffer;
}

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
    const parsed = parseHeader(bytes.subarray(at, at + recordBytes));
    if (parsed.kind === "refused") {
      throw new BundleError(parsed.fault, `the tar member ${quote(parsed.name)}: ${parsed.why}`);
    }
    const { header } = parsed;
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
  for (let at = 0; at + recordBytes <= bytes.length; ) {
    const parsed = parseHeader(bytes.subarray(at, at + recordBytes));
    const size = parsed.kind === "file" ? parsed.header.bytes : 0;
    const content = bytes.subarray(contentAt(at), contentAt(at) + size);
    if (parsed.kind === "file" && content.length === size) yield { ...parsed.header, content };
    at += parsed.kind === "file" ? memberBytes(size) : recordBytes;
  }
}
