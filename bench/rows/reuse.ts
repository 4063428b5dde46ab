import type { Manifest } from "../../src/bundle/manifest.ts";
import { readManifest } from "../../src/bundle/read-manifest.ts";
import { openZstd } from "../../src/zstd/open.ts";
import type { Run } from "../corpus/recording.ts";
import { inChild } from "../measure/child.ts";
import type { Stage } from "../stage.ts";
import { type Benchmark, megabytes, type Row, tells } from "./row.ts";

/**
 * What would be won if segments of the restored bundle, all of whose entries are kept, were copied as they are: told
 * from manifests, for the versions of a program and for an edit of one file.
 */
export const reuse: Benchmark = {
  name: "reuse",
  quick: false,
  async run(stage) {
    const rows: Row[] = [];
    for (const segmentBytes of [128e6, 32e6, 8e6]) rows.push(await simulate(segmentBytes, stage));
    return rows;
  },
};

async function simulate(segmentBytes: number, stage: Stage): Promise<Row> {
  const { corpora } = stage;
  const { runs } = await corpora.series();
  const { zstd } = openZstd();
  const out = stage.workshop.place("temp", "reuse.tar.zst");
  const pack = async (names: readonly string[]) => {
    const { directory } = await corpora.series();
    const { value } = await inChild("pack", { directory, names, out, segmentBytes });
    return { bytes: value.bytes, manifest: await readManifest(out, zstd) };
  };
  const next = async (before: Run, after: Run) => {
    const old = await pack(before.used);
    const kept = wholeSegments(old.manifest, new Set(after.used));
    const rest = after.used.filter((name) => !kept.names.has(name));
    const [again, all] = [(await pack(rest)).bytes, (await pack(after.used)).bytes];
    return { rawShare: kept.rawBytes / rawBytesOf(old.manifest), growth: (kept.bytes + again) / all, all };
  };
  const steps: Awaited<ReturnType<typeof next>>[] = [];
  for (const [i, run] of runs.slice(1).entries()) steps.push(await next(runs[i] ?? run, run));
  const mean = (of: (step: (typeof steps)[number]) => number) =>
    steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
  const base = runs.at(-2);
  const [edited] = base ? await corpora.edits(base.name, 1, 1) : [];
  const edit = base && edited ? await next(base, edited) : undefined;
  const tell = (share: number, growth: number) =>
    `${(share * 100).toFixed(0)} % of raw bytes, ${growth.toFixed(2)} of the size`;
  return tells(
    `reuse of whole segments of ${megabytes(segmentBytes)}, next version`,
    tell(
      mean(({ rawShare }) => rawShare),
      mean(({ growth }) => growth),
    ),
    `packed anew ${megabytes(mean(({ all }) => all))}; after an edit of one file ${edit ? tell(edit.rawShare, edit.growth) : ""}`,
  );
}

function rawBytesOf({ segments }: Manifest): number {
  return segments.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
}

/** The segments none of whose entries is gone. */
function wholeSegments({ segments, entries }: Manifest, kept: ReadonlySet<string>) {
  const broken = new Set(entries.filter(({ name }) => !kept.has(name)).map(({ segment }) => segment));
  const whole = segments.filter((_, index) => !broken.has(index));
  const names = entries.filter(({ segment }) => !broken.has(segment)).map(({ name }) => name);
  return {
    names: new Set(names),
    bytes: whole.reduce((sum, { bytes }) => sum + bytes, 0),
    rawBytes: whole.reduce((sum, { rawBytes }) => sum + rawBytes, 0),
  };
}
