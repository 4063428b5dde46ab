import { createHash } from "node:crypto";
import { mayDropUnused } from "../../src/budget/completeness.ts";
import { planBudget } from "../../src/budget/plan.ts";
import { type BundledEntry, type Manifest, withoutPast } from "../../src/bundle/format/manifest.ts";
import type { Config } from "../../src/config/config.ts";
import { parseConfig } from "../../src/config/inputs.ts";
import { type Part, type RestoredBundle, restoredBy } from "../../src/flow/handoff.ts";
import type { JobContext } from "../../src/flow/job/gather.ts";
import { cleanUp } from "../../src/flow/save/clean-up.ts";
import { gatherEvidence } from "../../src/flow/save/evidence.ts";
import { digestOf, type KnownEntry } from "../../src/flow/save/history.ts";
import { surveyRoom } from "../../src/flow/save/room.ts";
import type { SaveFacts } from "../../src/flow/save/save-facts.ts";
import { planSave } from "../../src/flow/save/save-plan.ts";
import { planKeys } from "../../src/key/strategy.ts";
import type { Log } from "../../src/log.ts";
import { mainRef, type Push, type PushedJob } from "./life.ts";
import type { Repository } from "./repository.ts";
import { refsOf, type Way } from "./ways.ts";
import type { Entry } from "./workload.ts";

export interface OurOptions {
  /** As in a workflow; sizes as they are after scaling. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly now: () => number;
  /** What a line of the manifest and a tar header take, at most. */
  readonly perEntryBytes: number;
}

interface Saved {
  readonly manifest: Manifest;
  readonly bytes: number;
}

const silent: Log = { debug: () => {}, info: () => {}, notice: () => {}, warning: () => {} };

/**
 * The action's own decisions, all of them: keys, what is worth saving, room, plan, what is superseded. Only packing is
 * replaced, by what entries took in bundles that were really packed.
 */
export function ourWay({ inputs, now, perEntryBytes }: OurOptions): Way {
  const config = parseConfig((name) => inputs[name] ?? "");
  /** What lies in the repository's entries, or has lain there. */
  const saved = new Map<string, Saved>();
  const costs = new Map<string, Entry>();
  return {
    title: "sccache-bundle",
    async begin(push, job, repository) {
      const context = contextOf(push, job);
      const keys = planKeys({ ...ingredientsOf(job, push), revision: context, nowMs: now() }, config);
      const readyAtMs = now();
      const fetch = async (key: string, fallbacks: readonly string[]) => {
        const found = await repository.find(refsOf(push), key, fallbacks);
        const bundle = found === undefined ? undefined : saved.get(found);
        return found !== undefined && bundle
          ? { key: found, ...bundle, manifestFile: "", bundleFile: null }
          : null;
      };
      const fetchBase = () => fetch(keys.primary, keys.fallbacks);
      const prefix = keys.overlay === null ? undefined : `${keys.overlay}-`;
      const first = prefix === undefined ? null : await fetch(prefix, [keys.primary, ...keys.fallbacks]);
      const overlay = prefix !== undefined && first?.key.startsWith(prefix) ? first : null;
      const base = prefix === undefined || overlay ? await fetchBase() : first;
      const known = new Map(
        [...(base?.manifest.entries ?? []), ...(overlay?.manifest.entries ?? [])].map((e) => [e.name, e]),
      );
      for (const entry of job.run.used) costs.set(nameOf(entry), entry);
      const hits = job.run.used.filter((entry) => known.has(nameOf(entry))).length;

      const facts = (): SaveFacts => ({
        handoff: {
          format: 2,
          config,
          directory: "/sccache",
          keys,
          toolchain: null,
          readyAtMs,
          sccache: { path: "sccache", version: "0.16.0" },
          rawAtSource: false,
          base: partOf(base),
          overlay: partOf(overlay),
          restoreMs: 0,
        },
        context,
        status: "success",
        environment: {},
        statistics: statisticsOf(hits, job),
        entries: directoryOf(known, job, now()),
        past: { base: base?.manifest, overlay: overlay?.manifest, entries: known, reusable: [] },
      });
      return {
        hits,
        bytesDown: (base?.bytes ?? 0) + (overlay?.bytes ?? 0),
        end: () => save(facts(), { config, push, repository, saved, costs, now, perEntryBytes }),
      };
    },
  };
}

function partOf(fetched: Omit<RestoredBundle, "readAtMs"> | null): Part {
  return fetched ? { kind: "restored", bundle: { ...fetched, readAtMs: 0 } } : { kind: "missed" };
}

interface Saving {
  readonly config: Config;
  readonly push: Push;
  readonly repository: Repository;
  readonly saved: Map<string, Saved>;
  readonly costs: ReadonlyMap<string, Entry>;
  readonly now: () => number;
  readonly perEntryBytes: number;
}

