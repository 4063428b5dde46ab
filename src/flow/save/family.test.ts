import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { inFolder, nameFor, zipOf, zstd } from "../../../test/bundle/made-up-entries.ts";
import { parseConfig } from "../../config/parse-config.ts";
import { planKeys } from "../../key/key.ts";
import type { Log } from "../../log.ts";
import { scan } from "../../sccache/scan.ts";
import type { BuildLog } from "../../sccache/server/log.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import { localStore } from "../../store/local/local.ts";
import { StoreError } from "../../store/store-error.ts";
import type { Deps } from "../deps.ts";
import { knownEntries } from "../evidence/known-entries.ts";
import { readPast } from "../evidence/past.ts";
import { runEnd } from "../evidence/run-end.ts";
import { useOf } from "../evidence/use.ts";
import { restoredBy } from "../handoff.ts";
import { fetchParts } from "../restore/fetch-parts.ts";
import type { JobStatus } from "./policy.ts";
import { saveBundle } from "./save-bundle.ts";

// Jobs of one family, one after the other and at the same time, against a real store: restore, "compile", save.

const silent: Log = { debug: () => {}, info: () => {}, notice: () => {}, warning: () => {} };

/** What fails in a job, and when. */
type Outage = "lookup" | "download" | "damaged";

interface JobOptions {
  /** The crates that the build asks for. */
  readonly asks: readonly string[];
  readonly run: string;
  readonly status?: JobStatus;
  readonly outage?: Outage;
  /** Pull request, or a push to main. */
  readonly pull?: number;
  /** Compilations that fail; one in every build, as build scripts' probes do. */
  readonly fails?: number;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Runs between restore and save: other jobs. */
  readonly meanwhile?: () => Promise<void>;
}

async function inFamily(work: (family: Family) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    let nowMs = 1_700_000_000_000;
    const store = localStore({ path: join(folder, "store"), now: () => nowMs });
    let jobs = 0;

    async function job(options: JobOptions): Promise<Done> {
      const { asks, run, status = "success", outage, pull, inputs = {} } = options;
      jobs += 1;
      const root = join(folder, `job-${jobs}`);
      const directory = join(root, "sccache");
      await mkdir(join(root, "temp"), { recursive: true });
      const config = parseConfig((name) => ({ save: "always", ...inputs })[name] ?? "");
      const context = {
        workspace: root,
        os: "linux",
        arch: "x64",
        job: "build",
        matrix: undefined,
        event: pull === undefined ? "push" : "pull_request",
        ref: undefined,
        defaultBranch: "main",
        sha: undefined,
        run: run === undefined ? undefined : { id: run },
        workflow: undefined,
        jobId: undefined,
        baseRef: undefined,
        pullRequest: pull === undefined ? undefined : String(pull),
      };
      const lockfiles = { files: [], sha256: "0".repeat(64) };
      const ingredients = {
        prefix: "sccache",
        os: "linux",
        arch: "x64",
        toolchain: undefined,
        compiler: undefined,
        cpu: undefined,
        workflow: undefined,
        sharedKey: undefined,
        job: "build",
        matrix: undefined,
        lockfiles,
        revision: context,
        nowMs,
      };
      const keys = planKeys(ingredients, config);
      const failing = outage === "lookup" || outage === "download";
      const unavailable = async () => {
        throw new StoreError("it is down", { reason: "unavailable" });
      };
      const deps: Deps = {
        log: silent,
        store: failing ? { ...store, fetch: unavailable } : store,
        zstd,
        catalog: store,
        repository: undefined,
        threads: 1,
        now: () => nowMs,
        tempDirectory: join(root, "temp"),
        sccache: undefined,
      };
      if (outage === "damaged") await damageNewest(join(folder, "store"), store);
      const parts = await fetchParts(
        {
          ...{ keys, oneLookup: false, directory, sccacheVersion: "0.16.0", saves: true },
          ...{ limitBytes: undefined, maxSizeBytes: config.maxSizeBytes },
        },
        deps,
      );
      const there = new Set((await scan(directory)).entries.map(({ name }) => name));
      const missed = asks.filter((crate) => !there.has(nameFor(crate)));
      nowMs += 60_000;
      for (const crate of missed) await compile(directory, crate, nowMs);
      await options.meanwhile?.();
      nowMs += 60_000;

      const saving = { ...deps, store };
      const handoff = { base: parts.base.part, overlay: parts.overlay.part };
      const past = await readPast(handoff, silent);
      const { entries: scanned } = await scan(directory);
      const statistics = statisticsOf(asks.length - missed.length, missed.length, options.fails ?? 1);
      const log = logOf(asks, new Set(missed));
      const use = useOf(scanned, { log, statistics, readyAtMs: 0, restoredBytes: () => undefined });
      const entries = knownEntries(scanned, past, use);
      const verdict = runEnd({
        config,
        context,
        status,
        statistics,
        source: use.source,
        entries,
        base: past.base,
        isOfFamily: true,
        restoreMs: 0,
        restoredBytes: restoredBy(handoff.base)?.bytes ?? null,
        nowMs,
      });
      const end = await saveBundle(
        {
          config,
          keys,
          context,
          status,
          hasSccache: true,
          ...handoff,
          past,
          entries,
          rawAtSource: false,
          nowMs,
          directory,
          ownRef: undefined,
          toolchain: null,
          sccacheVersion: "0.16.0",
          environment: {},
          run: verdict,
          restoredAtMs: nowMs,
          ownReadAtMs: nowMs,
        },
        saving,
      );
      await rm(root, { recursive: true, force: true });
      const kept = end.manifest?.entries.map(({ name }) => name) ?? [];
      return {
        hits: asks.length - missed.length,
        outcome: end.outcome.kind,
        kept,
        why: JSON.stringify(end.outcome),
      };
    }

    await work({
      job,
      keys: async () => (await store.list("")).bundles.map(({ key }) => key),
      pass: (ms) => {
        nowMs += ms;
      },
    });
  });
}

