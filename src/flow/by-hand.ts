import type { KeyObject } from "node:crypto";
import { opendir } from "node:fs/promises";
import { pack } from "../bundle/pack.ts";
import { type Packed, type PackRequest, withoutHistory } from "../bundle/pack-request.ts";
import type { Config } from "../config/inputs.ts";
import { scan } from "../sccache/directory.ts";
import { sumBytes } from "../size.ts";
import type { Zstd } from "../zstd/zstd.ts";
import { writingTo } from "./disk.ts";
import { levelsOf } from "./new-bundle/levels.ts";
import { threadsFor } from "./threads.ts";

/** A directory that somebody packs by its name. */
interface ByHand extends Pick<PackRequest, "onProgress"> {
  /** Both absolute. */
  readonly directory: string;
  readonly out: string;
  /** In seconds since 1970. */
  readonly created: number;
  readonly config: Pick<Config, "compressionLevel" | "segmentBytes" | "threads">;
  readonly signingKey: KeyObject | undefined;
}

/** What was packed, the files that are not sccache's, and what the entries take in the directory, in bytes. */
type PackedByHand = Packed & { readonly foreign: number; readonly storedBytes: number };

/**
 * Packs all entries of a directory into the bundle `out`, which appears whole or not at all.
 * @throws {DiskError} when there is no room for it; the system's error when the directory is missing, is none, or cannot be
 * listed: to `scan` a missing one is empty, and a bundle of nothing would look like success
 */
export async function packByHand(request: ByHand, zstd: Zstd): Promise<PackedByHand> {
  const { directory, out, created, config, signingKey, onProgress } = request;
  await (await opendir(directory)).close();
  const { entries, foreign } = await scan(directory);
  const packed = await writingTo(out, () =>
    pack(
      {
        ...withoutHistory(entries, created),
        directory,
        out,
        level: levelsOf(config).usual,
        segmentRawBytes: config.segmentBytes,
        threads: threadsFor(config),
        signingKey,
        ...(onProgress && { onProgress }),
      },
      zstd,
    ),
  );
  return { ...packed, foreign, storedBytes: sumBytes(entries) };
}
