import { execFile } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import { promisify } from "node:util";

/** Bytes of `tar | zstd -3` of a directory, which is what the cache actions upload. @throws when either fails. */
export async function peerArchiveBytes(directory: string, out: string): Promise<number> {
  await piped(["tar", "-cf", "-", "-C", directory, "."], ["zstd", "-3", "-T0", "-q", "-f", "-o", out]);
  return (await stat(out)).size;
}

/** How long the same takes on the clock. */
export async function peerPack(directory: string, out: string): Promise<{ wallSeconds: number }> {
  const startMs = performance.now();
  await peerArchiveBytes(directory, out);
  return { wallSeconds: (performance.now() - startMs) / 1000 };
}

/** How long the way back takes, into a new directory. @throws when either fails. */
export async function peerUnpack(archive: string, directory: string): Promise<{ wallSeconds: number }> {
  await mkdir(directory, { recursive: true });
  const startMs = performance.now();
  await piped(["zstd", "-d", "-q", "-c", archive], ["tar", "-xf", "-", "-C", directory]);
  return { wallSeconds: (performance.now() - startMs) / 1000 };
}

/** Runs two commands, what the first says being what the second hears. The pipe is the system's own. */
async function piped([first, ...ones]: string[], [second, ...others]: string[]): Promise<void> {
  const quoted = (words: (string | undefined)[]) => words.map((word) => `'${word}'`).join(" ");
  const line = `set -o pipefail; ${quoted([first, ...ones])} | ${quoted([second, ...others])}`;
  await promisify(execFile)("bash", ["-c", line]);
}
