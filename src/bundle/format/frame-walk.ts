/** Reads `count` bytes at `at`, or fewer where there are no more. */
export type ReadAt = (at: number, count: number) => Buffer;

/** A frame that was followed from its first byte by what its headers say, without decoding it. */
export interface Walk {
  /** Where its header ends, and each of its blocks, as far as they could be followed. */
  readonly parts: readonly number[];
  /** Where it ends, or undefined when what is there cannot be a whole frame. */
  readonly end: number | undefined;
  /** Whether a checksum of the content ends it. */
  readonly hasChecksum: boolean;
}

export const zstdMagic = 0xfd2fb528;
const mostHeaderBytes = 18;
const mostBlockBytes = 2 ** 17;

/** Follows the zstd frame at `start`. https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1 */
export function walkFrame(read: ReadAt, start: number): Walk {
  const header = read(start, mostHeaderBytes);
  const descriptor = header[4] ?? 0;
  const hasChecksum = (descriptor & 0b100) !== 0;
  const parts: number[] = [];
  const lost = { parts, end: undefined, hasChecksum };
  if (header.length < 5 || header.readUInt32LE(0) !== zstdMagic) return lost;
  for (let at = start + headerBytes(descriptor); ; ) {
    parts.push(at);
    const block = read(at, 3);
    if (block.length < 3) return lost;
    const fields = block.readUIntLE(0, 3);
    const kind = (fields >> 1) & 0b11;
    const size = fields >> 3;
    if (kind === 3 || size > mostBlockBytes) return lost;
    at += 3 + (kind === 1 ? 1 : size);
    if (read(at - 1, 1).length === 0) return lost;
    if ((fields & 1) === 0) continue;
    parts.push(at);
    return { parts, end: at + (hasChecksum ? 4 : 0), hasChecksum };
  }
}

function headerBytes(descriptor: number): number {
  const isSingleSegment = (descriptor & 0b10_0000) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 0b11] ?? 0;
  const size = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return 5 + (isSingleSegment ? 0 : 1) + dictionary + size;
}