interface Done {
  readonly hits: number;
  readonly outcome: string;
  /** Names of what was packed. */
  readonly kept: readonly string[];
  readonly why: string;
}

interface Family {
  job(options: JobOptions): Promise<Done>;
  /** The keys of all bundles in the store. */
  keys(): Promise<string[]>;
  pass(ms: number): void;
}

async function compile(directory: string, crate: string, nowMs: number): Promise<void> {
  const path = join(directory, nameFor(crate));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, zipOf([{ name: "obj", content: Buffer.from(crate.repeat(500)) }], 3));
  await utimes(path, nowMs / 1000, nowMs / 1000);
}

async function damageNewest(path: string, store: ReturnType<typeof localStore>): Promise<void> {
  const newest = (await store.list("")).bundles.at(-1);
  if (!newest) return;
  const { readdir, readFile } = await import("node:fs/promises");
  for (const folder of await readdir(path)) {
    const entry = JSON.parse(await readFile(join(path, folder, "entry.json"), "utf8"));
    if (entry.key !== newest.key) continue;
    const file = join(path, folder, "bundle.tar.zst");
    await writeFile(file, Buffer.alloc((await readFile(file)).length, 7));
  }
}

function statisticsOf(hits: number, misses: number, compileFails: number): Statistics {
  const count = (total: number) => ({ total, byLanguage: {} });
  return {
    version: "0.16.0",
    compileRequests: hits + misses,
    executed: hits + misses,
    hits: count(hits),
    misses: count(misses),
    errors: count(0),
    nonCacheable: {},
    compileFails,
    cacheWriteErrors: 0,
    cacheLocation: "",
    cacheSizeBytes: undefined,
    maxCacheSizeBytes: undefined,
    averageMs: { compilation: undefined, write: undefined, hit: undefined },
  };
}

function logOf(asks: readonly string[], missed: ReadonlySet<string>): BuildLog {
  return {
    complete: true,
    compilations: asks.map((crate) => ({
      label: crate,
      language: "rust",
      entry: nameFor(crate),
      outcome: missed.has(crate) ? "miss" : "hit",
      compileMs: missed.has(crate) ? 100 : null,
      why: null,
      prints: [],
    })),
  };
}

const all = ["a", "b", "c", "d"];

