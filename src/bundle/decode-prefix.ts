import { once } from "node:events";
import zlib from "node:zlib";
import { walkFrame } from "./format/frame-walk.ts";

/**
 * As much of a damaged or cut frame's content as can be decoded, at most about `most` bytes: all up to the block that
 * does not decode. Of what comes out nothing is verified.
 */
export async function decodePrefix(frame: Buffer, most: number): Promise<Buffer> {
  const decoder = zlib.createZstdDecompress({ chunkSize: 2 ** 18 });
  const chunks: Buffer[] = [];
  let bytes = 0;
  decoder.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
  });
  const failed = once(decoder, "error").then(() => "failed" as const);
  // Block by block, since what a call decodes before it fails is lost.
  for (const piece of pieces(frame)) {
    if (bytes > most) break;
    const written = new Promise<"written">((resolve) => {
      decoder.write(piece, () => resolve("written"));
    });
    if ((await Promise.race([written, failed])) === "failed") break;
  }
  decoder.destroy();
  return Buffer.concat(chunks);
}

function* pieces(frame: Buffer): Generator<Buffer> {
  const { parts } = walkFrame((at, count) => frame.subarray(at, at + count), 0);
  let from = 0;
  for (const end of [...parts, frame.length]) {
    if (end > from) yield frame.subarray(from, end);
    from = end;
  }
}
