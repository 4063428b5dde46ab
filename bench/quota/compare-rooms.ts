import { StoreError } from "../../src/store/store.ts";
import { type Habits, live } from "./life.ts";
import { perEntryBytesFor, quotaBytes } from "./lives.ts";
import { ourWay } from "./our-way.ts";
import { modelRepository, type Repository, weekMs } from "./repository.ts";
import { type Fared, simulate } from "./simulate.ts";
import { type Target, table } from "./tables.ts";
import type { Trace } from "./trace.ts";

const base = {
  ...{ pullRequestsADay: 2, pushesAPullRequest: 2, idlePushesAPullRequest: 0, snapshotBytes: 500e6 },
  ...{ versions: 1 },
};

/** Four weeks, four jobs, another compiler every day, beside two jobs of rust-cache: bundles of 430 and 160 MB. */
const nightly: Habits = {
  ...base,
  ...{ days: 28, mainPushesADay: 4, systems: ["linux", "macos"], rustCacheJobs: 2, scale: 8, nightly: true },
};
/** The same with one compiler, but two of the four jobs have a matrix that is made anew for each push. */
const changing: Habits = { ...nightly, nightly: false, changing: true };
/** Twenty matrix jobs that end at the same moment: 5.8 GB in all, where others leave 2 GB. */
const together: Habits = {
  ...base,
  ...{
    days: 3,
    mainPushesADay: 2,
    pullRequestsADay: 0,
    rustCacheJobs: 15,
    scale: 8,
    together: true,
  },
  systems: Array.from({ length: 10 }, (_, i) => `system${i}`),
};

/** How a nearly full repository fares with the action: nobody else pays, and saves never stop where there is room. */
export async function compareRooms(trace: Trace): Promise<{ lines: string[]; targets: Target[] }> {
  const fared: Record<string, Fared> = {
    "4 jobs, a compiler a day, token that may read": await fare(trace, nightly, readOnly),
    "… token that may delete": await fare(trace, nightly, (repository) => repository),
    "… two of the jobs with another matrix in every push": await fare(
      trace,
      changing,
      (repository) => repository,
    ),
    "20 matrix jobs that end together": await fare(trace, together, (repository) => repository),
  };
  const rows = Object.entries(fared).map(([title, one]) => [
    title,
    String(one.snapshotsEvicted),
    String(one.neededEvicted),
    String(one.evictions.length - one.snapshotsEvicted - one.neededEvicted),
    `${(one.hitShare * 100).toFixed(1)} %`,
    String(one.mainWithoutSave),
    `${(one.peakBytes / 1e9).toFixed(2)} GB`,
  ]);
  const head = [
    "",
    "others evicted",
    "needed bundles evicted",
    "superseded evicted",
    "hit rate",
    "pushes to main that saved nothing",
    "peak",
  ];
  return {
    lines: [table(head, rows), ""],
    targets: Object.entries(fared).flatMap(([title, one]) => judge(title, one)),
  };
}

function judge(title: string, { snapshotsEvicted, neededEvicted, mainWithoutSave }: Fared): Target[] {
  const evicted = snapshotsEvicted + neededEvicted;
  return [
    {
      what: `${title}: needed entries evicted`,
      measured: String(evicted),
      target: "0",
      reached: evicted === 0,
    },
    ...(title.startsWith("20")
      ? [] // the room is used up by the first of them
      : [
          {
            what: `${title}: pushes to main that saved nothing`,
            measured: String(mainWithoutSave),
            target: "0",
            reached: mainWithoutSave === 0,
          },
        ]),
  ];
}

function fare(trace: Trace, habits: Habits, token: (repository: Repository) => Repository): Promise<Fared> {
  const inputs = { "max-size": String(500e6 * (habits.scale > 1 ? 2 : 1)) };
  return simulate(live(trace, habits), habits, {
    repository: (rules) =>
      token(modelRepository({ ...rules, quotaBytes, unusedMs: weekMs, evictEveryMs: 3_600_000 })),
    way: (now) => ourWay({ inputs, now, perEntryBytes: perEntryBytesFor(habits) }),
  });
}

/** As a token with `actions: read` sees it. */
function readOnly(repository: Repository): Repository {
  return {
    ...repository,
    remove: async () => {
      throw new StoreError("GitHub's cache: this token may not delete", { reason: "denied" });
    },
  };
}
