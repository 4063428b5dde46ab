import { execFile } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import { promisify } from "node:util";
import type { Cost } from "./child.ts";

/** Bytes of `tar | zstd -3` of a directory, which is what the cache actions upload. @throws when either fails. */
export async function peerArchiveBytes(directory: string, out: string): Promise<number> {
  await pack(directory, out);
  return (await stat(out)).size;
}

/** What two commands cost, the pipe between them included. */
export type PeerCost = Omit<Cost, "peakBytes">;

/** What the same costs, and how many bytes it gives. */
export async function peerPack(directory: string, out: string): Promise<PeerCost & { bytes: number }> {
  const cost = await pack(directory, out);
  return { ...cost, bytes: (await stat(out)).size };
}

/** What the way back costs, into a new directory. @throws when either fails. */
export async function peerUnpack(archive: string, directory: string): Promise<PeerCost> {
  await mkdir(directory, { recursive: true });
  return piped(["zstd", "-d", "-q", "-c", archive], ["tar", "-xf", "-", "-C", directory]);
}

function pack(directory: string, out: string): Promise<PeerCost> {
  return piped(["tar", "-cf", "-", "-C", directory, "."], ["zstd", "-3", "-T0", "-q", "-f", "-o", out]);
}

/** Runs two commands, what the first says being what the second hears. The pipe is the system's own. */
async function piped([first, ...ones]: string[], [second, ...others]: string[]): Promise<PeerCost> {
  const quoted = (words: (string | undefined)[]) => words.map((word) => `'${word}'`).join(" ");
  const pipeline = `${quoted([first, ...ones])} | ${quoted([second, ...others])}`;
  // The shell says last what it took: on the clock, and of the processors for all that it ran.
  const line = `set -o pipefail; TIMEFORMAT='%R %U %S'; time { ${pipeline}; }`;
  const env = { ...process.env, LC_ALL: "C" }; // no comma in numbers
  const { stderr } = await promisify(execFile)("bash", ["-c", line], { env });
  const [wallSeconds = 0, user = 0, system = 0] = (stderr.trimEnd().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  return { wallSeconds, cpuSeconds: user + system };
}
