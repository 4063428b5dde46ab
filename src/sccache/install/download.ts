import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdtemp, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { makeFolder } from "../../make-folder.ts";

/** Without one more byte. A slow line is given the time it needs. */
const stillMs = 15_000;

const pollMs = 250;

/**
 * Fetches `url` into the file `into`, which must not exist yet, with @actions/tool-cache, which knows the runner's proxies and
 * tries three times when it is worth it. It needs none of the runner's variables, as the place is always given; outside a
 * runner its debug lines show on stdout. An attempt that a time limit cut off goes on in the background, and what it writes is
 * nobody's. `answerMs` is for the first byte, all attempts together: a job without this site soon goes on without sccache.
 * @throws Error that says why, in one line
 */
export async function download(url: string, into: string, answerMs = 8_000): Promise<void> {
  const { downloadTool } = await import("@actions/tool-cache");
  const done = new AbortController();
  const { address, authorization } = splitCredentials(url);
  try {
    const downloading = downloadTool(address, into, authorization).finally(() => done.abort());
    await Promise.race([downloading, standstill(into, answerMs, done.signal)]);
  } catch (error) {
    const { message, code, name } = error as Error & { code?: unknown };
    // When every address of a host refuses, Node's error has a code and an empty message.
    throw new Error(`${path.basename(into)}: ${message || String(code ?? name)}`, { cause: error });
  }
}

/** The address without its user and password, which the client would neither use nor keep out of its log. */
export function splitCredentials(url: string): { address: string; authorization: string | undefined } {
  const parsed = new URL(url);
  const { username, password } = parsed;
  if (username === "" && password === "") return { address: url, authorization: undefined };
  parsed.username = "";
  parsed.password = "";
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address: parsed.href, authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** Rejects when the file has stopped growing for too long; stays open once `done`. */
async function standstill(file: string, answerMs: number, done: AbortSignal): Promise<never> {
  for (let bytes = 0, sinceMs = Date.now(); ; ) {
    await sleep(pollMs, undefined, { signal: done }).catch(() => new Promise(() => {}));
    const now = (await stat(file).catch(() => undefined))?.size ?? 0;
    if (now !== bytes) sinceMs = Date.now();
    bytes = now;
    const limitMs = bytes === 0 ? answerMs : stillMs;
    if (Date.now() - sinceMs < limitMs) continue;
    const what = bytes === 0 ? "no answer" : `nothing more after ${bytes} bytes`;
    throw new Error(`${what} for ${limitMs / 1000} s`);
  }
}

/**
 * The file `file` in `folder`, which `make` fills when it is not there yet. `make` works in an empty sibling that is
 * renamed into place when it is done: a folder is whole or absent, also when two processes make it at once.
 * Gives the file's absolute path. @throws what `make` throws, and then leaves nothing behind.
 */
export async function provide(
  folder: string,
  file: string,
  make: (empty: string) => Promise<void>,
): Promise<string> {
  const wanted = path.resolve(folder, file);
  if (existsSync(wanted)) return wanted;
  await makeFolder(path.dirname(folder));
  const empty = await mkdtemp(`${folder}.`);
  try {
    await make(empty);
    // Temporary folders are their owner's alone; a build may run as somebody else.
    await chmod(empty, 0o755);
    await rename(empty, folder);
  } catch (error) {
    // Another process may have been quicker; its folder is as good as ours.
    if (!existsSync(wanted)) throw error;
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
  return wanted;
}

/**
 * Takes the one file called `name`, in whatever folder it is, out of a `.tar.gz` and writes it to the new file
 * `into`, executable. Nothing else of the archive touches the disk.
 * @throws Error when the archive is damaged or has no such file; `into` may then be there in part
 */
export async function unpackBinary(archive: string, name: string, into: string): Promise<void> {
  const members = extract();
  let found = false;
  const taking = async (): Promise<void> => {
    for await (const member of members) {
      if (member.header.type === "file" && path.posix.basename(member.header.name) === name && !found) {
        found = true;
        await pipeline(member, createWriteStream(into, { mode: 0o755, flags: "wx" }));
      } else {
        member.resume();
      }
    }
  };
  await Promise.all([pipeline(createReadStream(archive), createGunzip(), members), taking()]);
  if (!found) throw new Error(`no ${name} in ${path.basename(archive)}`);
}
