import { mkdir, rm, writeFile } from "node:fs/promises";
import { type CacheService, startCacheService } from "../../test/cache-service/service.ts";
import type { Run } from "../corpus/recording.ts";
import type { Stage } from "../stage.ts";
import { type PlayedResult, playJob, push } from "./job.ts";
import { editedVersion } from "./overlay.ts";
import { atLeast, atMost, type Benchmark, megabytes } from "./row.ts";

const nextVersion = "1.59.0";

/** Ten pushes to a pull request, whose base moves on after five, with overlays and with whole bundles. */
export const pullRequest: Benchmark = {
  name: "pull-request",
  quick: false,
  async run(stage) {
    const { runs } = await stage.corpora.series();
    const find = (name: string) => {
      const run = runs.find((one) => one.name === name);
      if (!run) throw new Error(`there is no run ${name}`);
      return run;
    };
    const life: readonly Step[] = [
      { by: "branch", run: find(editedVersion) },
      ...(await stage.corpora.edits(editedVersion, 1, 5)).map(byPullRequest),
      { by: "branch", run: find(nextVersion) },
      ...(await stage.corpora.edits(nextVersion, 6, 10)).map(byPullRequest),
    ];
    const overlays = await live(life, "overlay", stage);
    const whole = await live(life, "full", stage);
    const hits = (pushes: readonly Push[]) => pushes.reduce((sum, push) => sum + push.hits, 0);
    const uploads = (pushes: readonly Push[]) => pushes.reduce((sum, push) => sum + push.bytesUp, 0);
    const most = (figure: (push: Push) => number) => Math.max(...overlays.map(figure));
    const from = `${overlays.length} pushes, the base moved on after five`;
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
    sccacheVersion: workshop.sccache.version,
    sccachePath: workshop.sccache.path,
    build: { from: (await corpora.series()).directory, names: run.used },
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
