import { compareOverlays } from "./compare-overlays.ts";
import { type Habits, live, mainRef, type Push } from "./life.ts";
import { busy, inputsFor, perEntryBytesFor, quotaBytes, small, smallQuotaBytes } from "./lives.ts";
import { ourWay } from "./our-way.ts";
import { modelRepository, weekMs } from "./repository.ts";
import { servedRepository } from "./served-repository.ts";
import { type Fared, simulate } from "./simulate.ts";
import type { Target } from "./tables.ts";
import type { Trace } from "./trace.ts";
import { ghaBackend, nothing, type Way, wholeDirectory } from "./ways.ts";
import { waysTable } from "./ways-table.ts";

type OpenWay = (now: () => number) => Way;

function waysFor(habits: Habits, quota: number): Record<string, OpenWay> {
  const inputs = inputsFor(habits, quota);
  return {
    none: nothing,
    gha: ghaBackend,
    cache: () => wholeDirectory("actions/cache, a key a run", 10e9 * habits.scale),
    ccache: () => wholeDirectory("ccache-action", 500e6 * habits.scale),
    ours: (now) => ourWay({ inputs, now, perEntryBytes: perEntryBytesFor(habits) }),
  };
}

/** How a repository fares with each way of keeping compilations. */
export async function compareWays(trace: Trace): Promise<{ lines: string[]; targets: Target[] }> {
  const pushes = live(trace, busy);
  const fared: Record<string, Fared> = {};
  for (const [name, way] of Object.entries(waysFor(busy, quotaBytes))) {
    const repository = (rules: Parameters<Parameters<typeof simulate>[2]["repository"]>[0]) =>
      modelRepository({ ...rules, quotaBytes, unusedMs: weekMs });
    fared[name] = await simulate(pushes, busy, { repository, way });
  }
  const real = await runForReal(trace);
  return {
    lines: [
      describe(pushes, busy),
      "",
      waysTable(Object.values(fared)),
      "",
      ...(await compareOverlays(trace)),
      "The same, smaller, by real requests to a cache service with a limit:",
      "",
      waysTable(Object.values(real.served)),
      "",
    ],
    targets: [...judge(fared), ...real.targets],
  };
}

function describe(pushes: readonly Push[], { days, rustCacheJobs, snapshotBytes }: Habits): string {
  const jobs = pushes.reduce((sum, push) => sum + push.jobs.length, 0);
  return (
    `${days} days, ${pushes.length} pushes (a quarter of them to main), ${jobs} jobs with sccache; in each push ` +
    `${rustCacheJobs} jobs with rust-cache, whose snapshots are ${snapshotBytes / 1e6} MB; quota 10 GB`
  );
}

function judge(fared: Record<string, Fared>): Target[] {
  const { none, gha, cache, ccache, ours } = fared;
  if (!none || !gha || !cache || !ccache || !ours) return [];
  const others = [gha, cache, ccache].map(({ snapshotsEvicted }) => snapshotsEvicted);
  const mean = ours.requests.total / ours.requests.jobs;
  return [
    {
      what: "rust-cache snapshots evicted",
      measured: `${ours.snapshotsEvicted} (the others: ${others.join(", ")}; without any: ${none.snapshotsEvicted})`,
      target: "0, where the others evict some",
      reached:
        ours.snapshotsEvicted === 0 && none.snapshotsEvicted === 0 && others.every((count) => count > 0),
    },
    {
      what: "requests a job beside blobs, mean",
      measured: mean.toFixed(2),
      target: "4 or less",
      reached: mean <= 4,
    },
    {
      what: "requests a job beside blobs, most",
      measured: String(ours.requests.most),
      target: "4 or less",
      reached: ours.requests.most <= 4,
    },
    {
      what: "requests a job to the cache service, most",
      measured: String(ours.requests.mostOfService),
      target: "4 or less",
      reached: ours.requests.mostOfService <= 4,
    },
  ];
}

/** The service tells only afterwards what one save evicted, and not in which order. */
function inAnyOrder({ evictions, ...rest }: Fared): string {
  return JSON.stringify({ ...rest, evictions: [...evictions].sort() });
}

/** Lives the small life twice, in memory and on the service: the model is right when both evict the same. */
async function runForReal(trace: Trace): Promise<{ served: Record<string, Fared>; targets: Target[] }> {
  const pushes = live(trace, small);
  const served: Record<string, Fared> = {};
  const differing: string[] = [];
  for (const [name, way] of Object.entries(waysFor(small, smallQuotaBytes))) {
    const rules = { quotaBytes: smallQuotaBytes, unusedMs: weekMs };
    const modelled = await simulate(pushes, small, {
      repository: (more) => modelRepository({ ...rules, ...more }),
      way,
    });
    let close = async () => {};
    const real = await simulate(pushes, small, {
      repository: async (more) => {
        const repository = await servedRepository({ ...rules, ...more }, mainRef);
        close = () => repository.service.close();
        return repository;
      },
      way,
    });
    await close();
    served[name] = real;
    if (inAnyOrder(modelled) !== inAnyOrder(real)) differing.push(real.way);
  }
  return {
    served,
    targets: [
      {
        what: "ways that evict otherwise on the service than in the model",
        measured: differing.length === 0 ? "none" : differing.join(", "),
        target: "none",
        reached: differing.length === 0,
      },
      {
        what: "rust-cache snapshots evicted, by real requests",
        measured: String(served["ours"]?.snapshotsEvicted),
        target: "0",
        reached: served["ours"]?.snapshotsEvicted === 0,
      },
    ],
  };
}
