import { createHash } from "node:crypto";
import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "../../src/config/config.ts";
import { parseConfig } from "../../src/config/parse-config.ts";
import type { Deps } from "../../src/flow/deps.ts";
import { knownEntries } from "../../src/flow/evidence/known-entries.ts";
import { readPast } from "../../src/flow/evidence/past.ts";
import { runEnd } from "../../src/flow/evidence/run-end.ts";
import { useOf } from "../../src/flow/evidence/use.ts";
import { type Handoff, type Part, restoredBy } from "../../src/flow/handoff.ts";
import { fetchParts } from "../../src/flow/restore/fetch-parts.ts";
import type { JobStatus } from "../../src/flow/save/policy.ts";
import { saveBundle } from "../../src/flow/save/save-bundle.ts";
import { type KeyPlan, planKeys } from "../../src/key/key.ts";
import type { Log } from "../../src/log.ts";
import { scan } from "../../src/sccache/scan.ts";
import type { BuildLog } from "../../src/sccache/server/log.ts";
import type { Statistics } from "../../src/sccache/server/statistics.ts";
import type { Catalog } from "../../src/store/catalog.ts";
import { levelled } from "../../src/store/levels/levels.ts";
import { levelsCatalog } from "../../src/store/levels/levels-catalog.ts";
import { localStore } from "../../src/store/local/local.ts";
import type { Store } from "../../src/store/store.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { inFolder, nameFor, zipOf, zstd } from "../bundle/made-up-entries.ts";

const silent: Log = { debug: () => {}, info: () => {}, notice: () => {}, warning: () => {} };

/** What fails in a job, and when. */
export type Outage = "lookup" | "download" | "damaged";

/** How the store tells what it holds, where that is not all of it. */
export type Lister = "denied" | "absent" | "cut";

export interface JobOptions {
  /** The crates that the build asks for. */
  readonly asks: readonly string[];
  readonly run: string;
  /** `unknown` where nobody says how it went. */
  readonly status?: JobStatus | "unknown";
  readonly outage?: Outage;
  /** Pull request, or a push to main. */
  readonly pull?: number;
  /** Compilations that fail; one in every build, as build scripts' probes do. */
  readonly fails?: number;
  readonly inputs?: Readonly<Record<string, string>>;
  /** How far this job's clock is ahead of the others'. */
  readonly aheadMs?: number;
  /** Runs between restore and save: other jobs. */
  readonly meanwhile?: () => Promise<void>;
  /** Runs right before the upload, when all is decided and packed. */
  readonly beforePut?: () => Promise<void>;
  /** Runs before the save fetches a bundle that it has found. */
  readonly beforeFetch?: () => Promise<void>;
}

/**
 * A family of jobs against a real store, a folder or two levels of them: each job restores, "compiles" and saves, by the
 * functions that the action calls.
 */
