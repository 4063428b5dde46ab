import { AsyncLocalStorage } from "node:async_hooks";
import fs from "node:fs";
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join, sep } from "node:path";
import { diskError } from "../error-kinds.ts";
import type { Folders } from "./process.ts";

/** A client goes on after its answer: it tries single blocks of a failed upload again for 44 s. */
const leftoverMs = 120_000;

/**
 * Works in private folders within `parent`, on the same disk so that moving costs nothing, and removes them. After an upload that
 * failed they are kept until this process ends, or for two minutes: the client still reads them, and an error that nobody
 * hears ends the process.
 */
export async function withFolders<T>(
  {
    label,
    parent,
    isUpload,
  }: { readonly label: string; readonly parent: string; readonly isUpload: boolean },
  work: (folders: Folders) => Promise<T>,
): Promise<T> {
  try {
    const root = await mkdtemp(join(await realpath(parent), ".github-store-"));
    const folders = { work: join(root, "work"), scratch: join(root, "scratch") };
    await mkdir(folders.work);
    await mkdir(folders.scratch);
    const answer = await work(folders).catch((error: unknown) => {
      if (isUpload && fs.readdirSync(folders.scratch).length > 0) removeLater(root);
      else removeNow(root);
      throw error;
    });
    await rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
    return answer;
  } catch (error) {
    throw diskError(label, error);
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
