import { mkdir, rm, writeFile } from "node:fs/promises";
import { type CacheService, startCacheService } from "../../test/cache-service/service.ts";
import type { Run } from "../corpus/recording.ts";
import type { Stage } from "../stage.ts";
import { type PlayedResult, playJob, push } from "./job.ts";
import { atLeast, atMost, type Benchmark, megabytes } from "./row.ts";

/** Ten pushes to a pull request (two with --quick), whose base moves on after half of them, with overlays and with whole bundles. */
export const pullRequest: Benchmark = {
  name: "pull-request",
  quick: false,
  async run(stage) {
    const { runs } = await stage.corpora.series();
    const [base, next] = runs.slice(-2);
    if (!base || !next) throw new Error("the series is too short");
    const half = stage.options.quick ? 1 : 5;
    const life: readonly Step[] = [
      { by: "branch", run: base },
      ...(await stage.corpora.edits(base.name, 1, half)).map(byPullRequest),
      { by: "branch", run: next },
      ...(await stage.corpora.edits(next.name, half + 1, 2 * half)).map(byPullRequest),
    ];
    const overlays = await live(life, "overlay", stage);
    const whole = await live(life, "full", stage);
    const hits = (pushes: readonly Push[]) => pushes.reduce((sum, push) => sum + push.hits, 0);
    const uploads = (pushes: readonly Push[]) => pushes.reduce((sum, push) => sum + push.bytesUp, 0);
    const most = (figure: (push: Push) => number) => Math.max(...overlays.map(figure));
    const from = `${overlays.length} pushes, the base moved on after ${half}`;
    return [
      atLeast("hits with overlays ÷ with whole bundles", hits(overlays) / hits(whole), {
        least: 1,
        from: `${hits(overlays)} ÷ ${hits(whole)}; ${megabytes(uploads(overlays))} and ${megabytes(uploads(whole))} up; ${from}`,
      }),
      atMost(
        "lookups of a pull request's job, at most",
        most(({ lookups }) => lookups),
        { most: 2, from },
      ),
      atMost(
        "downloads of a pull request's job, at most",
        most(({ downloads }) => downloads),
        { most: 2, from },
      ),
    ];
  },
};

interface Step {
  readonly by: "branch" | "pull request";
  readonly run: Run;
}

function byPullRequest(run: Run): Step {
  return { by: "pull request", run };
}

interface Push {
  readonly hits: number;
  readonly lookups: number;
  readonly downloads: number;
  readonly bytesUp: number;
}

/** Plays all jobs against one repository; returns those of the pull request. */
async function live(steps: readonly Step[], policy: string, stage: Stage): Promise<Push[]> {
  const service = await startCacheService({ azure: true });
  try {
    const pushes: Push[] = [];
    for (const step of steps) {
      service.forget();
      const done = await playStep(step, { policy, service, stage });
      if (step.by === "pull request") pushes.push(describe(done, service));
    }
    return pushes;
  } finally {
    await service.close();
  }
}

async function playStep(
  { by, run }: Step,
  { policy, service, stage }: { policy: string; service: CacheService; stage: Stage },
): Promise<PlayedResult> {
  const { workshop, corpora } = stage;
  const folder = workshop.place("temp", "pull-request"); // the same for all: the client's keys depend on paths
  await rm(folder, { recursive: true, force: true });
  await writeWorkspace(folder, run.lockfile);
  const ref = "refs/pull/7/merge";
  return playJob({
    folder,
    env: by === "branch" ? service.env() : service.env({ ref, base: "refs/heads/main" }),
    inputs: { "pull-request": policy },
    context: by === "branch" ? push : { ...push, event: "pull_request", ref, pullRequest: "7" },
    sccache: workshop.sccache,
    build: { from: (await corpora.series()).directory, names: run.used },
    evidence: await corpora.evidence(),
  });
}

function describe({ hits, restored }: PlayedResult, service: CacheService): Push {
  const { counts, bytesUp } = service.requests();
  const outcome = restored.value.restore?.outcome;
  const parts = outcome?.kind === "restored" ? (outcome.overlay ? 2 : 1) : 0;
  return { hits, lookups: counts.GetCacheEntryDownloadURL, downloads: parts, bytesUp };
}

async function writeWorkspace(folder: string, lockfile: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/Cargo.lock`, lockfile);
}
