// Longer than most: all that belongs to this process, which the client uses as its own, is changed and restored here.
import { AsyncLocalStorage } from "node:async_hooks";
import fs from "node:fs";
import { mkdir, mkdtemp, realpath } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import type { Env } from "../../config/config.ts";
import { scrub } from "../../config/secrets.ts";
import type { Log } from "../../log.ts";
import { diskError } from "../error-kinds.ts";
import { orAborted, ownTime, patience } from "../guard.ts";
import { StoreError } from "../store.ts";
import { type Exchange, startWatch, type Transcript, type Watch } from "./transcript.ts";

interface Folders {
  /** Where relative paths start, in the archive and on the disk. */
  readonly work: string;
  /** Where the client keeps its archive meanwhile. */
  readonly scratch: string;
}

interface GithubCallOptions {
  /** Without them this process stays where it is. */
  readonly folders?: Folders | undefined;
  /** Ends the call, and the wait for the one before it. */
  readonly signal?: AbortSignal | undefined;
  readonly log: Log;
  /** Of the job: tells whether a runner reads what is printed. */
  readonly env: Env;
}

const never = new AbortController().signal;

/** The working directory and the environment belong to the process, so calls of all stores take turns. */
const turns: { last: Promise<void> } = { last: Promise.resolve() };

/**
 * Calls the client with this process pointed at `folders`, and puts things back before it returns what the client gave, and
 * what was heard of it meanwhile. A call that is late is cut off from the network: what it leaves running can move nothing,
 * and the next call waits until it has ended. @throws {StoreError}, and the reason of `signal`
 */
export async function callClient<T>(
  ask: () => Promise<T>,
  { folders, signal = never, log, env: job }: GithubCallOptions,
): Promise<{ readonly answer: T; readonly transcript: Transcript }> {
  const before = turns.last;
  const turn = Promise.withResolvers<void>();
  turns.last = turn.promise;
  await orAborted(before, signal).catch((late: unknown) => {
    void before.then(turn.resolve);
    throw late;
  });
  const watch = startWatch(log, job);
  const stuck = stuckIn(watch);
  const over = AbortSignal.any([signal, stuck.signal]);
  let leave = () => {};
  const work = watch.run(async () => {
    if (folders !== undefined) leave = enter(folders);
    return ask();
  });
  const end = () => {
    watch.stop();
    turn.resolve();
  };
  try {
    return { answer: await orAborted(work, over), transcript: watch.transcript() };
  } catch (error) {
    if (!over.aborted) throw errorOf(error);
    watch.cutOff();
    throw over.reason;
  } finally {
    stuck.stop();
    leave();
    void work.then(end, end);
  }
}

/**
 * The client asks five times in half a minute when the service fails, and so long nobody waits for one that is down. Aborted when
 * after so long it has got errors alone; what follows, and silence, is judged by what moves.
 */
function stuckIn(watch: Watch): { readonly signal: AbortSignal; readonly stop: () => void } {
  const stuck = new AbortController();
  const look = () => {
    if (nowMs() - beganMs < patience.silentMs) return;
    const { exchanges } = watch.transcript();
    if (!exchanges.some(isFailed) || exchanges.some(isAnswered)) return;
    const text = "GitHub's cache: it only answers with errors, given up";
    stuck.abort(new StoreError(text, { reason: "unavailable" }));
  };
  const { nowMs, stop } = ownTime(() => performance.now(), 250, look);
  const beganMs = nowMs();
  return { signal: stuck.signal, stop };
}

function isFailed({ status, error }: Exchange): boolean {
  return error !== undefined || (status !== undefined && status >= 500);
}

function isAnswered({ step, status }: Exchange): boolean {
  return step !== "commit" && status !== undefined && status < 500;
}

/** The StoreError for what the client threw; a key that no store may have, and so a bug of ours, as it is. */
function errorOf(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === "ValidationError") return error;
  const reason = error.message.includes("ACTIONS_RUNTIME_TOKEN") ? "absent" : "unavailable";
  return new StoreError(`GitHub's cache: ${scrub(error.message)}`, { reason });
}

