import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nameFor, zstd } from "../../../test/bundle/made-up-entries.ts";
import { type Family, inFamily } from "../../../test/flow/family.ts";
import { largeBytes, logOf, statisticsOf } from "../../../test/flow/made-up-build.ts";
import { recordingLog } from "../../../test/logs.ts";
import { parseConfig } from "../../config/parse-config.ts";
import { type KeyPlan, parseKey } from "../../key/key.ts";
import { scan } from "../../sccache/directory.ts";
import type { Handoff } from "../handoff.ts";
import { fetchParts } from "../restore/fetch.ts";
import { save } from "../save/save.ts";
import { reportOfBuild } from "./build.ts";
import { placedBy, readPast } from "./past.ts";

const crates = Array.from({ length: 10 }, (_, i) => `large-${i}`);

/** A job that restores the newest bundle within so many bytes: what it hands over, and which crates are in place. */
async function restoreWithin({ store, folder, keys }: Family, limitBytes: number | undefined) {
  const [primary = ""] = await keys();
  const { family = null } = parseKey(primary, "sccache") ?? {};
  const plan = { primary, fallbacks: [], overlay: null, family } as unknown as KeyPlan;
  const directory = join(folder, "restored");
  const log = recordingLog();
  const deps = {
    ...{ log, store, zstd, catalog: undefined, signing: undefined, repository: undefined, threads: 1 },
    ...{
      now: () => 2_000_000_000_000,
      tempDirectory: join(folder, "temp"),
      cpu: "00000000",
    },
  };
  await mkdir(deps.tempDirectory);
  const limits = { limitBytes, heldBytes: 0, holdsTarget: true };
  const request = { keys: plan, directory, sccacheVersion: "0.16.0", limits, maxSizeBytes: 1e9 };
  const { base, overlay } = await fetchParts({ ...request, saves: true }, deps);
  const handoff = {
    ...{ config: parseConfig(() => ""), context: { workspace: folder }, directory, keys: plan },
    ...{ sccache: { path: "sccache", version: "0.16.0" }, toolchain: null },
    ...{ base: base.part, overlay: overlay.part, server: null, rawAtSource: false, readyAtMs: 0 },
    restore: {
      outcome: { kind: "skipped", why: "the test restores by itself" },
      seconds: 0.1,
      phases: [],
    },
  } as unknown as Handoff;
  const there = new Set((await scan(directory)).entries.map(({ name }) => name));
  return { handoff, deps, log, missing: crates.filter((crate) => !there.has(nameFor(crate))) };
}

test("entries that did not fit are counted as not restored, and their misses say so", async () => {
  await inFamily(async (family) => {
    await family.job({ asks: crates, run: "1" });
    const { handoff, deps, missing } = await restoreWithin(family, 4.5 * 0.35 * largeBytes);
    expect(missing).toHaveLength(6);
    const past = await readPast(JSON.parse(JSON.stringify(handoff)), deps);
    const statistics = statisticsOf(4, 6, 0);
    const buildLog = logOf(crates, new Set(missing));
    const report = reportOfBuild({
      ...{ handoff, past, statistics, log: buildLog },
      ...{ source: "log", entries: [], environment: {}, env: {} },
    });
    expect(placedBy(past.base)).toBe(4);
    expect(report.explanation?.causes).toMatchObject([
      {
        class: "evicted",
        compilations: 6,
        detail: expect.stringMatching(/^Not restored: .*SCCACHE_CACHE_SIZE/),
        remedy: expect.stringMatching(/SCCACHE_CACHE_SIZE/),
      },
    ]);
    expect([...past.entries.values()].filter(({ leftOut }) => leftOut === "cache-size")).toHaveLength(6);
  });
});

test("a limit that holds no entry at all fails the restore, in words", async () => {
  await inFamily(async (family) => {
    await family.job({ asks: crates, run: "1" });
    const { handoff, missing } = await restoreWithin(family, 1_000);
    expect(missing).toEqual(crates);
    expect(handoff.base).toMatchObject({
      kind: "failed",
      why: "sccache's size limit has too little room to restore the bundle",
    });
  });
});

test("an entry of native code for another CPU is not restored, and its miss says so", async () => {
  await inFamily(async (family) => {
    const native = crates.slice(0, 1);
    await family.job({ asks: crates, run: "1", native, cpu: "01d01d01" });
    const { handoff, deps, log, missing } = await restoreWithin(family, undefined);
    expect(missing).toEqual(native);
    expect(log.lines.join("\n")).toContain("Leaving out 1 entry with native code for another CPU");
    const past = await readPast(handoff, deps);
    const report = reportOfBuild({
      ...{ handoff, past, statistics: statisticsOf(crates.length - 1, 1, 0) },
      ...{
        log: logOf(crates, new Set(missing), { native }),
        source: "log",
        entries: [],
        environment: {},
        env: {},
      },
    });
    expect(report.explanation?.causes).toMatchObject([
      { class: "compiler", compilations: 1, detail: expect.stringMatching(/another CPU/) },
    ]);
  });
});

test("a save that uploads nothing reports of its run after the earlier ones", async () => {
  await inFamily(async (family) => {
    await family.job({ asks: crates, run: "1" });
    const { handoff, deps } = await restoreWithin(family, undefined);
    const config = { ...handoff.config, save: "never" as const };
    const report = await save(
      { handoff: { ...handoff, config }, status: "success", env: {}, home: "/" },
      deps,
    );
    expect(report.save?.outcome.kind).toBe("not-allowed");
    expect(report.history).toHaveLength(2);
    expect(report.history.at(-1)).toMatchObject({ endedAt: 2_000_000_000, restoreMs: 100 });
  });
});

test("where all fit, all are in place", async () => {
  await inFamily(async (family) => {
    await family.job({ asks: crates, run: "1" });
    const { handoff, deps, missing } = await restoreWithin(family, undefined);
    expect(missing).toEqual([]);
    const { entries } = await readPast(handoff, deps);
    expect([...entries.values()].map(({ leftOut }) => leftOut)).toEqual(crates.map(() => null));
  });
});
