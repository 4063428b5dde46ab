import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { BundleError } from "../../src/bundle/format/checks.ts";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import type { Trust } from "../../src/bundle/format/signature.ts";
import { unpack } from "../../src/bundle/unpack.ts";
import { verify } from "../../src/bundle/verify.ts";
import { inFolder } from "../folder.ts";
import { readTree, zstd } from "./made-up-entries.ts";

/** Why a bundle is refused, in every way in which it is read; nothing is unpacked then. Undefined when it is not. */
export async function refusalOf(bundle: Uint8Array, trust?: Trust): Promise<BundleError | undefined> {
  return inFolder(async (folder) => {
    const file = join(folder, "bundle.tar.zst");
    const directory = join(folder, "out");
    await writeFile(file, bundle);
    const { findings } = await verify({ file, threads: 1, trust }, zstd);
    try {
      const manifest = await readManifest(file, zstd, trust);
      await unpack({ file, manifest, directory, wanted: () => true, threads: 1 }, zstd);
      expect((await readTree(directory)).size).toBe(manifest.entries.length);
      expect(findings).toEqual([]);
      return undefined;
    } catch (error) {
      expect(error).toBeInstanceOf(BundleError);
      expect(findings).not.toEqual([]);
      await expect(readTree(directory)).rejects.toThrow("ENOENT");
      return error as BundleError;
    }
  });
}