test("two jobs of one family at the same time have all of each other's entries from the second push on", async () => {
  await inFamily(async ({ job }) => {
    for (let push = 1; push <= 6; push += 1) {
      const run = String(push);
      let test: Done | undefined;
      const lint = await job({
        asks: ["a", "b", "lint-1", `lint-own-${push}`],
        run,
        meanwhile: async () => {
          test = await job({ asks: ["a", "b", "test-1", `test-own-${push}`], run });
        },
      });
      const expected = push === 1 ? 0 : 3;
      expect([push, lint.hits, test?.hits]).toEqual([push, expected, expected]);
    }
  });
});

test("a revert restores all: X, Y, X again", async () => {
  await inFamily(async ({ job, pass }) => {
    const hits: number[] = [];
    for (const [i, last] of ["x", "y", "x", "x", "x"].entries()) {
      pass(600_000);
      hits.push((await job({ asks: ["a", last], run: String(i) })).hits);
    }
    expect(hits).toEqual([0, 1, 2, 2, 2]);
  });
});

test("what two complete runs did not use is removed, although a build script's probe fails in each", async () => {
  await inFamily(async ({ job, pass }) => {
    let last: Done | undefined;
    for (let i = 1; i <= 5; i += 1) {
      pass(600_000);
      last = await job({ asks: ["a", "b", `own-${i}`], run: String(i) });
    }
    expect(last?.kept.toSorted()).toEqual(["a", "b", "own-4", "own-5"].map((crate) => nameFor(crate)).sort());
  });
});

test("jobs of one workflow run do not age each other's entries", async () => {
  await inFamily(async ({ job, pass }) => {
    for (let push = 1; push <= 4; push += 1) {
      const run = String(push);
      pass(600_000);
      const expected = push === 1 ? 0 : 2;
      expect((await job({ asks: ["a", "one", `one-${push}`], run })).hits).toBe(push === 1 ? 0 : 2);
      expect((await job({ asks: ["b", "two", `two-${push}`], run })).hits).toBe(expected);
      expect((await job({ asks: ["c", "three", `three-${push}`], run })).hits).toBe(expected);
    }
  });
});

describe.each<Outage>(["lookup", "download", "damaged"])("after an outage at restore: %s", (outage) => {
  test.each<JobStatus>(["failure", "cancelled", "success"])("and a job that ends with %s", async (status) => {
    await inFamily(async ({ job, keys, pass }) => {
      await job({ asks: all, run: "1" });
      pass(600_000);
      // A failed job gets as far as its first crate.
      const asks = status === "success" ? [...all, "e"] : ["a", "e"];
      const hit = await job({ asks, run: "2", status, outage });
      expect(hit.hits).toBe(0);
      pass(600_000);
      const next = await job({ asks: [...all, "e"], run: "3" });
      // A damaged bundle cannot be brought back, but what was compiled since is there.
      expect([next.hits, next.why]).toEqual([outage === "damaged" ? asks.length : 5, next.why]);
      expect(await keys()).not.toHaveLength(0);
    });
  });
});

test("a push that fails after its first crate loses nothing of the overlay", async () => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: all, run: "1" });
    pass(600_000);
    await job({ asks: [...all, "new-1", "new-2", "new-3"], run: "2", pull: 7 });
    pass(600_000);
    await job({ asks: ["a", "new-4"], run: "3", pull: 7, status: "failure" });
    pass(600_000);
    expect(
      await job({ asks: [...all, "new-1", "new-2", "new-3", "new-4"], run: "4", pull: 7 }),
    ).toMatchObject({
      hits: 8,
    });
  });
});

test("a failed job removes nothing, whatever the budget policy", async () => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: all, run: "1" });
    pass(600_000);
    for (const run of ["2", "3", "4"]) {
      await job({ asks: ["a", `x-${run}`], run, status: "failure", inputs: { evict: "unused" } });
      pass(600_000);
    }
    expect((await job({ asks: all, run: "5" })).hits).toBe(4);
  });
});

test("each save leaves one bundle when nobody else reads the last one", async () => {
  await inFamily(async ({ job, keys, pass }) => {
    for (const run of ["1", "2", "3"]) {
      await job({ asks: ["a", run], run });
      pass(10_000);
      expect(await keys()).toHaveLength(1);
    }
  });
});