// The client takes its folders from the environment and the working directory of the process it runs in,
// and offers no parameter for either: https://github.com/actions/toolkit/tree/main/packages/cache
// biome-ignore lint/style/noProcessEnv: see above; nothing else of the store reads or writes it
const env = process.env;

/**
 * Points this process at `folders`, which must be free of symbolic links: the client compares them with
 * the working directory as the system names it. Returns what undoes it.
 */
function enter({ work, scratch }: Folders): () => void {
  const cwd = process.cwd();
  const { GITHUB_WORKSPACE, RUNNER_TEMP } = env;
  process.chdir(work);
  Object.assign(env, { GITHUB_WORKSPACE: work, RUNNER_TEMP: scratch });
  return () => {
    process.chdir(cwd);
    for (const [name, value] of Object.entries({ GITHUB_WORKSPACE, RUNNER_TEMP })) {
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
  };
}

/** A client goes on after its answer: it tries single blocks of a failed upload again for 44 s. */
const leftoverMs = 120_000;

/**
 * Where the client can work, free of symbolic links: `parent`, or a temporary folder of the system where that has a space in its
 * path. The client puts its folders into a command that is split at spaces: https://github.com/actions/cache/issues/1580
 */
async function plainFolder(parent: string): Promise<string> {
  const others = [tmpdir(), ...(sep === "/" ? ["/tmp"] : [])];
  const real = await realpath(parent);
  for (const folder of [real, ...others]) {
    const path = await realpath(folder).catch(() => folder);
    if (!/[ "]/.test(path)) return path;
  }
  const why = `its client cannot work in a folder with a space in its path (${real}): rename it, or set store`;
  throw new StoreError(`GitHub's cache: ${why}`, { reason: "absent" });
}

/**
 * Works in private folders within `parent`, mostly on the same disk so that moving costs nothing, and removes them. After an upload that
 * failed they are kept until this process ends, or for two minutes: the client still reads them, and an error that nobody
 * hears ends the process.
 */
export async function withFolders<T>(
  parent: string,
  { isUpload }: { readonly isUpload: boolean },
  work: (folders: Folders) => Promise<T>,
): Promise<T> {
  try {
    const root = await mkdtemp(join(await plainFolder(parent), ".github-store-"));
    const folders = { work: join(root, "work"), scratch: join(root, "scratch") };
    await mkdir(folders.work);
    await mkdir(folders.scratch);
    let remove = removeNow;
    try {
      return await (isUpload ? keepingFiles(folders.scratch, () => work(folders)) : work(folders));
    } catch (error) {
      if (isUpload && fs.readdirSync(folders.scratch).length > 0) remove = removeLater;
      throw error;
    } finally {
      remove(root);
    }
  } catch (error) {
    throw diskError("github", error);
  }
}

/** The folder whose files are kept by whatever runs inside; undefined until the first upload. */
const keeping: { folder?: AsyncLocalStorage<string> } = {};

/**
 * Runs an upload of the client, for which `fs.unlink` leaves the files in `folder` where they are: when an upload fails, the client
 * deletes its archive although it still opens it for other blocks, and nothing hears the error of that. Whoever made the
 * folder removes it.
 */
function keepingFiles<T>(folder: string, upload: () => Promise<T>): Promise<T> {
  keeping.folder ??= patchUnlink();
  return keeping.folder.run(folder, upload);
}

function patchUnlink(): AsyncLocalStorage<string> {
  const kept = new AsyncLocalStorage<string>();
  const unlink = fs.unlink;
  const keepOrUnlink = (path: fs.PathLike, done: fs.NoParamCallback) => {
    const folder = kept.getStore();
    if (folder !== undefined && String(path).startsWith(folder + sep)) process.nextTick(done, null);
    else unlink(path, done);
  };
  fs.unlink = Object.assign(keepOrUnlink, { __promisify__: unlink.__promisify__ });
  // The client's import of the module follows.
  syncBuiltinESMExports();
  return kept;
}

function removeLater(root: string): void {
  const remove = () => {
    clearTimeout(timer);
    process.removeListener("exit", remove);
    removeNow(root);
  };
  const timer = setTimeout(remove, leftoverMs).unref();
  process.once("exit", remove);
}

function removeNow(root: string): void {
  try {
    fs.rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // What a client that was cut off still holds is left to the runner, which empties its folder.
  }
}
