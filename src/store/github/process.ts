import { AsyncLocalStorage } from "node:async_hooks";
import { execFile } from "node:child_process";
import fs from "node:fs";
import { mkdir, mkdtemp, realpath } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join, sep } from "node:path";
import { promisify } from "node:util";
import type { Log } from "../../log.ts";
import { diskError } from "../error-kinds.ts";

// The client takes its folders from the environment and the working directory of the process it runs in,
// and offers no parameter for either: https://github.com/actions/toolkit/tree/main/packages/cache
// biome-ignore lint/style/noProcessEnv: see above; nothing else of the store reads or writes it
const env = process.env;

export interface Folders {
  /** Where relative paths start, in the archive and on the disk. */
  readonly work: string;
  /** Where the client keeps its archive meanwhile. */
  readonly scratch: string;
}

/**
 * Points this process at `folders`, which must be free of symbolic links: the client compares them with
 * the working directory as the system names it. Returns what undoes it.
 */
export function enter({ work, scratch }: Folders): () => void {
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

/** Whether a runner of GitHub Actions reads what this process prints, and acts on the commands in it. */
export function isHeardByRunner(): boolean {
  return env["GITHUB_ACTIONS"] === "true";
}

/** Why there is no cache service here, and what to do. */
export function absentText(): string {
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
export async function lookAtPrograms(log: Log): Promise<string | undefined> {
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

/** A client goes on after its answer: it tries single blocks of a failed upload again for 44 s. */
const leftoverMs = 120_000;

/**
 * Works in private folders within `parent`, on the same disk so that moving costs nothing, and removes them. After an upload that
 * failed they are kept until this process ends, or for two minutes: the client still reads them, and an error that nobody
 * hears ends the process.
 */
export async function withFolders<T>(
  parent: string,
  { isUpload }: { readonly isUpload: boolean },
  work: (folders: Folders) => Promise<T>,
): Promise<T> {
  try {
    const root = await mkdtemp(join(await realpath(parent), ".github-store-"));
    const folders = { work: join(root, "work"), scratch: join(root, "scratch") };
    await mkdir(folders.work);
    await mkdir(folders.scratch);
    let remove = removeNow;
    try {
      return await work(folders);
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

/** The folder whose files are kept by whatever runs inside. */
const keeping = new AsyncLocalStorage<string>();

/**
 * Runs an upload of the client, for which `fs.unlink` leaves the files in `folder` where they are: when an upload fails, the client
 * deletes its archive although it still opens it for other blocks, and nothing hears the error of that. Whoever made the
 * folder removes it.
 */
export function keepingFiles<T>(folder: string, upload: () => Promise<T>): Promise<T> {
  patchOnce();
  return keeping.run(folder, upload);
}

const patched = { is: false };

function patchOnce(): void {
  if (patched.is) return;
  patched.is = true;
  const unlink = fs.unlink;
  const keepOrUnlink = (path: fs.PathLike, done: fs.NoParamCallback) => {
    const folder = keeping.getStore();
    if (folder !== undefined && String(path).startsWith(folder + sep)) process.nextTick(done, null);
    else unlink(path, done);
  };
  fs.unlink = Object.assign(keepOrUnlink, { __promisify__: unlink.__promisify__ });
  // The client's import of the module follows.
  syncBuiltinESMExports();
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
