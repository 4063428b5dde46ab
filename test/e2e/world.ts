import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { arch, platform } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { plainEnvironment } from "../../demo/environment.ts";
import { openSccache } from "../../src/sccache/server/server.ts";
import type { Statistics } from "../../src/sccache/server/statistics.ts";
import { realSccache } from "../sccache/real-sccache.ts";
import { testFolder } from "../test-folder.ts";
import { type Job, type JobOptions, startJob } from "./runner.ts";

/** A repository and what is around it, in a temporary folder that goes when the test ends. */
export interface World {
  readonly folder: string;
  /** The checkout: a cargo workspace of three libraries and a program, without any other dependency. */
  readonly workspace: string;
  /** sccache's directory, for the input `directory`. */
  readonly directory: string;
  /** The folder of a store, for the input `store`. */
  readonly store: string;
  readonly sccachePath: string;
  /** A job on a fresh runner: nothing is left of the job before, but for what is in a store. */
  job(options?: JobSettings): Promise<Job>;
  /** A job at the same time as others: the checkout is the same, and sccache's directory has to be another. */
  jobBeside(options?: JobSettings): Promise<Job>;
  /** What the job's own server has counted so far; undefined where none runs. */
  statistics(job: Job): Promise<Statistics | undefined>;
  /** `cargo build` in a job, and the statistics afterwards. */
  build(job: Job): Promise<{ ok: boolean; output: string; statistics: Statistics | undefined }>;
  /** Replaces text in a file of the checkout. */
  edit(file: string, from: string, to: string): Promise<void>;
  /** Names of all files in sccache's directory. */
  entries(): Promise<string[]>;
}

export interface JobSettings extends Pick<Partial<JobOptions>, "job" | "matrix"> {
  /** What the workflow or the machine sets. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Libraries in the fixture: what a build asks sccache for. The program itself is linked, which is never cached. */
export const libraries = 3;

export async function openWorld(): Promise<World> {
  const folder = await testFolder();
  const workspace = join(folder, "checkout");
  const directory = join(folder, "sccache");
  await cp(join(import.meta.dirname, "fixture"), workspace, { recursive: true });
  const sccachePath = await realSccache();
  const plain = plainEnvironment(process.env);
  const jobs: Job[] = [];
  const sccacheOf = (job: Job) => {
    const env = job.env();
    const hasAddress = env["SCCACHE_SERVER_UDS"] || env["SCCACHE_SERVER_PORT"];
    return hasAddress ? openSccache({ path: sccachePath, env }) : undefined;
  };
  const statistics = async (job: Job) => sccacheOf(job)?.statistics();
  const endJobs = async () => {
    for (const job of jobs.splice(0)) await sccacheOf(job)?.stop();
  };
  onTestFinished(endJobs);

  const start = async ({ env = {}, ...options }: JobSettings): Promise<Job> => {
    await rm(join(workspace, "target"), { recursive: true, force: true });
    const job = await startJob({
      ...options,
      temp: await mkdtemp(join(folder, "runner-")),
      workspace,
      env: {
        ...plain,
        ...runnerVariables(folder),
        PATH: [dirname(sccachePath), plain["PATH"]].join(delimiter),
        ...env,
      },
    });
    jobs.push(job);
    return job;
  };
  return {
    folder,
    workspace,
    directory,
    store: join(folder, "store"),
    sccachePath,
    async job(options = {}) {
      await endJobs();
      await rm(directory, { recursive: true, force: true });
      return start(options);
    },
    jobBeside: (options = {}) => start(options),
    statistics,
    async build(job) {
      const built = await job.run("cargo", "build", "--offline");
      return { ...built, statistics: await statistics(job) };
    },
    async edit(file, from, to) {
      const text = await readFile(join(workspace, file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
      await writeFile(join(workspace, file), text.replace(from, to));
    },
    entries: () => filesIn(directory),
  };
}

/** Paths of all files and links below a folder, relative to it and sorted; none where there is no folder. */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = found.filter((one) => !one.isDirectory());
    return files.map((one) => join(one.parentPath, one.name).slice(folder.length + 1)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function runnerVariables(folder: string): Record<string, string> {
  const systems: Partial<Record<NodeJS.Platform, string>> = { darwin: "macOS", win32: "Windows" };
  return {
    CI: "true",
    // Where nobody answers: only a service of the tests, whose environment comes after this one, is ever asked.
    GITHUB_API_URL: "http://127.0.0.1:9",
    GITHUB_EVENT_NAME: "push",
    GITHUB_REF: "refs/heads/main",
    GITHUB_REPOSITORY: "someone/something",
    GITHUB_SERVER_URL: "https://github.com",
    RUNNER_OS: systems[platform()] ?? "Linux",
    RUNNER_ARCH: arch().toUpperCase(),
    RUNNER_TOOL_CACHE: join(folder, "tools"),
  };
}
