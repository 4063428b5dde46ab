import { lstat, mkdtemp } from "node:fs/promises";
import { join, resolve } from "node:path";
import { sweep } from "../../left-over.ts";
import { binaryName } from "../install/source.ts";
import { isListening } from "./address.ts";

// The folder of a job's server, which outlives the job: a shell that is still open may build again, and finds the place for a server.

/** What a server's socket is called there. */
export const socketName = "sccache.sock";

/** And the log of what it compiles. */
export const serverLogName = "sccache-server.log";

const folderStart = "sccache-server-";

/** As long as the path of such a folder within its parent. */
export const serverFolderName = `${folderStart}123456`;

/** What mkdtemp puts behind it: a socket's path may have some hundred bytes, so that a longer name does not fit everywhere. */
const madeUp = /^[A-Za-z0-9]{6}$/;

/** What a save removes, megabytes of a program and a log, goes sooner where none has come. */
const ofSave = [binaryName(process.platform), serverLogName];

const hourMs = 3_600_000;
const forgottenAfterMs = { ofSave: 6 * hourMs, all: 7 * 24 * hourMs };

/**
 * Makes a folder for a server's socket that outlives this process, and removes those of this user that are a week old and in
 * which no server listens; what only a save has a use for is removed when they are six hours old. Its path is absolute, although
 * TMPDIR may be relative: the server's working directory is `/`.
 */
export async function makeServerFolder(parent: string): Promise<string> {
  const isInUse = async (path: string) => {
    const { uid } = await lstat(path);
    return uid !== process.getuid?.() || isListening({ kind: "socket", path: join(path, socketName) }, 500);
  };
  if (process.getuid) {
    const partsAt = (ageMs: number) => (ageMs > forgottenAfterMs.all ? [""] : ofSave);
    const mostAgeMs = forgottenAfterMs.ofSave;
    await sweep(parent, { start: folderStart, between: madeUp, mostAgeMs, isInUse, partsAt });
  }
  return mkdtemp(join(resolve(parent), folderStart));
}
