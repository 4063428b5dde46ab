import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** Bytes of `tar | zstd -3` of a directory, which is what the cache actions upload. @throws when either fails. */
export async function peerArchiveBytes(directory: string, out: string): Promise<number> {
  const tar = spawn("tar", ["-cf", "-", "-C", directory, "."], { stdio: ["ignore", "pipe", "inherit"] });
  const zstd = spawn("zstd", ["-3", "-T0", "-q", "-c"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = [tar, zstd].map(
    (child) =>
      new Promise<void>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`it ended with ${code}`))));
      }),
  );
  await Promise.all([
    pipeline(tar.stdout, zstd.stdin),
    pipeline(zstd.stdout, createWriteStream(out)),
    ...ended,
  ]);
  return (await stat(out)).size;
}
