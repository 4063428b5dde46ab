import { execFile } from "node:child_process";
import { constants, copyFile, link, lstat, realpath, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { isFeatureAvailable, restoreCache, saveCache } from "@actions/cache";
import type { Env } from "../../config/config.ts";
import type { Log } from "../../log.ts";
import { DamagedBundleError } from "../error-kinds.ts";
import { type CallOptions, type KeyChain, plainTraits, type Store, StoreError } from "../store.ts";
import { callClient, withFolders } from "./call.ts";
import { isAddressRefused, isCommitted, judgeFind, judgePut, type Transcript } from "./transcript.ts";

/**
 * The name that the client is given, in a folder of its own. An entry's version hashes the paths as they
 * are given, so a bare name makes it the same on every machine.
 */
const bundleName = "bundle.tar.zst";

/**
 * The cache of GitHub Actions, through its official client, to which a bundle is a folder's only file. The
 * client calls every error a miss; here only a miss is one. Each call takes its turn, since the client
 * knows its folders by the working directory and the environment of the process.
 */
export function githubStore({ log, env }: { readonly log: Log; readonly env: Env }): Store {
  let looked: Promise<string | undefined> | undefined;

  const call: typeof callClient = async (ask, options) => {
    // Asked first, for without a service the client takes ten seconds to call it a miss.
    if (!isFeatureAvailable()) throw new StoreError(absentText(env), { reason: "absent" });
    looked ??= lookAtPrograms(log);
    const why = await looked;
    if (why !== undefined) throw new StoreError(why, { reason: "absent" });
    return callClient(ask, options);
  };

  async function lookup(keys: KeyChain, { signal }: CallOptions = {}): ReturnType<Store["lookup"]> {
    const { key, fallbacks } = keys;
    const ask = () => restoreCache([bundleName], key, [...fallbacks], { lookupOnly: true });
    const { answer, transcript } = await call(ask, { signal, log, env });
    return answer === undefined ? missOrThrow(transcript, keys) : { kind: "hit", key: asAsked(answer, keys) };
  }

  return {
    label: "github",
    traits: plainTraits,
    lookup,
    fetch: (keys, into, { signal } = {}) =>
      withFolders(dirname(into), { isUpload: false }, async (folders) => {
        const { key, fallbacks } = keys;
        const ask = () => restoreCache([bundleName], key, [...fallbacks], downloadOptions);
        const first = await call(ask, { folders, signal, log, env });
        // Each search gives an address of its own, and finds what has replaced a bundle that was removed meanwhile.
        const isRefused = isAddressRefused(first.transcript);
        const { answer, transcript } = isRefused ? await call(ask, { folders, signal, log, env }) : first;
        if (answer === undefined) return missOrThrow(transcript, keys);
        const bundle = join(folders.work, bundleName);
        const found = asAsked(answer, keys);
        const bytes = await sizeOfFile(bundle, found);
        await rename(bundle, into).catch(() => copyFile(bundle, into)); // from another disk
        return { kind: "hit", key: found, bytes };
      }),
    put: (key, from, { signal } = {}) =>
      withFolders(dirname(from), { isUpload: true }, async (folders) => {
        const bundle = join(folders.work, bundleName);
        await place(from, bundle);
        const { size: bytes } = await stat(bundle);
        const ask = () => saveCache([bundleName], key);
        const { answer, transcript } = await call(ask, { folders, signal, log, env });
        if (answer !== -1 && isCommitted(transcript)) return { kind: "stored", bytes };

        const verdict = judgePut(transcript);
        if (verdict !== "uncertain" && verdict !== "taken") throw verdict;
        const found = await lookup({ key, fallbacks: [] }, { signal });
        const isThere = found.kind === "hit" && found.key === key;
        if (verdict === "taken") return { kind: isThere ? "taken" : "reserved" };
        if (isThere) return { kind: "stored", bytes };
        const why = "it took the bundle but did not keep it, so nothing was saved";
        throw new StoreError(`GitHub's cache: ${why}`, { reason: "unavailable" });
      }),
  };
}

/**
 * The client fetches 128 MB at a time, in ranges of 4 MB. Its own bounds are on times, so they would give up a slow line that
 * progresses; the guard around the store gives up one that stands still.
 */
const downloadOptions = { downloadConcurrency: 8, timeoutInMs: 600_000, segmentTimeoutInMs: 3_600_000 };

function missOrThrow(transcript: Transcript, keys: KeyChain): { readonly kind: "miss" } {
  const verdict = judgeFind(transcript);
  if (verdict === "miss") return { kind: "miss" };
  throw verdict instanceof DamagedBundleError ? verdict.withKey(asAsked(verdict.key, keys)) : verdict;
}

/**
 * The key as it was saved. Services beside GitHub's (act's, Gitea's, Forgejo's) give keys back in lower case; what was asked
 * for tells how it was written, and what comes after that is lower case in our own keys.
 */
function asAsked(answer: string, { key, fallbacks }: KeyChain): string {
  for (const asked of [key, ...fallbacks]) {
    if (answer.startsWith(asked)) return answer;
    if (answer.startsWith(asked.toLowerCase())) return asked + answer.slice(asked.length);
  }
  return answer;
}

/** Puts the file there too, without copying its bytes where the disk allows. */
async function place(from: string, to: string): Promise<void> {
  const file = await realpath(from);
  await link(file, to).catch(() => copyFile(file, to, constants.COPYFILE_FICLONE));
}

/** The size of a regular file: the archive of an entry may hold anything under our name. */
async function sizeOfFile(path: string, key: string): Promise<number> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile() === true) return found.size;
  throw new DamagedBundleError(`GitHub's cache: the entry ${key} holds no bundle`, { key, isCertain: true });
}

