import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import { sumRawBytes } from "../../src/bundle/segment-plan.ts";
import { unpack } from "../../src/bundle/unpack.ts";
import { openZstd } from "../../src/zstd/open.ts";

export interface UnpackAsk {
  readonly file: string;
  /** Gone before, full afterwards. */
  readonly directory: string;
  readonly threads?: number;
}

/** Unpacks a whole bundle as the restore of a job does; returns the uncompressed bytes. */
export async function unpackBundle({ file, directory, threads }: UnpackAsk): Promise<() => Promise<number>> {
  const { zstd } = openZstd();
  await rm(directory, { recursive: true, force: true });
  return async () => {
    const manifest = await readManifest(file, zstd, undefined);
    const request = { file, manifest, directory, wanted: () => true, compact: false };
    await unpack({ ...request, threads: threads ?? availableParallelism() }, zstd);
    return sumRawBytes(manifest.segments);
  };
}
