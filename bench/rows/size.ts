import { inChild } from "../measure/child.ts";
import { peerArchiveBytes } from "../measure/peer-archive.ts";
import type { Stage } from "../stage.ts";
import { atMost, type Benchmark, megabytes, type Row, tells } from "./row.ts";

/** A bundle against the archive that other tools make of the same entries. */
export const size: Benchmark = {
  name: "size",
  quick: true,
  async run(stage) {
    const { corpora } = stage;
    const rows = [await compare("what one run of a Rust program used", await corpora.oneRun(), 0.7, stage)];
    if (stage.options.quick) return rows;
    return [
      ...rows,
      await compare("several profiles of the same crates", await corpora.profiles(), 0.45, stage),
      await compare("ten versions of a program", await corpora.tenRuns(), undefined, stage),
      await compare("C++ with debug information", await corpora.cplusplus(), 0.84, stage),
    ];
  },
};

async function compare(
  what: string,
  directory: string,
  most: number | undefined,
  { workshop }: Stage,
): Promise<Row> {
  const { value } = await inChild("pack", { directory, out: workshop.fresh("size.tar.zst") });
  const theirs = await peerArchiveBytes(directory, workshop.fresh("peer.tar.zst"));
  const from =
    `${megabytes(value.bytes)} ÷ ${megabytes(theirs)}; ` +
    `${value.entries} entries, ${megabytes(value.rawBytes)} raw, ${value.segments} segments`;
  const ratio = value.bytes / theirs;
  const title = `bundle ÷ tar and zstd -3: ${what}`;
  return most === undefined ? tells(title, ratio.toFixed(2), from) : atMost(title, ratio, { most, from });
}