/** Why there is no cache service here, and what to do. */
function absentText(env: Env): string {
  if (env["GITHUB_ACTIONS"] !== "true")
    return "GitHub's cache: there is none here (not a job of GitHub Actions?)";
  const server = env["GITHUB_SERVER_URL"] || "https://github.com";
  const isGithub = /^https:\/\/github\.com\/?$/i.test(server);
  return isGithub
    ? "GitHub's cache: the runner gives no address of it (ACTIONS_RESULTS_URL)"
    : `GitHub's cache: ${server} gives no address of a cache service (ACTIONS_CACHE_URL): turn it on there, or set store`;
}

/**
 * Why the client could neither pack nor unpack here, and what to do; undefined where it can. It would call it a damaged
 * bundle. On Windows and macOS it brings what it needs or takes any tar; elsewhere it gives every tar the flags of GNU's.
 */
async function lookAtPrograms(log: Log): Promise<string | undefined> {
  if (!(await versionOf("zstd"))) {
    log.notice(
      "There is no zstd program on PATH, so GitHub's cache client uses gzip: it is slower, and bundles " +
        "saved by jobs that have zstd are not found. Install zstd to share them.",
    );
  }
  if (process.platform === "win32" || process.platform === "darwin") return undefined;
  const version = await versionOf("tar");
  const todo = "install tar (apk add tar, apt-get install tar), or set store";
  if (version === undefined) return `GitHub's cache: its client needs tar, which is not on PATH: ${todo}`;
  return /busybox/i.test(version)
    ? `GitHub's cache: its client needs GNU tar, and the tar on PATH is BusyBox's: ${todo}`
    : undefined;
}

/** What a program on PATH says of its version; undefined where there is none. */
function versionOf(program: string): Promise<string | undefined> {
  return promisify(execFile)(program, ["--version"]).then(
    ({ stdout, stderr }) => stdout + stderr,
    ({ code, stdout, stderr }: { code: unknown; stdout?: string; stderr?: string }) =>
      code === "ENOENT" ? undefined : `${stdout ?? ""}${stderr ?? ""}`,
  );
}
