import { once } from "node:events";
import zlib from "node:zlib";
import { readFrom, walkFrame } from "../zstd/frame.ts";

/**
 * As much of a damaged or cut frame's content as can be decoded, at most about `most` bytes: all up to the block that
 * does not decode, or nothing when it says that it holds more than `most`. Of what comes out nothing is verified.
 */
export async function decodePrefix(frame: Buffer, most: number): Promise<Buffer> {
  const { parts, header } = walkFrame(readFrom(frame), 0);
  if ((header?.contentBytes ?? 0) > most) return Buffer.alloc(0);
  const decoder = zlib.createZstdDecompress({ chunkSize: 2 ** 18 });
  const chunks: Buffer[] = [];
  let bytes = 0;
  decoder.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
  });
  const failed = once(decoder, "error").then(() => "failed" as const);
  // Block by block, since what a call decodes before it fails is lost.
  for (const piece of pieces(frame, parts)) {
    if (bytes > most) break;
    const written = new Promise<"written">((resolve) => {
      decoder.write(piece, () => resolve("written"));
    });
    if ((await Promise.race([written, failed])) === "failed") break;
  }
  decoder.destroy();
  return Buffer.concat(chunks);
}

function* pieces(frame: Buffer, parts: readonly number[]): Generator<Buffer> {
  let from = 0;
  for (const end of [...parts, frame.length]) {
    if (end > from) yield frame.subarray(from, end);
    from = end;
  }
}
