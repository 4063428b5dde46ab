import { createHash } from "node:crypto";
import { type BundledEntry, type Manifest, withoutPast } from "../../src/bundle/format/manifest.ts";
import type { Packed, PackRequest } from "../../src/bundle/pack-request.ts";
import type { Deps } from "../../src/flow/deps.ts";
import { contentsOf } from "../../src/flow/evidence/build.ts";
import { knownEntries } from "../../src/flow/evidence/candidates.ts";
import { type KnownBundle, pastOf } from "../../src/flow/evidence/past.ts";
import type { Use } from "../../src/flow/evidence/use.ts";
import type { Part, RestoredBundle } from "../../src/flow/handoff.ts";
import type { JobContext } from "../../src/flow/job/job.ts";
import type { FetchedHead, HeadRequest } from "../../src/flow/save/fetch-head.ts";
import { saveBundle } from "../../src/flow/save/save-bundle.ts";
import { planKeys } from "../../src/key/key.ts";
import type { ScannedEntry } from "../../src/sccache/directory.ts";
import type { Statistics } from "../../src/sccache/server/statistics.ts";
import { plainTraits } from "../../src/store/store.ts";
import { configOf } from "../../test/flow/made-up-job.ts";
import { silent } from "../../test/logs.ts";
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

/**
 * The action's own save, all of it: keys, what is worth saving, room, plan, merge, what is superseded. Only packing and
 * transfers are replaced, by what entries took in bundles that were really packed.
 */
export function ourWay({ inputs, now, perEntryBytes }: OurOptions): Way {
  const config = configOf(inputs);
  /** What lies in the repository's entries, or has lain there. */
  const saved = new Map<string, Saved>();
  const costs = new Map<string, Entry>();
  /** By job, what it saved last on the default branch. */
  const newest = new Map<string, string>();
  return {
    title: "sccache-bundle",
    needs: (key) => [...newest.values()].includes(key),
    async begin(push, job, repository) {
      const context = contextOf(push, job);
      const keys = planKeys({ ...ingredientsOf(job, push), revision: context, nowMs: now() }, config);
      const readAtMs = now();
      const fetch = async (key: string, fallbacks: readonly string[]) => {
        const found = await repository.find(refsOf(push), key, fallbacks);
        const bundle = found === undefined ? undefined : saved.get(found);
        return found !== undefined && bundle ? { key: found, ...bundle } : undefined;
      };
      const fetchBase = () => fetch(keys.primary, keys.fallbacks);
      const prefix = keys.overlay ?? undefined;
      const first = prefix === undefined ? undefined : await fetch(prefix, [keys.primary, ...keys.fallbacks]);
      const overlay = prefix !== undefined && first?.key.startsWith(prefix) ? first : undefined;
      const base = prefix === undefined || overlay ? await fetchBase() : first;
      const past = pastOf({ base: known(base), overlay: known(overlay), heads: [] });
      for (const entry of job.run.used) costs.set(nameOf(entry), entry);
      const hits = job.run.used.filter((entry) => past.entries.has(nameOf(entry))).length;

      async function end(): Promise<number> {
        const used = new Map(job.run.used.map((entry) => [nameOf(entry), entry]));
        const scanned = directoryOf([...past.entries.values()], used, now());
        const entries = knownEntries(scanned, past, useOf(used, past.entries));
        const left = {
          ...{ config, context, keys, directory: "/sccache", toolchain: null, rawAtSource: false },
          ...{ base: partOf(base, readAtMs), overlay: partOf(overlay, readAtMs) },
          ...{
            sccache: { path: "sccache", version: "0.16.0" },
            readyAtMs: readAtMs,
            restore: { seconds: 0 },
          },
        };
        const ended = {
          ...{ status: "success" as const, environment: {}, nowMs: now() },
          ...{ statistics: statisticsOf(hits, job), source: "log" as const, past, entries },
        };
        const contents = { ...contentsOf(left, ended), ownRef: push.ref, ownReadAtMs: readAtMs };
        let packed: Packed | undefined;
        const pack = async (request: PackRequest): Promise<Packed> => {
          packed = packOf(request, { costs, perEntryBytes });
          return packed;
        };
        const put = async (key: string) => {
          if (!packed || !(await repository.save(push.ref, key, packed.bytes))) return "taken" as const;
          saved.set(key, { manifest: packed.manifest, bytes: packed.bytes });
          if (push.ref === mainRef) newest.set(`${job.system} ${job.leg}`, key);
          return "stored" as const;
        };
        const deps = { ...simulated(repository, put), now };
        const fetchHead = async ({ key, has }: HeadRequest) => headOf(key, saved, has);
        const { outcome } = await saveBundle(contents, deps, {
          openPacker: () => ({ pack, close: async () => {} }),
          fetchHead,
        });
        return outcome.kind === "saved" ? outcome.bundleBytes : 0;
      }
      return { hits, bytesDown: (base?.bytes ?? 0) + (overlay?.bytes ?? 0), end };
    },
  };
}

function known(fetched: (Saved & { readonly key: string }) | undefined): KnownBundle | undefined {
  return fetched && { key: fetched.key, manifest: fetched.manifest, file: undefined };
}

