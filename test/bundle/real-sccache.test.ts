import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import { pack } from "../../src/bundle/pack.ts";
import { salvage } from "../../src/bundle/salvage.ts";
import { unpack } from "../../src/bundle/unpack.ts";
import { scan } from "../../src/sccache/directory.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import type { Statistics } from "../../src/sccache/server/statistics.ts";
import { realSccache } from "../sccache/real-sccache.ts";
import { openWorkbench, type Workbench } from "../sccache/workbench.ts";
import { about } from "./bundles.ts";
import { zstd } from "./made-up-entries.ts";

/** More than the 128 MiB above which sccache takes some zstd frames for a miss. */
const largeBytes = 130 * 2 ** 20;

const sources: Readonly<Record<string, string>> = {
  "small.rs": "pub fn one() -> u32 { 1 }\n",
  // A function's data is in the object file alone; a static's is in the metadata, too.
  "large.rs": '#[inline(never)] pub fn data() -> &\'static [u8] { include_bytes!("data") }\n',
  "small.c": "int two(void) { return 2; }\n",
  "large.c": `const unsigned char data[${largeBytes}] = {7};\n`,
};

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench(await realSccache());
  for (const [name, text] of Object.entries(sources)) await writeFile(join(bench.folder, name), text);
  await writeFile(join(bench.folder, "data"), compressible(largeBytes));
});

afterAll(() => bench?.close());

/** Bytes that shrink well, and not to nothing: such a frame would be taken for an attack. */
function compressible(bytes: number): Buffer {
  const content = Buffer.alloc(bytes, "data ");
  const noise = randomBytes(bytes / 256);
  for (let at = 0; at < noise.length; at += 1) content[256 * at] = noise[at] ?? 0;
  return content;
}

/** Compiles every source anew, through a server that starts on what the directory holds. */
async function build(): Promise<Statistics | undefined> {
  const out = join(bench.folder, "out");
  await rm(out, { recursive: true, force: true });
  await mkdir(out);
  const options = { env: { ...bench.env, SCCACHE_CACHE_SIZE: String(2 ** 32) }, limitMs: 120_000 };
  const compile = (...args: string[]) =>
    runProgram("sh", ["-c", `cd "$0" && "$@"`, bench.folder, bench.sccache.path, ...args], options);
  for (const name of Object.keys(sources)) {
    const stem = name.replace(/\..*/, "");
    if (name.endsWith(".c")) await compile("cc", "-c", name, "-o", `out/${stem}.o`);
    else {
      const kind = [
        "--crate-type=lib",
        "--emit=link,metadata,dep-info",
        "-C",
        "extra-filename=-0123456789abcdef",
        "-C",
        "embed-bitcode=no",
      ];
      await compile("rustc", "--crate-name", stem, "--edition=2021", name, "--out-dir", "out", ...kind);
    }
  }
  const statistics = await bench.sccache.statistics();
  await bench.sccache.stop();
  return statistics;
}

/** Compiling what large entries come from takes its time on a busy machine. */
const patience = { timeout: 300_000 };

test(
  "real sccache hits every entry that went through a bundle, members above 128 MiB included",
  patience,
  async () => {
    const cold = await build();
    expect(cold).toMatchObject({
      hits: { total: 0 },
      misses: { total: 4, byLanguage: { Rust: 2, "C/C++": 2 } },
    });

    const { entries } = await scan(bench.directory);
    const out = join(bench.folder, "bundle.tar.zst");
    const { dropped } = await pack(
      {
        directory: bench.directory,
        entries: entries.map(({ name, mtimeMs }) => ({ name, lastUse: mtimeMs / 1000, runs: 1 })),
        known: new Map(),
        out,
        about,
        level: 3,
        segmentRawBytes: 128e6,
        threads: 2,
      },
      zstd,
    );
    expect(dropped).toEqual([]);
    const manifest = await readManifest(out, zstd, undefined);
    expect(manifest.entries.filter(({ bytes }) => bytes > largeBytes)).toHaveLength(2);
    expect(manifest.entries.map(({ label }) => label)).toEqual(
      expect.arrayContaining(["small", "large", null]),
    );

    const unpacked = join(bench.folder, "unpacked");
    await unpack({ file: out, manifest, directory: unpacked, wanted: () => true, threads: 2 }, zstd);
    await rm(bench.directory, { recursive: true });
    await rename(unpacked, bench.directory);
    expect(await build()).toMatchObject({ hits: { total: 4 }, misses: { total: 0 }, errors: { total: 0 } });

    await rm(bench.directory, { recursive: true });
    const { lost } = await salvage({ file: out, directory: bench.directory }, zstd);
    expect(lost).toEqual([]);
    expect(await build()).toMatchObject({ hits: { total: 4 }, misses: { total: 0 }, errors: { total: 0 } });
  },
);
