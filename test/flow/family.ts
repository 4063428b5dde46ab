import { mkdir, readFile, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../src/config/inputs.ts";
import type { SigningKeys } from "../../src/config/signing-keys.ts";
import type { Deps } from "../../src/flow/deps.ts";
import { contentsOf } from "../../src/flow/evidence/build.ts";
import { candidates } from "../../src/flow/evidence/candidates.ts";
import { readPast } from "../../src/flow/evidence/past.ts";
import { useOf } from "../../src/flow/evidence/use.ts";
import { type Handoff, type Part, restoredBy } from "../../src/flow/handoff.ts";
import { fetchParts } from "../../src/flow/restore/fetch.ts";
import { saveBundle } from "../../src/flow/save/save-bundle.ts";
import { openSigning } from "../../src/flow/signing.ts";
import type { JobStatus } from "../../src/job-status.ts";
import { type KeyPlan, planKeys } from "../../src/key/key.ts";
import { scan } from "../../src/sccache/directory.ts";
import { levelled, levelsCatalog } from "../../src/store/levels.ts";
import { localStore } from "../../src/store/local/local.ts";
import type { Catalog, Store } from "../../src/store/store.ts";
import { StoreError } from "../../src/store/store.ts";
import { nameFor, zstd } from "../bundle/made-up-entries.ts";
import { inFolder } from "../folder.ts";
import { silent } from "../logs.ts";
import {
  catalogOf,
  type Damage,
  damageNewest,
  type Interruptions,
  interrupted,
  type Lister,
} from "./interruptions.ts";
import { compile, logOf, statisticsOf } from "./made-up-build.ts";
import { configOf, contextOf, ingredientsOf } from "./made-up-job.ts";

/** What fails in a job, and when. */
export type Outage = "lookup" | "download" | "damaged" | "cut short";

/** A store of its own keeps no refs apart. */
const scopes = { own: undefined, base: undefined, defaultBranch: undefined };

export interface JobOptions extends Interruptions {
  /** The crates that the build asks for. */
  readonly asks: readonly string[];
  readonly run: string;
  /** Crates that it compiles although they are there: their entries could not be read, or were not to be. */
  readonly recompiles?: readonly string[];
  /** `unknown` where nobody says how it went. */
  readonly status?: JobStatus | "unknown";
  readonly outage?: Outage;
  /** Pull request, or a push to main. */
  readonly pull?: number;
  /** Which matrix job it is, as JSON. */
  readonly matrix?: string;
  /** Compilations that fail; one in every build, as build scripts' probes do. */
  readonly fails?: number;
  /** Digest of its lockfiles. */
  readonly lockfiles?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** The machine's CPU, and which of the crates are compiled for it alone. */
  readonly cpu?: string;
  readonly native?: readonly string[];
  /** The keys of its signatures; without, nothing is signed or checked. */
  readonly signing?: SigningKeys;
  /** How far this job's clock is ahead of the others'. */
  readonly aheadMs?: number;
  /** What the user lets sccache fill, in bytes. */
  readonly limitBytes?: number;
  /** What of the restored is removed before the build: by sccache or a step of the job. */
  readonly loses?: "entries" | "entries and bundle";
  /** Runs between restore and save: other jobs. */
  readonly meanwhile?: () => Promise<void>;
}

/**
 * A family of jobs against a real store, a folder, two levels of them, or another one: each job restores, "compiles" and saves, by the
 * functions that the action calls.
 */
export async function inFamily(
  work: (family: Family) => Promise<void>,
  {
    lister,
    levels = 1,
    other,
    ref,
  }: {
    readonly lister?: Lister;
    readonly levels?: 1 | 2;
    readonly other?: Store & Catalog;
    /** What the jobs build, where the other store knows refs. */
    readonly ref?: string | undefined;
  } = {},
): Promise<void> {
  await inFolder(async (folder) => {
    // Later than the machine's clock, by which a folder notes when a bundle came: otherwise none would ever be old.
    let nowMs = 2_000_000_000_000;
    const now = () => nowMs;
    const pass = (ms: number) => {
      nowMs += ms;
    };
    const near = other ?? localStore({ path: join(folder, "store"), now });
    const far = localStore({ path: join(folder, "far"), now });
    const store = levels === 1 ? near : levelled([near, far], { log: silent, isOwn: () => true });
    const whole = levels === 1 ? near : levelsCatalog([near, far], { log: silent });
    const damage = (how?: Damage) => damageNewest(join(folder, "store"), near, how);
    const catalog = catalogOf(whole, lister);
    const { job } = openFamily({ folder, store, catalog, now, pass, damage, ...(ref && { ref }) });
    await work({
      job,
      store: near,
      folder,
      keys: async () => (await whole.list("")).bundles.map(({ key }) => key),
      dropNear: () => rm(join(folder, "store"), { recursive: true }),
      pass,
      damage,
    });
  });
}

/** Where the jobs of a family run, and when. */
export interface FamilyPlace {
  /** For what the jobs write on their machines. */
  readonly folder: string;
  readonly store: Store;
  readonly catalog: Catalog | undefined;
  readonly now: () => number;
  /** Lets time go by: a build takes some. */
  readonly pass: (ms: number) => void;
  /** What the jobs build, where the store knows refs. */
  readonly ref?: string;
  /** Damages the newest bundle. */
  readonly damage?: (how: Damage) => Promise<void>;
}

/** Jobs of one family, each on a machine of its own that is gone when it ends. */
export function openFamily(place: FamilyPlace): Pick<Family, "job"> {
  const { folder, store, catalog, ref, now, pass, damage } = place;
  let jobs = 0;

  async function job(options: JobOptions): Promise<Done> {
    const { asks, run, status = "success", outage, pull, inputs = {}, aheadMs = 0, matrix } = options;
    const { cpu = "00000000", native = [] } = options;
    jobs += 1;
    const root = join(folder, `job-${jobs}`);
    const directory = join(root, "sccache");
    await mkdir(join(root, "temp"), { recursive: true });
    const config = configOf({ save: "always", ...inputs });
    const context = contextOf({
      ...{ workspace: root, job: "build", matrix, defaultBranch: "main" },
      ...{ ref, event: pull === undefined ? "push" : "pull_request" },
      run: run === undefined ? undefined : { id: run },
      pullRequest: pull === undefined ? undefined : String(pull),
    });
    const lockfiles = { files: [], sha256: options.lockfiles ?? "0".repeat(64) };
    const keys = planKeys(ingredientsOf(context, { nowMs: now(), lockfiles }), config);
    const jobNow = () => now() + aheadMs;
    const failing = outage === "lookup" || outage === "download";
    const unavailable = async () => {
      throw new StoreError("it is down", { reason: "unavailable" });
    };
    const deps: Deps = {
      log: silent,
      store: failing ? { ...store, fetch: unavailable } : store,
      zstd,
      catalog,
      signing: openSigning(options.signing, { repository: "octo/repo", scopes }),
      repository: undefined,
      threads: 1,
      cpu,
      now: jobNow,
      tempDirectory: join(root, "temp"),
    };
    if (outage === "damaged") await damage?.("overwritten");
    if (outage === "cut short") await damage?.("cut short");
    const parts = await restoreParts({ config, keys, directory, limitBytes: options.limitBytes }, deps);
    const restored = (await scan(directory)).entries.length;
    if (options.loses) await rm(directory, { recursive: true, force: true });
    if (options.loses === "entries and bundle") {
      const files = [parts.base, parts.overlay].flatMap((part) => restoredBy(part)?.bundleFile ?? []);
      for (const file of files) await rm(file);
    }
    const there = new Set((await scan(directory)).entries.map(({ name }) => name));
    const foreign = [];
    for (const crate of native.filter((one) => there.has(nameFor(one)))) {
      // As restored, it is not compressed.
      const code = await readFile(join(directory, nameFor(crate)), "latin1");
      if (!code.includes(`${crate}${cpu}${crate}`)) foreign.push(crate);
    }
    const missed = asks.filter((crate) => !there.has(nameFor(crate)) || options.recompiles?.includes(crate));
    pass(60_000);
    for (const crate of missed) await compile(directory, crate, native.includes(crate) ? cpu : "");
    for (const crate of asks) await utimes(join(directory, nameFor(crate)), jobNow() / 1000, jobNow() / 1000);
    await options.meanwhile?.();
    pass(60_000);

    const fetched: string[] = [];
    const saving = { ...deps, store: noting(interrupted(store, options), fetched) };
    const handoff = { base: parts.base, overlay: parts.overlay };
    const past = await readPast(handoff, deps);
    const { entries: scanned } = await scan(directory);
    const statistics = statisticsOf(asks.length - missed.length, missed.length, options.fails ?? 1);
    const log = logOf(asks, new Set(missed), options);
    const evidence = { log, isLogOfAll: true, statistics, readyAtMs: 0 };
    const use = useOf(scanned, { ...evidence, restoredBytes: () => undefined });
    const entries = candidates(scanned, past, { use, sccacheVersion: "0.16.0", nowMs: jobNow() });
    const left = {
      ...{ config, context, keys, directory, toolchain: null, rawAtSource: false, ...handoff },
      ...{ sccache: { path: "sccache", version: "0.16.0" }, readyAtMs: jobNow(), restore: { seconds: 0 } },
    };
    const ended = {
      ...{ status: status === "unknown" ? undefined : status, environment: {}, nowMs: jobNow() },
      ...{ statistics, source: use.source, past, entries },
    };
    const contents = { ...contentsOf(left, ended), ownRef: ref, ownReadAtMs: jobNow() };
    const end = await saveBundle(contents, saving);
    await rm(root, { recursive: true, force: true });
    const kept = end.manifest?.entries.map(({ name }) => name) ?? [];
    const cpus = end.manifest?.entries.flatMap((entry) => (entry.cpu ? [[entry.name, entry.cpu]] : [])) ?? [];
    return {
      foreign,
      cpus: Object.fromEntries(cpus),
      hits: asks.length - missed.length,
      outcome: end.outcome.kind,
      restored,
      kept,
      fetched,
      why: JSON.stringify(end.outcome),
      isPlanned: end.budget !== undefined,
    };
  }

  return { job };
}

export interface Done {
  readonly hits: number;
  /** How many entries the restore has brought. */
  readonly restored: number;
  /** Crates whose code for another CPU was restored. */
  readonly foreign: readonly string[];
  /** Of what was packed, the CPUs by name. */
  readonly cpus: Readonly<Record<string, string>>;
  readonly outcome: string;
  /** Names of what was packed. */
  readonly kept: readonly string[];
  /** Keys of the bundles that the save has fetched. */
  readonly fetched: readonly string[];
  readonly why: string;
  /** Whether it came to a plan, which the report then tells. */
  readonly isPlanned: boolean;
}

export interface Family {
  job(options: JobOptions): Promise<Done>;
  /** The keys of all bundles in the store. */
  keys(): Promise<string[]>;
  /** The store of the nearest level. */
  readonly store: Store & Catalog;
  /** Removes all that the nearest level holds. */
  dropNear(): Promise<void>;
  /** Where a test may put files. */
  readonly folder: string;
  pass(ms: number): void;
  /** Damages the newest bundle of the nearest level. */
  damage(how: Damage): Promise<void>;
}

/** The store, which notes what is fetched. */
function noting(store: Store, fetched: string[]): Store {
  return {
    ...store,
    fetch: async (...args) => {
      const found = await store.fetch(...args);
      if (found.kind === "hit") fetched.push(found.key);
      return found;
    },
  };
}

/** As the restore step does. */
async function restoreParts(
  {
    config,
    keys,
    directory,
    limitBytes,
  }: { config: Config; keys: KeyPlan; directory: string; limitBytes: number | undefined },
  deps: Deps,
): Promise<Pick<Handoff, "base" | "overlay">> {
  const skipped: Part = { kind: "skipped", why: "it is not wanted" };
  if (config.restore === "never" || config.lookupOnly) return { base: skipped, overlay: skipped };
  const limits = { limitBytes, heldBytes: 0, holdsTarget: true };
  const common = { keys, directory, sccacheVersion: "0.16.0", saves: true, limits };
  const { base, overlay } = await fetchParts({ ...common, maxSizeBytes: config.maxSizeBytes }, deps);
  return { base: base.part, overlay: overlay.part };
}