function partOf(fetched: (Saved & { readonly key: string }) | undefined, readAtMs: number): Part {
  if (!fetched) return { kind: "missed" };
  const { key, bytes } = fetched;
  const bundle: RestoredBundle = {
    key,
    bytes,
    readAtMs,
    manifestFile: "",
    leftOutFile: null,
    bundleFile: null,
  };
  return { kind: "restored", bundle };
}

function headOf(
  key: string,
  saved: ReadonlyMap<string, Saved>,
  has: (name: string) => boolean,
): FetchedHead | undefined {
  const manifest = saved.get(key)?.manifest;
  if (!manifest) return undefined;
  const entries = manifest.entries.filter(({ name }) => !has(name));
  return { bundle: { key, manifest, file: undefined }, folder: "/head", entries, digests: new Map() };
}

function simulated(
  repository: Repository,
  put: (key: string) => Promise<"stored" | "taken">,
): Omit<Deps, "now"> {
  return {
    log: silent,
    store: {
      label: "simulation",
      traits: plainTraits,
      lookup: async () => ({ kind: "miss" }),
      fetch: async () => ({ kind: "miss" }),
      put: async (key) => ((await put(key)) === "stored" ? { kind: "stored", bytes: 0 } : { kind: "taken" }),
    },
    zstd: undefined as never, // nothing is packed or unpacked
    catalog: repository,
    signing: undefined,
    repository,
    threads: 1,
    cpu: "00000000",
    tempDirectory: "/nowhere",
  };
}

function packOf(
  { entries, about, level, out }: PackRequest,
  { costs, perEntryBytes }: { costs: ReadonlyMap<string, Entry>; perEntryBytes: number },
): Packed {
  const bundled = entries.map(({ name, lastUse, runs, lastRun = 0 }): BundledEntry => {
    const { raw = 1, stored = 1, label = null } = costs.get(name) ?? {};
    const past = { lastUse, runs, lastRun, language: null, costMs: null, prints: null };
    return { name, bytes: raw, storedBytes: stored, ...past, label, segment: 0 };
  });
  const bytes = bundled.reduce((sum, { name }) => sum + (costs.get(name)?.cost ?? 0) + perEntryBytes, 0);
  const rawBytes = bundled.reduce((sum, entry) => sum + entry.bytes, 0);
  const segments = [{ offset: 0, bytes, rawBytes, sha256: "" }];
  const manifest = { ...withoutPast, ...about, level, segments, entries: bundled };
  return { manifest, file: out, bytes, copied: 0, dropped: [] };
}

function useOf(used: ReadonlyMap<string, Entry>, past: ReadonlyMap<string, unknown>): Use {
  return {
    source: "log",
    of: ({ name }) => ({
      used: used.has(name),
      made: used.has(name) && !past.has(name),
      costMs: null,
      label: used.get(name)?.label ?? null,
      language: null,
      prints: null,
    }),
  };
}

/** sccache's directory at the end of the job: what was restored, and what was used. */
function directoryOf(
  past: readonly BundledEntry[],
  used: ReadonlyMap<string, Entry>,
  nowMs: number,
): ScannedEntry[] {
  const file = (name: string, bytes: number, ms: number): ScannedEntry => ({
    name,
    kind: "object",
    bytes,
    mtimeMs: ms,
    atimeMs: ms,
  });
  return [
    ...past
      .filter(({ name }) => !used.has(name))
      .map(({ name, storedBytes, lastUse }) => file(name, storedBytes, lastUse * 1000)),
    ...[...used].map(([name, { stored }]) => file(name, stored, nowMs)),
  ];
}

function contextOf(push: Push, { system, leg }: PushedJob): JobContext {
  return {
    workspace: "/checkout",
    os: system,
    arch: "x64",
    workflow: undefined,
    job: leg,
    jobId: undefined,
    matrix: undefined,
    event: push.pullRequest === undefined ? "push" : "pull_request",
    ref: push.ref,
    defaultBranch: mainRef.replace("refs/heads/", ""),
    sha: String(push.number),
    run: { id: String(push.number) },
    pullRequest: push.pullRequest === undefined ? undefined : String(push.pullRequest),
    baseRef: push.pullRequest === undefined ? undefined : mainRef,
  };
}

function ingredientsOf({ system, leg, matrix }: PushedJob, { lockfile, toolchain }: Push) {
  return {
    prefix: "sccache",
    sharedKey: undefined,
    os: system,
    arch: "x64",
    toolchain: { title: `rustc ${toolchain}`, release: toolchain, commit: undefined },
    compiler: undefined,
    cpu: undefined,
    workflow: undefined,
    job: leg,
    matrix,
    lockfiles: { files: ["Cargo.lock"], sha256: createHash("sha256").update(lockfile).digest("hex") },
  };
}

function statisticsOf(hits: number, { run }: PushedJob): Statistics {
  const count = (total: number) => ({ total, byLanguage: {} });
  return {
    compileRequests: run.used.length,
    executed: run.used.length,
    hits: count(hits),
    misses: count(run.used.length - hits),
    errors: count(0),
    nonCacheable: {},
    nonCacheableCompilations: 0,
    // A build script's probe fails in every build of the recorded program.
    compileFails: 1,
    cacheWriteErrors: 0,
    cacheLocation: "",
    cacheSizeBytes: undefined,
    maxCacheSizeBytes: undefined,
  };
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
