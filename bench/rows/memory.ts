import { availableParallelism } from "node:os";
import { inChild } from "../measure/child.ts";
import type { Stage } from "../stage.ts";
import { atMost, type Benchmark, megabytes, type Row, seconds } from "./row.ts";

/** The most memory that packing and unpacking take: by threads, and not by what there is to pack, large entries included. */
export const memory: Benchmark = {
  name: "memory",
  quick: false,
  run: async (stage) => [
    ...(await measure(await stage.corpora.oneRun(), stage)),
    ...(stage.options.quick ? [] : await measure(await stage.corpora.large(), stage)),
  ],
};

async function measure(source: string, { workshop }: Stage): Promise<Row[]> {
  const file = workshop.fresh("memory.tar.zst");
  const packed = await inChild("pack", { directory: source, out: file });
  const unpacked = await inChild("unpack", { file, directory: workshop.fresh("unpacked") });
  const threads = availableParallelism();
  const limits = { most: 500 + 200 * threads, unit: " MB" };
  const what = `of ${(packed.value.rawBytes / 1e9).toFixed(1)} GB raw`;
  return [
    atMost(`memory, pack ${what}`, packed.peakBytes / 1e6, {
      ...limits,
      from: `${threads} threads, ${packed.value.segments} segments, ${megabytes(packed.value.bytes)}, ${seconds(packed)}`,
    }),
    atMost(`memory, unpack ${what}`, unpacked.peakBytes / 1e6, {
      ...limits,
      from: `${threads} threads, ${seconds(unpacked)}`,
    }),
  ];
}
