import { existsSync } from "node:fs";
import { access, constants, readdir, stat } from "node:fs/promises";
import { tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import type { Env } from "../../config/config.ts";
import { hasStore } from "../../config/parse-config.ts";
import type { Deps } from "../../flow/deps.ts";
import { freeBytes } from "../../flow/disk.ts";
import { isFailure, orFailure } from "../../flow/failures.ts";
import { findBase } from "../../flow/find-base.ts";
import { openSccacheOf } from "../../flow/job/sccache.ts";
import { openDeps, openKeys } from "../../flow/job/steps.ts";
import { holdsTarget } from "../../flow/restore/limits.ts";
import type { KeyPlan } from "../../key/key.ts";
import { inTemporary } from "../../left-over.ts";
import { hindrances, otherBackends } from "../../sccache/environment/backends.ts";
import { isListening, serverAddress } from "../../sccache/server/address.ts";
import { serverFolderName, socketName } from "../../sccache/server/folder.ts";
import { openZstd } from "../../zstd/open.ts";
import type { Args } from "../command.ts";
import { isGiven, openJobOf, readSettings } from "../job.ts";
import type { Terminal } from "../terminal.ts";

/** What was found on the machine, before a build. */
export type Facts = Awaited<ReturnType<typeof lookAround>>;

export async function lookAround(args: Args, terminal: Terminal) {
  const config = readSettings(args, terminal);
  const { env } = terminal;
  const job = await openJobOf(config, args, terminal);
  const { directory, build } = job;
  const sccache = await openSccacheOf(job);
  const { keys, ...compilers } = await openKeys(job);
  const deps = openDeps(job, { tempDirectory: tmpdir() });
  const { catalog } = deps;
  return {
    node: process.version,
    /** Why the native zstd is not used; undefined when it is. */
    zstdFallback: openZstd().fallbackReason,
    sccache,
    /** The compilers that the job wraps and that answered, as they title themselves. */
    compilers: [compilers.toolchain, compilers.compiler].filter((title) => title !== null),
    env,
    /** build.rustc-wrapper of cargo's configuration files. */
    cargoWrapper: build.cargo.rustcWrapper,
    /** Other backends that sccache would use, each with what to unset. */
    otherBackends: otherBackends(env, build.sccacheConfig),
    /** What keeps sccache from filling or reading its directory, each with what to do. */
    hindrances: hindrances(env, build.sccacheConfig),
    directory: await lookAt(directory),
    /** Infinity where the system does not tell. */
    freeBytes: await freeBytes(directory),
    holdsTarget: await holdsTarget({ directory, env }, job.context.workspace),
    /** A container's limit counts, not the machine's memory. */
    memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    threads: deps.threads,
    segmentBytes: config.segmentBytes,
    otherServer: await otherServer(env),
    socketBytes: socketBytes(env),
    /** Whether a store is named, or the runner has one. */
    hasStore: hasStore(isGiven("store", args, terminal), env),
    store: await askStore(deps, keys),
    /** The store's bundles, or why they cannot be listed; undefined where there is nothing to ask. */
    listed: catalog && (await orFailure(() => catalog.list(config.keyPrefix), "lookup")),
    /** Whose rights a listing needs. */
    storeKind: config.store.kind,
    maxSizeBytes: config.maxSizeBytes,
    signing: await askForSignature(deps, keys, env),
  };
}

/** Enough files to know who owns a directory; it may hold a hundred thousand. */
const mostFiles = 200;

async function lookAt(path: string) {
  const exists = existsSync(path);
  const names = exists ? await readdir(path, { recursive: true }).catch(() => []) : [];
  const files = await Promise.allSettled(names.slice(0, mostFiles).map((name) => stat(join(path, name))));
  const own = process.getuid?.();
  const isForeign = (file: (typeof files)[number]) => file.status === "fulfilled" && file.value.uid !== own;
  const isWritable = await access(nearest(path), constants.W_OK).then(
    () => true,
    () => false,
  );
  // Root may write what belongs to others; Windows has no such numbers.
  return { path, exists, isWritable, foreignOwned: own ? files.filter(isForeign).length : 0 };
}

/** The path, or the nearest folder above that is there. */
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}

/** Where an sccache server listens already that is not this job's; undefined where none does. */
async function otherServer(env: Env): Promise<string | undefined> {
  const address = serverAddress(env, process.platform);
  if (!(await isListening(address, 500))) return undefined;
  return address.kind === "port" ? `127.0.0.1:${address.port}` : address.path;
}

/** The longest path that a socket of the job would have; undefined where ports are used. */
function socketBytes(env: Env): number | undefined {
  if (process.platform === "win32") return undefined;
  return Buffer.byteLength(join(env["RUNNER_TEMP"] || tmpdir(), serverFolderName, socketName));
}

async function askStore({ store }: Deps, keys: KeyPlan) {
  const began = performance.now();
  const found = await orFailure(() => findBase(keys, (chain) => store.lookup(chain)), "lookup");
  return { label: store.label, found, seconds: (performance.now() - began) / 1000 };
}

/** Which keys of signatures the environment holds. */
export type SigningKeysHeld = "none" | "both" | "public" | "private";

/** Which keys there are, and why the bundle is refused that a job would restore: only with keys is it fetched. */
async function askForSignature(
  { signing, store, zstd }: Deps,
  plan: KeyPlan,
  env: Env,
): Promise<{ keys: SigningKeysHeld; refused?: string | undefined }> {
  if (!signing) return { keys: "none" };
  const isChecked = Boolean(env["SCCACHE_BUNDLE_VERIFY_KEYS"]);
  const keys = !signing.canSign ? "public" : isChecked ? "both" : "private";
  const read = await inTemporary(tmpdir(), "sccache-bundle-doctor-", (folder) =>
    orFailure(async () => {
      const file = join(folder, "bundle.tar.zst");
      const fetched = await findBase(plan, (chain) => store.fetch(chain, file));
      if (fetched.kind === "hit") await readManifest(file, zstd, signing.trust(fetched));
    }),
  );
  const isRefused = isFailure(read) && read.failure === "not-signed";
  return { keys, refused: isRefused ? read.why : undefined };
}
