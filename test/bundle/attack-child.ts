/**
 * Reads the file of its argument as a bundle in every way that writes, and prints as JSON what met it: used by
 * attacks.test.ts, one process an attack, so that its memory is that of the attack.
 */
import { existsSync, readFileSync } from "node:fs";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import { salvage } from "../../src/bundle/salvage.ts";
import { unpack } from "../../src/bundle/unpack.ts";
import { verify } from "../../src/bundle/verify.ts";
import { openZstd } from "../../src/zstd/open.ts";

const [file = ""] = process.argv.slice(2);
const { zstd } = openZstd();
const directory = `${file}.out`;
const started = performance.now();
const { findings } = await verify({ file, threads: 1, trust: undefined }, zstd);
const error = await refusal(async () => {
  const manifest = await readManifest(file, zstd, undefined);
  await unpack({ file, manifest, directory, wanted: () => true, threads: 1 }, zstd);
});
const left = existsSync(directory);
const { recovered } = await salvage({ file, directory: `${file}.salvaged` }, zstd);
console.log(
  JSON.stringify({
    error,
    findings: findings.length,
    left,
    recovered,
    seconds: (performance.now() - started) / 1000,
    peakBytes: peakBytes(),
  }),
);

/** On Linux what this program alone took: what it is told of itself includes whoever started it. */
function peakBytes(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const kB = /VmHWM:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return Number(kB) * 1024;
}

async function refusal(work: () => Promise<void>): Promise<{ name: string; message: string } | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    const { name, message } = thrown as Error;
    return { name, message };
  }
}
