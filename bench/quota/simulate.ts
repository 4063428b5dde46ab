import { type Habits, mainRef, type Push } from "./life.ts";
import type { HeldCache, Repository, Rules } from "./repository.ts";
import { refsOf, type Way } from "./ways.ts";

/** How a repository fared. Bytes are those of compilations, rust-cache's own are left out. */
export interface Fared {
  readonly way: string;
  /** Snapshots of rust-cache that had to go because of the quota, and those of them that a later job would have used. */
  readonly snapshotsEvicted: number;
  readonly liveSnapshotsEvicted: number;
  /** Bundles of ours that GitHub evicted although they were the newest that a job may read. */
  readonly neededEvicted: number;
  /** Pushes to main after which nothing was saved. */
  readonly mainWithoutSave: number;
  /** Jobs with rust-cache that found no snapshot at all, after main's first push. */
  readonly coldRustJobs: number;
  /** Of what all builds after the first push asked for. */
  readonly hitShare: number;
  readonly requests: Requests;
  readonly bytesDown: number;
  readonly bytesUp: number;
  /** At the end: of compilations. */
  readonly entries: number;
  readonly heldBytes: number;
  /** The most that the repository held, everybody's together. */
  readonly peakBytes: number;
  /** Every eviction in order, to compare two runs by. */
  readonly evictions: readonly string[];
}

/** Of jobs with sccache: to the cache service, and to the REST API. */
export interface Requests {
  readonly jobs: number;
  readonly total: number;
  readonly mostOfService: number;
  readonly mostOfRest: number;
  readonly most: number;
}

/** How long a build takes. */
const buildMs = 6 * 60_000;

export async function simulate(
  pushes: readonly Push[],
  habits: Habits,
  open: {
    readonly repository: (rules: Pick<Rules, "now" | "evicted">) => Promise<Repository> | Repository;
    readonly way: (now: () => number) => Way;
  },
): Promise<Fared> {
  const startMs = Date.parse("2026-01-01T00:00:00Z");
  let nowMs = startMs;
  const now = () => nowMs;
  const evictions: string[] = [];
  let snapshotsEvicted = 0;
  let liveSnapshotsEvicted = 0;
  let lockfile = "";
  const evicted = ({ ref, key }: HeldCache, why: "quota" | "age") => {
    if (why === "age") return;
    evictions.push(`${ref} ${key}`);
    if (!isSnapshot(key)) {
      if (way.needs?.(key)) sums.needed += 1;
      return;
    }
    snapshotsEvicted += 1;
    if (key.endsWith(`-${lockfile}`)) liveSnapshotsEvicted += 1;
  };
  const counted = countRequests(await open.repository({ now, evicted }));
  const { repository } = counted;
  const way = open.way(now);
  let hasMain = false;
  const sums = { hits: 0, asked: 0, down: 0, up: 0, cold: 0, peak: 0, mainWithoutSave: 0, needed: 0 };

  for (const push of pushes) {
    nowMs = startMs + push.atMs;
    lockfile = push.lockfile;
    const ends: (() => Promise<void>)[] = [];
    for (let job = 0; job < habits.rustCacheJobs; job += 1) {
      const { cold, end } = await beginRustJob(push, job, { habits, repository });
      if (cold && hasMain) sums.cold += 1;
      ends.push(end);
    }
    for (const job of push.jobs) {
      const count = counted.begin();
      const begun = await way.begin(push, job, repository);
      count.pause();
      if (push.number > 0) {
        sums.hits += begun.hits;
        sums.asked += job.run.used.length;
      }
      sums.down += begun.bytesDown;
      ends.push(async () => {
        count.resume();
        const up = await begun.end(); // before the sum is read: jobs may end together
        sums.up += up;
        count.end();
      });
    }
    hasMain ||= push.ref === mainRef;
    nowMs += buildMs;
    const upBefore = sums.up;
    const atOnce = habits.together ? ends.splice(habits.rustCacheJobs) : [];
    for (const end of ends) {
      await end();
      sums.peak = Math.max(sums.peak, sum(repository.held()));
      nowMs += 2000;
    }
    await Promise.all(atOnce.map((end) => end()));
    sums.peak = Math.max(sums.peak, sum(repository.held()));
    if (push.ref === mainRef && sums.up === upBefore) sums.mainWithoutSave += 1;
  }
  const ours = repository.held().filter(({ key }) => !isSnapshot(key));
  return {
    way: way.title,
    snapshotsEvicted,
    liveSnapshotsEvicted,
    neededEvicted: sums.needed,
    mainWithoutSave: sums.mainWithoutSave,
    coldRustJobs: sums.cold,
    hitShare: sums.asked === 0 ? 0 : sums.hits / sums.asked,
    requests: counted.sums(),
    bytesDown: sums.down,
    bytesUp: sums.up,
    entries: ours.length,
    heldBytes: sum(ours),
    peakBytes: sums.peak,
    evictions,
  };
}

/** rust-cache, told to save on the default branch alone, as its users commonly do. */
async function beginRustJob(
  push: Push,
  job: number,
  { habits, repository }: { habits: Habits; repository: Repository },
): Promise<{ cold: boolean; end: () => Promise<void> }> {
  const prefix = `v0-rust-job${job}-Linux-x64-0123abcd-`;
  const key = `${prefix}${push.lockfile}`;
  const found = await repository.find(refsOf(push), key, [prefix]);
  return {
    cold: found === undefined,
    async end() {
      if (found !== key && push.ref === mainRef) await repository.save(push.ref, key, habits.snapshotBytes);
    },
  };
}

const isSnapshot = (key: string) => key.startsWith("v0-rust-");

function sum(entries: readonly HeldCache[]): number {
  return entries.reduce((total, { bytes }) => total + bytes, 0);
}

interface JobCount {
  pause(): void;
  resume(): void;
  end(): void;
}

/** Counts what each job asks; a save is two requests. */
function countRequests(repository: Repository) {
  let current: { service: number; rest: number } | undefined;
  const sums = { jobs: 0, total: 0, mostOfService: 0, mostOfRest: 0, most: 0 };
  const service = (requests: number) => {
    if (current) current.service += requests;
  };
  const rest = (requests: number) => {
    if (current) current.rest += requests;
  };
  const counting: Repository = {
    ...repository,
    find: (...args) => {
      service(1);
      return repository.find(...args);
    },
    save: async (...args) => {
      const saved = await repository.save(...args);
      service(saved ? 2 : 1);
      return saved;
    },
    survey: async () => {
      const survey = await repository.survey();
      rest(survey.known.length > 100 ? 2 : 1);
      return survey;
    },
    usage: () => {
      rest(1);
      return repository.usage();
    },
    leastRecent: () => {
      rest(1);
      return repository.leastRecent();
    },
    list: (...args) => {
      rest(1);
      return repository.list(...args);
    },
    remove: (...args) => {
      rest(1);
      return repository.remove(...args);
    },
  };
  const begin = (): JobCount => {
    const mine = { service: 0, rest: 0 };
    current = mine;
    return {
      pause: () => {
        current = undefined;
      },
      resume: () => {
        current = mine;
      },
      end: () => {
        current = undefined;
        sums.jobs += 1;
        sums.total += mine.service + mine.rest;
        sums.mostOfService = Math.max(sums.mostOfService, mine.service);
        sums.mostOfRest = Math.max(sums.mostOfRest, mine.rest);
        sums.most = Math.max(sums.most, mine.service + mine.rest);
      },
    };
  };
  return { repository: counting, begin, sums: (): Requests => ({ ...sums }) };
}
