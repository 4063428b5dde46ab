import { appendFile, cp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { JobContext } from "../src/flow/job/job.ts";
import { type CommandOptions, command } from "./command.ts";
import { downloadedSource, fetchProgram } from "./program.ts";

/** What a demo builds, and the jobs that build it, one after the other, each on a fresh runner. */
export interface Scenario {
  readonly name: string;
  /** Inputs of the action. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Puts the sources into `into`; returns the checkout and a line about it. */
  fetch(into: string, options: CommandOptions): Promise<{ readonly folder: string; readonly about: string }>;
  build(folder: string, options: CommandOptions): Promise<void>;
  /** What a build leaves in the checkout. */
  readonly leftovers: string;
  readonly jobs: readonly ScenarioJob[];
}

export interface ScenarioJob {
  /** Heads a column. */
  readonly name: string;
  readonly title: string;
  readonly context?: Partial<JobContext>;
  /** What the job's commit changes. */
  readonly edit?: (folder: string) => Promise<void>;
  /** The share of hits without which the demo fails. */
  readonly leastRate: number;
  /** Whether it has something to upload. */
  readonly uploads: boolean;
}

/** A program of middling size with real dependencies, and C in one of them. */
const just = { name: "just", version: "1.50.0" };

const rust: Omit<Scenario, "name" | "jobs"> = {
  inputs: { save: "always", wrap: "rust" },
  async fetch(into, options) {
    const { folder, dependencies } = await fetchProgram(just, into, options);
    return { folder, about: `${just.name} ${just.version} with ${dependencies} dependencies` };
  },
  build: (folder, options) => command("cargo", ["build", "--locked", "--offline"], folder, options),
  leftovers: "target",
};

const coldThenWarm: readonly ScenarioJob[] = [
  { name: "cold", title: "nothing is in the store yet", leastRate: 0, uploads: true },
  {
    name: "warm",
    title: "sccache's directory and the build were wiped, only the bundle is left",
    leastRate: 0.95,
    uploads: false,
  },
];

const onMain = { event: "push", ref: "refs/heads/main", defaultBranch: "main" };
const inPullRequest = {
  event: "pull_request",
  ref: "refs/pull/7/merge",
  baseRef: "refs/heads/main",
  defaultBranch: "main",
  pullRequest: "7",
};

/** libzmq, as its bindings for Rust publish it: a hundred files of C++, with CMake. */
const libzmq = { name: "zeromq-src", version: "0.2.6+4.3.4" };
const cmakeOptions = [
  "-DCMAKE_BUILD_TYPE=Debug",
  "-DCMAKE_POLICY_VERSION_MINIMUM=3.5",
  "-DBUILD_TESTS=OFF",
  "-DBUILD_STATIC=OFF",
  "-DWITH_PERF_TOOL=OFF",
  "-DENABLE_CURVE=OFF",
];

/** The demos, by the flag that asks for them. */
export const scenarios: Readonly<Record<"rust" | "cpp" | "pull-request", Scenario>> = {
  rust: { ...rust, name: "a Rust program", jobs: coldThenWarm },

  cpp: {
    name: "a C++ library, with CMake",
    inputs: { wrap: "cmake" },
    async fetch(into, options) {
      const source = await downloadedSource(libzmq, `${into}.asking`, options);
      await rm(into, { recursive: true, force: true });
      await cp(join(source, "vendor"), into, { recursive: true });
      return { folder: into, about: "libzmq 4.3.4" };
    },
    async build(folder, options) {
      await command("cmake", ["-S", ".", "-B", "build", ...cmakeOptions], folder, options);
      await command("cmake", ["--build", "build", "--parallel"], folder, options);
    },
    leftovers: "build",
    // CMake's own checks compile in folders with random names, so each of them misses: a quarter of all.
    jobs: coldThenWarm.map((job) => ({ ...job, leastRate: job.leastRate && 0.7 })),
  },

  "pull-request": {
    ...rust,
    name: "a pull request",
    jobs: [
      { name: "main", title: "a push to main, cold", context: onMain, leastRate: 0, uploads: true },
      {
        name: "push 1",
        title: "a pull request changes the main crate",
        context: inPullRequest,
        edit: (folder) => appendFile(join(folder, "src", "lib.rs"), "\npub fn added_by_push_1() {}\n"),
        leastRate: 0.9,
        uploads: true,
      },
      {
        name: "push 2",
        title: "and then something else",
        context: inPullRequest,
        edit: (folder) => appendFile(join(folder, "README.md"), "\nAdded by push 2.\n"),
        leastRate: 0.95,
        uploads: false,
      },
    ],
  },
};