async function save(facts: SaveFacts, saving: Saving): Promise<number> {
  const { config, push, repository, saved, costs, now, perEntryBytes } = saving;
  const plan = planSave(facts);
  if ("why" in plan) return 0;
  const deps = { log: silent, repository, now };
  const room = await surveyRoom(
    { ...config, maxSizeBytes: plan.mostBytes },
    { ...plan, ref: push.ref },
    deps,
  );
  if (room.budgetBytes === 0) return 0;
  const evidence = gatherEvidence(facts);
  const { drop } = mayDropUnused(config.evict, evidence);
  const candidates = plan.candidates.map((entry) => ({
    ...entry,
    cost: (costs.get(entry.name)?.cost ?? 0) + perEntryBytes,
  }));
  const seconds = Math.floor(now() / 1000);
  const { keep, expectedBytes: bytes } = planBudget(candidates, {
    budgetBytes: room.budgetBytes,
    evictAge: drop ? 1 : undefined,
    maxAgeDays: config.maxAgeDays,
    now: seconds,
  });
  const entries = keep.map(({ entry }) => entry);
  const key = plan.keyOf(digestOf(entries));
  const restored = restoredBy(facts.handoff.base);
  const overlay = restoredBy(facts.handoff.overlay);
  if (entries.length === 0 || key === restored?.key || key === overlay?.key) return 0;
  if (!(await repository.save(push.ref, key, bytes))) return 0;
  saved.set(key, {
    bytes,
    manifest: manifestOf(entries, {
      bytes,
      ref: push.ref,
      costs,
      seconds,
    }),
  });
  const { prefix, isFamily } = plan;
  if (config.deleteSuperseded && prefix !== "" && room.listing !== "refused") {
    const { listing } = room;
    await cleanUp(
      { prefix, isFamily, ref: push.ref, newestKey: key, keep: config.keepLast, nowMs: now(), listing },
      repository,
      silent,
    );
  }
  return bytes;
}

function manifestOf(
  entries: readonly KnownEntry[],
  about: { bytes: number; ref: string; costs: ReadonlyMap<string, Entry>; seconds: number },
): Manifest {
  const bundled = entries.map(({ name, lastUse, runs, usedByThisRun }): BundledEntry => {
    const { raw = 1, stored = 1, label = null } = about.costs.get(name) ?? {};
    const past = { lastUse, runs, lastRun: usedByThisRun ? 1 : 0, language: null, costMs: null };
    return { name, bytes: raw, storedBytes: stored, ...past, label, segment: 0 };
  });
  const rawBytes = bundled.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    creator: "simulation",
    created: about.seconds,
    sccacheVersion: "0.16.0",
    toolchain: null,
    base: null,
    ref: about.ref,
    ...withoutPast,
    run: { id: null, clock: 1, complete: true },
    environment: {},
    level: 3,
    segments: [{ offset: 0, bytes: about.bytes, rawBytes, sha256: "" }],
    entries: bundled,
  };
}

const unmeasured = { costMs: null, language: null };

function directoryOf(
  known: ReadonlyMap<string, BundledEntry>,
  { run }: PushedJob,
  nowMs: number,
): KnownEntry[] {
  const used = new Map(run.used.map((entry) => [nameOf(entry), entry]));
  const kept = [...known.values()].filter(({ name }) => !used.has(name));
  return [
    ...kept.map(({ name, storedBytes, lastUse, runs }) => ({
      name,
      kind: "object" as const,
      bytes: storedBytes,
      lastUse,
      runs,
      usedByThisRun: false,
      ...unmeasured,
      age: 1,
      added: false,
    })),
    ...[...used].map(([name, { stored }]) => ({
      name,
      kind: "object" as const,
      bytes: stored,
      lastUse: Math.floor(nowMs / 1000),
      runs: (known.get(name)?.runs ?? 0) + 1,
      usedByThisRun: true,
      ...unmeasured,
      age: 0,
      added: !known.has(name),
    })),
  ];
}

function contextOf(push: Push, { system, leg }: PushedJob): JobContext {
  return {
    workspace: "/checkout",
    os: system,
    arch: "x64",
    job: leg,
    matrix: undefined,
    event: push.pullRequest === undefined ? "push" : "pull_request",
    ref: push.ref,
    defaultBranch: mainRef.replace("refs/heads/", ""),
    sha: String(push.number),
    run: String(push.number),
    pullRequest: push.pullRequest === undefined ? undefined : String(push.pullRequest),
  };
}

function ingredientsOf({ system, leg }: PushedJob, { lockfile }: Push) {
  return {
    prefix: "sccache",
    sharedKey: undefined,
    os: system,
    arch: "x64",
    toolchain: { title: "rustc 1.95.0", release: "1.95.0", commit: undefined },
    compiler: undefined,
    job: leg,
    matrix: undefined,
    lockfiles: { files: ["Cargo.lock"], sha256: createHash("sha256").update(lockfile).digest("hex") },
  };
}

function statisticsOf(hits: number, { run }: PushedJob): SaveFacts["statistics"] {
  const count = (total: number) => ({ total, byLanguage: {} });
  return {
    hits: count(hits),
    misses: count(run.used.length - hits),
    compileFails: 0,
  } as unknown as SaveFacts["statistics"];
}

const names = new Map<string, string>();

/** As sccache would call it: a hash, in folders. */
function nameOf({ name }: Entry): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(name).digest("hex");
  const path = `${hash[0]}/${hash[1]}/${hash}`;
  names.set(name, path);
  return path;
}
