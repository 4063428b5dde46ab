import { availableParallelism } from "node:os";
import { withoutPast } from "../../src/bundle/format/manifest.ts";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import { pack } from "../../src/bundle/pack.ts";
import { digestsByName } from "../../src/bundle/reuse-plan.ts";
import { sumRawBytes } from "../../src/bundle/segment-plan.ts";
import { parseConfig } from "../../src/config/parse-config.ts";
import { levelsOf } from "../../src/flow/new-bundle/levels.ts";
import { scan } from "../../src/sccache/directory.ts";
import { openZstd } from "../../src/zstd/open.ts";

export interface PackAsk {
  readonly directory: string;
  readonly out: string;
  /** The bundle that was restored: it tells of some of the entries, and segments of it may be copied. */
  readonly known?: string;
  /** Of all entries of the directory, those to pack; all without it. */
  readonly names?: readonly string[];
  /** As the defaults of the inputs, but for what is given. */
  readonly level?: number;
  readonly segmentBytes?: number;
  readonly threads?: number;
}

/** What a bundle is, in figures. */
export interface PackFigures {
  readonly bytes: number;
  /** Of the tar within. */
  readonly rawBytes: number;
  readonly entries: number;
  readonly segments: number;
  /** Of the segments, those that came from the bundle that was restored. */
  readonly copied: number;
  readonly dropped: number;
}

/** Packs a directory as the save of a job does. */
export async function packDirectory(ask: PackAsk): Promise<() => Promise<PackFigures>> {
  const { zstd } = openZstd();
  const defaults = parseConfig(() => "");
  const chosen = ask.names && new Set(ask.names);
  const { entries } = await scan(ask.directory);
  const wanted = entries.filter(({ name }) => chosen?.has(name) ?? true);
  const manifest = ask.known === undefined ? undefined : await readManifest(ask.known, zstd, undefined);
  const digests = manifest && digestsByName(manifest);
  const request = {
    directory: ask.directory,
    entries: wanted.map(({ name, mtimeMs }) => ({
      name,
      lastUse: Math.floor(mtimeMs / 1000),
      runs: 1,
      heldBy: [digests?.get(name) ?? []].flat(),
    })),
    known: new Map(manifest?.entries.map((entry) => [entry.name, entry])),
    reuse: ask.known !== undefined && manifest ? [{ file: ask.known, manifest }] : [],
    out: ask.out,
    level: ask.level ?? levelsOf(defaults).usual,
    segmentRawBytes: ask.segmentBytes ?? defaults.segmentBytes,
    threads: ask.threads ?? availableParallelism(),
    about,
  };
  return async () => {
    const packed = await pack(request, zstd);
    return {
      bytes: packed.bytes,
      rawBytes: sumRawBytes(packed.manifest.segments),
      entries: packed.manifest.entries.length,
      segments: packed.manifest.segments.length,
      copied: packed.copied,
      dropped: packed.dropped.length,
    };
  };
}

const about = {
  creator: "sccache-bundle bench",
  created: 0,
  ...withoutPast,
};
