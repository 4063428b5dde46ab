import {
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { isFeatureAvailable, restoreCache, saveCache } from "@actions/cache";
import type { Log } from "../../log.ts";
import { diskTrouble } from "../disk-trouble.ts";
import { scrub } from "../scrub.ts";
import { type KeyChain, plainTraits, type Store } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { type CallOptions, callClient, type Ended } from "./call.ts";
import { type Folders, hasProgram } from "./process.ts";
import type { Transcript } from "./transcript.ts";
import { isCommitted, judgeFind, judgePut } from "./verdict.ts";

export interface GithubStoreOptions {
  readonly log: Log;
  /** Bound on a lookup; 30 s by default. */
  readonly lookupMs?: number;
  /** Bound on moving a bundle; 10 minutes by default. */
  readonly transferMs?: number;
}

/**
 * The name that the client is given, in a folder of its own. An entry's version hashes the paths as they
 * are given, so a bare name makes it the same on every machine.
 */
const bundleName = "bundle.tar.zst";

const label = "github";

/**
 * The cache of GitHub Actions, through its official client, to which a bundle is a folder's only file. The
 * client calls every trouble a miss; here only a miss is one. Each call takes its turn, since the client
 * knows its folders by the working directory and the environment of the process.
 */
export function githubStore({ log, lookupMs = 30_000, transferMs = 600_000 }: GithubStoreOptions): Store {
  const noticeGzip = once(async () => {
    if (await hasProgram("zstd")) return;
    log.notice(
      "There is no zstd program on PATH, so GitHub's cache client uses gzip: it is slower, and bundles " +
        "saved by jobs that have zstd are not found. Install zstd to share them.",
    );
  });

  async function call<T>(ask: () => Promise<T>, options: Omit<CallOptions, "log">): Promise<Answer<T>> {
    // Asked first, for without a service the client takes ten seconds to call it a miss.
    if (!isFeatureAvailable()) {
      throw new StoreError("GitHub's cache: there is none here (not a job of GitHub Actions?)", {
        reason: "absent",
      });
    }
    await noticeGzip();
    return answerOf(await callClient(ask, { ...options, log }), options.limitMs);
  }

  async function lookup({ key, fallbacks }: KeyChain): ReturnType<Store["lookup"]> {
    const ask = () => restoreCache([bundleName], key, [...fallbacks], { lookupOnly: true });
    const { answer, transcript } = await call(ask, { limitMs: lookupMs });
    return answer === undefined ? missOrThrow(transcript) : { kind: "hit", key: answer };
  }

  return {
    label,
    traits: plainTraits,
    lookup,
    fetch: ({ key, fallbacks }, into) =>
      withFolders(dirname(into), async (folders) => {
        const ask = () => restoreCache([bundleName], key, [...fallbacks], downloadOptions);
        const { answer, transcript } = await call(ask, { folders, limitMs: transferMs });
        if (answer === undefined) return missOrThrow(transcript);
        const bundle = join(folders.work, bundleName);
        const bytes = await sizeOfFile(bundle);
        await rename(bundle, into);
        return { kind: "hit", key: answer, bytes };
      }),
    put: (key, from) =>
      withFolders(dirname(from), async (folders) => {
        const bundle = join(folders.work, bundleName);
        await place(from, bundle);
        const { size: bytes } = await stat(bundle);
        const ask = () => saveCache([bundleName], key);
        const { answer, transcript } = await call(ask, { folders, limitMs: transferMs });
        if (answer !== -1 && isCommitted(transcript)) return { kind: "stored", bytes };

        const verdict = judgePut(transcript);
        if (verdict === "taken") return { kind: "taken" };
        if (verdict !== "uncertain") throw verdict;
        const found = await lookup({ key, fallbacks: [] });
        if (found.kind === "hit" && found.key === key) return { kind: "stored", bytes };
        throw new StoreError("GitHub's cache: it took the bundle but did not keep it", {
          reason: "unavailable",
        });
      }),
  };
}

/**
 * The client fetches 128 MB at a time, in ranges of 4 MB. A segment slower than 1 MB/s is given up: its
 * timer outlives a failed download and holds the process for as long.
 */
const downloadOptions = { downloadConcurrency: 8, timeoutInMs: 30_000, segmentTimeoutInMs: 120_000 };

interface Answer<T> {
  readonly answer: T;
  readonly transcript: Transcript;
}

function answerOf<T>(ended: Ended<T>, limitMs: number): Answer<T> {
  switch (ended.kind) {
    case "answered":
      return ended;
    case "late":
      throw new StoreError(`GitHub's cache: no end after ${limitMs / 1000} s, given up`, {
        reason: "unavailable",
      });
    case "threw": {
      const { error } = ended;
      // A key that no store may have: a bug of ours.
      if (!(error instanceof Error) || error.name === "ValidationError") throw error;
      const reason = error.message.includes("ACTIONS_RUNTIME_TOKEN") ? "absent" : "unavailable";
      throw new StoreError(`GitHub's cache: ${scrub(error.message)}`, { reason });
    }
  }
}

function missOrThrow(transcript: Transcript): { readonly kind: "miss" } {
  const verdict = judgeFind(transcript);
  if (verdict === "miss") return { kind: "miss" };
  throw verdict;
}

/** Works in private folders within `parent`, on the same disk so that moving costs nothing; removes them. */
async function withFolders<T>(parent: string, work: (folders: Folders) => Promise<T>): Promise<T> {
  try {
    const root = await mkdtemp(join(await realpath(parent), ".github-store-"));
    try {
      const folders = { work: join(root, "work"), scratch: join(root, "scratch") };
      await mkdir(folders.work);
      await mkdir(folders.scratch);
      return await work(folders);
    } finally {
      // What cannot be removed, since a client that was cut off still holds it, is left to the runner.
      await rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
    }
  } catch (error) {
    throw diskTrouble(label, error);
  }
}

/** Puts the file there too, without copying its bytes where the disk allows. */
async function place(from: string, to: string): Promise<void> {
  const file = await realpath(from);
  await link(file, to).catch(() => copyFile(file, to, constants.COPYFILE_FICLONE));
}

/** The size of a regular file: an archive may hold anything under our name. */
async function sizeOfFile(path: string): Promise<number> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile() === true) return found.size;
  throw new StoreError("GitHub's cache: the entry holds no bundle", { reason: "broken" });
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
