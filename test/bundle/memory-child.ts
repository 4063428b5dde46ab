/**
 * Reads the bundle and the zstd frame of its arguments with less address space than they take, and prints as JSON how that
 * ends: used by memory.test.ts. On Linux alone.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import { unpack } from "../../src/bundle/unpack.ts";
import { orFailure } from "../../src/flow/failures.ts";
import { openZstd } from "../../src/zstd/open.ts";
import { zlibZstd } from "../../src/zstd/zstd.ts";

const [file = "", frameFile = "", make] = process.argv.slice(2);
const zstd = make === zlibZstd.name ? zlibZstd : openZstd().zstd;
const manifest = await readManifest(file, zstd, undefined);
const frame = readFileSync(frameFile);
const spareBytes = 80e6;
const kB = Number(/VmSize:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]);
execFileSync("prlimit", [`--pid=${process.pid}`, `--as=${kB * 1024 + spareBytes}`]);
const ask = { file, manifest, directory: `${file}.out`, wanted: () => true, threads: 1 };
const unpacked = await orFailure(() => unpack(ask, zstd));
const decoded = await (async () => zstd.decompressWithin(frame, 140e6).length)().catch(
  ({ name }: Error) => name,
);
console.log(JSON.stringify({ unpacked, decoded }));
