import { mkdir, readFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { cargo, cargoOutput, command, commandOutput } from "../../demo/command.ts";
import { openSccache } from "../../src/sccache/server/server.ts";
import { startJob } from "../../test/e2e/runner.ts";
import { actionFolder, cacheStepFile } from "../measure/built.ts";
import { kacheName } from "./kache.ts";
import type { Begun, Lookups, Runner, Way } from "./way.ts";

const nothing = async () => {};
const none: Lookups = { hits: 0, misses: 0 };

/** Every job compiles everything. */
export const noCache: Way = {
  name: "no cache",
  begin: async ({ env }) => ({ env, lookups: async () => none, end: nothing, cleanUp: nothing }),
};

/** This action with its default inputs: main before the build, post after it. `set` is what the workflow sets beside it. */
export function bundles(name: string, set: Readonly<Record<string, string>> = {}): Way {
  return {
    name,
    async begin({ workspace, folder, env, sccachePath, run }) {
      const directory = join(folder, "sccache");
      const variables = { ...env, ...runnerVariables, ...set, GITHUB_RUN_ID: String(run) };
      const job = await startJob({ temp: join(folder, "temp"), workspace, env: variables });
      const steps = [await job.uses(actionFolder, { "sccache-dir": directory })];
      const check = () => {
        for (const { exitCode, warnings, errors, output } of steps) {
          const why = [...errors, ...warnings].join("; ");
          if (exitCode !== 0 || why !== "") throw new Error(`a step went wrong: ${why}\n${output}`);
        }
      };
      check();
      const sccache = openSccache({ path: sccachePath, env: job.env() });
      return {
        env: job.env(),
        lookups: async () => lookupsOf(await sccache.statistics()),
        async end() {
          steps.push(...(await job.finish()));
          check();
        },
        cleanUp: async () => void (await sccache.stop()),
      };
    },
  };
}

/** What a runner says of a push to the default branch. */
const runnerVariables = {
  CI: "true",
  GITHUB_EVENT_NAME: "push",
  GITHUB_REF: "refs/heads/main",
  GITHUB_REPOSITORY: "someone/something",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_WORKFLOW_REF: "someone/something/.github/workflows/ci.yml@refs/heads/main",
  RUNNER_OS: "Linux",
  RUNNER_ARCH: "X64",
};

/** sccache's directory by the client of actions/cache, under a key for each run, as its users do. */
export const actionsCache: Way = {
  name: "actions/cache",
  async begin(runner) {
    const { folder, run } = runner;
    const directory = join(folder, "sccache");
    await cacheStep(runner, "restore", directory, `sccache-${run}`, "sccache-");
    return withSccache(runner, { SCCACHE_DIR: directory }, async () => {
      await cacheStep(runner, "save", directory, `sccache-${run}`);
    });
  },
};

/** sccache's own backend for GitHub, an entry of the service for each compilation. */
export const ownBackend: Way = {
  name: "sccache's GitHub backend",
  begin: (runner) => withSccache(runner, { SCCACHE_GHA_ENABLED: "on" }, nothing),
};

/** A build with sccache's server and nothing else. */
async function withSccache(
  { env, sccachePath, port }: Runner,
  more: Readonly<Record<string, string>>,
  end: () => Promise<void>,
): Promise<Begun> {
  const variables = {
    ...env,
    ...more,
    RUSTC_WRAPPER: sccachePath,
    SCCACHE_SERVER_PORT: port,
    SCCACHE_IDLE_TIMEOUT: "0",
  };
  const sccache = openSccache({ path: sccachePath, env: variables });
  return {
    env: variables,
    lookups: async () => lookupsOf(await sccache.statistics()),
    end,
    cleanUp: async () => void (await sccache.stop()),
  };
}

function lookupsOf(statistics: Awaited<ReturnType<ReturnType<typeof openSccache>["statistics"]>>): Lookups {
  if (!statistics) throw new Error("sccache's server does not answer after the build");
  return { hits: statistics.hits.total, misses: statistics.misses.total };
}

/**
 * kache with its store in actions/cache, as kache-action does: a key for each lockfile, which is saved once.
 * https://github.com/kunobi-ninja/kache-action `src/utils.js` `buildCacheKey`
 */
export function kache(path: string, version: string): Way {
  const prefix = `kache-v${version}-linux-x64-`;
  return {
    name: kacheName,
    async begin(runner) {
      const { env, folder, lockfileHash } = runner;
      const store = join(folder, "kache");
      const key = `${prefix}${lockfileHash.slice(0, 16)}`;
      await cacheStep(runner, "restore", store, key, prefix);
      const events = () => readFile(join(store, "events.jsonl"), "utf8").catch(() => "");
      const known = (await events()).length;
      const variables = {
        ...env,
        PATH: [dirname(path), env["PATH"]].join(delimiter),
        RUSTC_WRAPPER: path,
        KACHE_CACHE_DIR: store,
        KACHE_LOG: "kache=info",
      };
      const stop = () => command(path, ["daemon", "stop"], folder, { env: variables }).catch(nothing);
      return {
        env: variables,
        lookups: async () => kacheLookups((await events()).slice(known)),
        async end() {
          await stop(); // or it may write while tar reads, and nothing is saved
          await cacheStep(runner, "save", store, key);
        },
        cleanUp: stop,
      };
    },
  };
}

function kacheLookups(events: string): Lookups {
  const results = [...events.matchAll(/"result":\s*"(\w+)"/g)].map((match) => match[1] ?? "");
  return {
    hits: results.filter((result) => result.endsWith("_hit")).length,
    misses: results.filter((result) => result === "miss").length,
  };
}

/**
 * No sccache: what cargo built of the dependencies, by the client of actions/cache, a key for each lockfile, which is saved
 * once. That is what rust-cache keeps of `target`: https://github.com/Swatinem/rust-cache `src/cleanup.ts`
 */
export const dependencies: Way = {
  name: "dependencies in target",
  async begin(runner) {
    const { env, workspace, lockfileHash } = runner;
    const target = join(workspace, "target");
    const key = `target-${lockfileHash.slice(0, 16)}`;
    const found = await cacheStep(runner, "restore", target, key, "target-");
    return {
      env,
      lookups: async () => none,
      async end() {
        if (found === key) return;
        await cargo(["clean", "--quiet", "--offline", ...(await ownPackages(runner))], workspace, { env });
        await cacheStep(runner, "save", target, key);
      },
      cleanUp: nothing,
    };
  },
};

/** The packages of the checkout itself, as arguments of cargo. */
async function ownPackages({ env, workspace }: Runner): Promise<string[]> {
  const args = ["metadata", "--no-deps", "--offline", "--format-version=1"];
  const { packages } = JSON.parse(await cargoOutput(args, workspace, { env })) as {
    packages: { name: string }[];
  };
  return packages.flatMap(({ name }) => ["--package", name]);
}

/**
 * A step with the client of actions/cache. Returns the key that a restore found, or "". @throws {Error} where that client warns
 * alone, since what follows would be of a job without a cache.
 */
async function cacheStep({ env, folder, workspace }: Runner, ...args: readonly string[]): Promise<string> {
  const temp = join(folder, "temp");
  await mkdir(temp, { recursive: true });
  const variables = { ...env, GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp };
  const said = await commandOutput(process.execPath, [cacheStepFile, ...args], workspace, { env: variables });
  if (said.includes("::warning::")) throw new Error(said);
  return readFile(join(temp, "found-key"), "utf8").catch(() => "");
}
