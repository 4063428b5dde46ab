import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";
import { createZipWriter, readStoredZip } from "../../src/sccache/entry/zip.ts";
import { openZstd } from "../../src/zstd/open.ts";
import type { Zstd } from "../../src/zstd/zstd.ts";
import type { Selection } from "./sets.ts";

/** Writes entries as sccache does where it is told to use raw blocks: frames without a size, of zstd's own blocks. */
export async function writeRaw({ from, names }: Selection, directory: string): Promise<string> {
  const { zstd } = openZstd();
  for (const name of new Set(names)) {
    const entry = await readFile(join(from, name));
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, rewritten(entry, zstd));
  }
  return directory;
}

function rewritten(entry: Buffer, zstd: Zstd): Buffer {
  const members = readStoredZip(entry);
  if (!members) return entry; // sccache writes preprocessor files as ever
  // sccache compresses as it reads, so that no frame tells its size.
  const params = { [constants.ZSTD_c_compressionLevel]: -131072, [constants.ZSTD_c_contentSizeFlag]: 0 };
  const written = createZipWriter(Buffer.alloc(0));
  for (const member of members) {
    const frame = zstdCompressSync(zstd.decompressWithin(member.content, 2 ** 30), { params });
    written.add(member, frame.length, (into) => into.set(frame));
  }
  return written.finish();
}
