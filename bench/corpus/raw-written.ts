import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { constants, zstdCompressSync } from "node:zlib";
import { scan } from "../../src/sccache/scan.ts";
import { parseStoredZip } from "../../src/sccache/stored-zip.ts";
import { createZipWriter } from "../../src/sccache/zip-writer.ts";
import { openZstd } from "../../src/zstd/open.ts";

/** Writes the entries of `from` as sccache does where it is told to use raw blocks: frames without a size, of zstd's own blocks. */
export async function writeRaw(from: string, directory: string): Promise<string> {
  const { zstd } = openZstd();
  const params = { [constants.ZSTD_c_compressionLevel]: -131072 };
  for (const { name, mtimeMs } of (await scan(from)).entries) {
    const zip = parseStoredZip(await readFile(join(from, name)));
    if (zip.kind !== "zip") continue;
    const written = createZipWriter(Buffer.alloc(0));
    for (const member of zip.members) {
      const frame = zstdCompressSync(zstd.decompressWithin(member.content, 2 ** 30), { params });
      written.add(member, frame.length, (into) => into.set(frame));
    }
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, written.finish());
    await utimes(path, mtimeMs / 1000, mtimeMs / 1000);
  }
  return directory;
}
