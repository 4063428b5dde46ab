import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { openSccache } from "../server/server.ts";
import type { Download } from "./download.ts";
import type { Machine } from "./machine.ts";
import { binaryName } from "./on-path.ts";
import { parseDigest, type ReleaseAsset, releaseAsset } from "./release.ts";
import { SccacheUnavailable } from "./sccache-unavailable.ts";
import { absentOnError, type Source, type Sourced } from "./source.ts";
import { provide } from "./tool-folder.ts";
import { unpackBinary } from "./unpack-binary.ts";

export interface ReleaseOptions {
  readonly version: string;
  /** What the archive must be; instead of the pinned digest and of the release's own. */
  readonly sha256: string | undefined;
  readonly mirror: string | undefined;
  readonly download: Download;
}

/**
 * The archive of a release of mozilla/sccache, or of a mirror. It is checked before anything is taken out of it:
 * against the digest that is asked for, else the pinned one, else the one published beside it. An archive that does
 * not match ends the search, as somebody may have changed it.
 */
export function releaseSource(machine: Machine, options: ReleaseOptions): Source {
  const { version, mirror } = options;
  const label = mirror === undefined ? `release ${version}` : `release ${version} at ${new URL(mirror).host}`;
  return { label, find: () => absentOnError(() => install(label, machine, options)) };
}

async function install(label: string, machine: Machine, options: ReleaseOptions): Promise<Sourced> {
  const { platform, arch, env, toolsFolder } = machine;
  const asset = releaseAsset({ version: options.version, mirror: options.mirror, platform, arch });
  if (asset === undefined) return { kind: "absent", why: `there is no build for ${platform}-${arch}` };
  const expected = (options.sha256 ?? asset.pinnedSha256)?.toLowerCase();
  const file = binaryName(platform);
  const binary = await provide(path.join(toolsFolder, folderName(asset, expected)), file, async (empty) => {
    const archive = path.join(empty, asset.name);
    await get(options.download, asset.url, archive);
    await check(archive, expected ?? (await publishedDigest(asset, empty, options.download)), label);
    await unpackBinary(archive, file, path.join(empty, file));
    await rm(archive);
  });
  return {
    kind: "found",
    path: binary,
    version: await openSccache({ path: binary, env, platform }).version(),
  };
}

/** Equal digests, equal folder: what another digest was asked for is not mistaken for it. */
function folderName({ name }: ReleaseAsset, expected: string | undefined): string {
  const base = name.replace(/\.tar\.gz$/, "");
  return expected === undefined ? base : `${base}-${expected.slice(0, 16)}`;
}

async function get(download: Download, url: string, into: string): Promise<void> {
  try {
    await download(url, into);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Error(`${path.basename(into)}: ${reason(error)}`, { cause: error });
  }
}

/** When every address of a host refuses, Node's error has a code and an empty message. */
function reason(error: Error & { code?: unknown }): string {
  return error.message === "" ? String(error.code ?? error.name) : error.message;
}

/** @throws Error when there is none: an archive that cannot be checked is not used. */
async function publishedDigest(asset: ReleaseAsset, folder: string, download: Download): Promise<string> {
  const file = path.join(folder, `${asset.name}.sha256`);
  await get(download, asset.digestUrl, file);
  const digest = parseDigest(await readFile(file, "utf8"));
  await rm(file);
  if (digest === undefined) throw new Error(`${path.basename(file)} holds no SHA-256`);
  return digest;
}

/** @throws {SccacheUnavailable} when the archive is not what it should be */
async function check(archive: string, expected: string, label: string): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(archive), hash);
  const actual = hash.digest("hex");
  if (actual === expected) return;
  throw new SccacheUnavailable([
    `${label}: ${path.basename(archive)} has SHA-256 ${actual} instead of ${expected}, so it is not used`,
  ]);
}