export async function inFamily(
  work: (family: Family) => Promise<void>,
  { lister, levels = 1 }: { readonly lister?: Lister; readonly levels?: 1 | 2 } = {},
): Promise<void> {
  await inFolder(async (folder) => {
    // Later than the machine's clock, by which a folder notes when a bundle came: otherwise none would ever be old.
    let nowMs = 2_000_000_000_000;
    const now = () => nowMs;
    const near = localStore({ path: join(folder, "store"), now });
    const far = localStore({ path: join(folder, "far"), now });
    const store = levels === 1 ? near : levelled([near, far], { log: silent });
    const whole = levels === 1 ? near : levelsCatalog([near, far], { log: silent });
    const catalog = catalogOf(whole, lister);
    let jobs = 0;

    async function job(options: JobOptions): Promise<Done> {
      const { asks, run, status = "success", outage, pull, inputs = {}, aheadMs = 0 } = options;
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
      const jobNow = () => nowMs + aheadMs;
      const failing = outage === "lookup" || outage === "download";
      const unavailable = async () => {
        throw new StoreError("it is down", { reason: "unavailable" });
      };
      const deps: Deps = {
        log: silent,
        store: failing ? { ...store, fetch: unavailable } : store,
        zstd,
        catalog,
        repository: undefined,
        threads: 1,
        now: jobNow,
        tempDirectory: join(root, "temp"),
        sccache: undefined,
      };
      if (outage === "damaged") await damageNewest(join(folder, "store"), near);
      const parts = await restoreParts({ config, keys, directory }, deps);
      const there = new Set((await scan(directory)).entries.map(({ name }) => name));
      const missed = asks.filter((crate) => !there.has(nameFor(crate)));
      nowMs += 60_000;
      for (const crate of missed) await compile(directory, crate);
      for (const crate of asks)
        await utimes(join(directory, nameFor(crate)), jobNow() / 1000, jobNow() / 1000);
      await options.meanwhile?.();
      nowMs += 60_000;

      const saving = { ...deps, store: interrupted(store, options) };
      const handoff = { base: parts.base, overlay: parts.overlay };
      const past = await readPast(handoff, silent);
      const { entries: scanned } = await scan(directory);
      const statistics = statisticsOf(asks.length - missed.length, missed.length, options.fails ?? 1);
      const log = logOf(asks, new Set(missed));
      const use = useOf(scanned, { log, statistics, readyAtMs: 0, restoredBytes: () => undefined });
      const entries = knownEntries(scanned, past, use);
      const verdict = runEnd({
        config,
        context,
        status: status === "unknown" ? undefined : status,
        statistics,
        source: use.source,
        entries,
        base: past.base,
        isOfFamily: true,
        restoreMs: 0,
        restoredBytes: restoredBy(handoff.base)?.bytes ?? null,
        nowMs: jobNow(),
      });
      const end = await saveBundle(
        {
          config,
          keys,
          context,
          status: status === "unknown" ? undefined : status,
          hasSccache: true,
          ...handoff,
          past,
          entries,
          rawAtSource: false,
          nowMs: jobNow(),
          directory,
          ownRef: undefined,
          toolchain: null,
          sccacheVersion: "0.16.0",
          environment: {},
          run: verdict,
          restoredAtMs: jobNow(),
          ownReadAtMs: jobNow(),
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
      store: near,
      folder,
      keys: async () => (await whole.list("")).bundles.map(({ key }) => key),
      dropNear: () => rm(join(folder, "store"), { recursive: true }),
      pass: (ms) => {
        nowMs += ms;
      },
    });
  });
}

export interface Done {
  readonly hits: number;
  readonly outcome: string;
  /** Names of what was packed. */
  readonly kept: readonly string[];
  readonly why: string;
}

export interface Family {
  job(options: JobOptions): Promise<Done>;
  /** The keys of all bundles in the store. */
  keys(): Promise<string[]>;
  /** The store of the nearest level. */
  readonly store: ReturnType<typeof localStore>;
  /** Removes all that the nearest level holds. */
  dropNear(): Promise<void>;
  /** Where a test may put files. */
  readonly folder: string;
  pass(ms: number): void;
}

/** As the restore step does. */
async function restoreParts(
  { config, keys, directory }: { config: Config; keys: KeyPlan; directory: string },
  deps: Deps,
): Promise<Pick<Handoff, "base" | "overlay">> {
  const skipped: Part = { kind: "skipped", why: "it is not wanted" };
  if (!config.restore || config.lookupOnly) return { base: skipped, overlay: skipped };
  const common = { keys, oneLookup: false, directory, sccacheVersion: "0.16.0", saves: true };
  const { base, overlay } = await fetchParts(
    { ...common, limitBytes: undefined, maxSizeBytes: config.maxSizeBytes },
    deps,
  );
  return { base: base.part, overlay: overlay.part };
}

/** The catalog as a job sees it whose token may not list, or whose listing ends before the newest bundles. */
function catalogOf(whole: Catalog, lister: Lister | undefined): Catalog | undefined {
  if (lister === "absent") return undefined;
  const list: Catalog["list"] = async (prefix, options) => {
    if (lister === "denied") throw new StoreError("no right to list", { reason: "denied" });
    const { bundles, complete } = await whole.list(prefix, options);
    return lister === "cut" ? { bundles: bundles.slice(0, 1), complete: false } : { bundles, complete };
  };
  return { ...whole, list };
}

/** The store of a save in the middle of which other things happen, each once. */
function interrupted(store: Store, { beforePut, beforeFetch }: JobOptions): Store {
  const pending = { beforePut, beforeFetch };
  const happen = async (what: keyof typeof pending) => {
    const work = pending[what];
    pending[what] = undefined;
    await work?.();
  };
  return {
    ...store,
    fetch: async (...args) => {
      await happen("beforeFetch");
      return store.fetch(...args);
    },
    put: async (...args) => {
      await happen("beforePut");
      return store.put(...args);
    },
  };
}

/** What does not compress: so many bytes is what an entry of a crate takes whose name begins with `large`. */
export const largeBytes = 32_000;

async function compile(directory: string, crate: string): Promise<void> {
  const path = join(directory, nameFor(crate));
  await mkdir(dirname(path), { recursive: true });
  const noise = Array.from({ length: largeBytes / 32 }, (_, i) =>
    createHash("sha256").update(`${crate} ${i}`).digest(),
  );
  const content = crate.startsWith("large") ? Buffer.concat(noise) : Buffer.from(crate.repeat(500));
  await writeFile(path, zipOf([{ name: "obj", content }], 3));
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
