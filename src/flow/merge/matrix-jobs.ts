import { wholeBudget } from "../../budget/budget.ts";
import { BundleError } from "../../bundle/format/checks.ts";
import type { Config } from "../../config/inputs.ts";
import { isOfFamily, jobBeginning, type KeyPlan, saveKey } from "../../key/key.ts";
import { scopesOf } from "../../key/ref.ts";
import { count } from "../../report/words.ts";
import { formatSize } from "../../size.ts";
import type { StoredBundle } from "../../stored-bundle.ts";
import type { Deps } from "../deps.ts";
import { freeBytes, writingTo } from "../disk.ts";
import { type KnownBundle, lineOf } from "../evidence/past.ts";
import { asUseless } from "../failures.ts";
import type { Job } from "../job/job.ts";
import { openDeps, openKeys } from "../job/steps.ts";
import { settleUpload } from "../new-bundle/after-upload.ts";
import { fetchNamed } from "../new-bundle/fetch-named.ts";
import { levelsOf } from "../new-bundle/levels.ts";
import { putUnder } from "../new-bundle/put-under.ts";
import { roomFor, saverOf, survey } from "../new-bundle/room.ts";
import { shown } from "../phases.ts";
import { cannotSign, unsignedBytes } from "../signing.ts";
import { withTemporary } from "../temporary.ts";
import { DamagedSource, type MergedBundle, merge } from "./merge.ts";
import { isUsedSince, newestOfEach } from "./newest-of-each.ts";

/** What became of the matrix jobs' bundles. */
type MergedJobs =
  | { readonly kind: "saved" | "taken"; readonly key: string; readonly jobs: number; readonly bytes: number }
  | { readonly kind: "not-saved"; readonly why: string }
  | { readonly kind: "cannot-list" };

/**
 * Unites the newest bundle of each matrix job of one job into a bundle that any of them falls back to: for a job that runs
 * after all of them. What an earlier merge made is united too, since a matrix job's own bundle may be gone; what no
 * matrix job has any more, or only one that has not run since, grows old in it, and goes. It is deleted when the new one is there. Where no
 * matrix job has saved since, nothing but that one is fetched, and nothing saved. The bundle fits into the repository's room, like any other.
 * @throws {StoreError}, and {DiskError} where the temporary folder has too little room
 */
export async function mergeMatrixJobs(ofMatrix: Job, tempDirectory: string): Promise<MergedJobs> {
  const job: Job = { ...ofMatrix, context: { ...ofMatrix.context, matrix: undefined } };
  const deps = openDeps(job, { tempDirectory });
  const { catalog, signing } = deps;
  if (!catalog) return { kind: "cannot-list" };
  const { keys } = await openKeys(job);
  if (signing?.canSign === false) return notSaved(cannotSign);
  if (keys.custom) return notSaved("custom keys do not tell matrix jobs apart");
  const prefix = jobBeginning(keys.family);
  const ref = scopesOf(job.context).own;
  const names = { keyPrefix: job.config.keyPrefix, ref };
  const listed = (await catalog.list(prefix)).bundles;
  const newest = newestOfEach(listed, names);
  const ofEarlier = newest.get(keys.family);
  const families = [...newest.keys()].filter((family) => family !== keys.family);
  if (families.length < 2) return notSaved(`bundles of ${families.length} matrix jobs begin with ${prefix}`);
  return withTemporary(tempDirectory, (temporary) =>
    writingTo(tempDirectory, async () => {
      const means = { ...deps, catalog, temporary };
      const earlier = ofEarlier && (await fetchUsable(ofEarlier, means));
      const ownReadAtMs = deps.now();
      const line = new Set(earlier && lineOf(earlier));
      // Where that one was found, those of other versions are not: each merge would ask for them, and save as if they were new.
      const found = earlier ? listed.filter(({ version }) => version === ofEarlier?.version) : listed;
      const ofJobs = [...newestOfEach(found, names)].flatMap(([family, bundle]) =>
        family === keys.family ? [] : bundle,
      );
      const current = earlier?.manifest ? ofJobs.filter(isUsedSince(ofEarlier?.savedAtMs)) : ofJobs;
      if (current.every(({ key }) => line.has(key)))
        return notSaved("no matrix job has saved since the last time");
      const fetched = [];
      for (const bundle of current) fetched.push((await fetchUsable(bundle, means)) ?? []);
      const sources = { earlier, ofJobs: fetched.flat() };
      const jobs = sources.ofJobs.length;
      return await mergeFetched(sources, { job, keys, ref, ownReadAtMs, jobs }, means);
    }),
  );
}

/** What there is to unite; a bundle without a manifest is one that cannot be used, and is replaced. */
interface Sources {
  readonly earlier: KnownBundle | undefined;
  readonly ofJobs: readonly KnownBundle[];
}

interface MergeFetched {
  readonly job: Job;
  readonly keys: KeyPlan;
  readonly ref: string | undefined;
  readonly ownReadAtMs: number;
  /** How many matrix jobs. */
  readonly jobs: number;
}

type MergeDeps = Deps & {
  readonly catalog: NonNullable<Deps["catalog"]>;
  readonly temporary: (name: string) => string;
};

async function mergeFetched(sources: Sources, request: MergeFetched, deps: MergeDeps): Promise<MergedJobs> {
  const { keys, ref, jobs, ownReadAtMs, job } = request;
  const { config, context } = job;
  const found = await survey(config, deps);
  const { defaultBranch } = context;
  // What earlier merges made; the matrix jobs' own bundles are theirs.
  const isFamily = (key: string) => isOfFamily(key, keys);
  const bundles = [sources.earlier ?? [], sources.ofJobs].flat();
  const saving = { config, bundles, defaultBranch, isFamily, ref, nowMs: deps.now() };
  const saver = saverOf({ ...saving, most: wholeBudget(config) }, deps);
  const room = roomFor(found, saver);
  if (room.budgetBytes === 0) return notSaved(`the repository is full: ${room.why}`);
  const out = deps.temporary("merged");
  const merged = await mergeUsable(sources, { out, budgetBytes: room.budgetBytes, config }, deps);
  if (merged.kind !== "packed") return notSaved(merged.why);
  const { packed } = merged;
  const keyOf = (digest: string) => saveKey(keys, digest);
  const { key, kind, bytes } = await shown(deps.showProgress, "Upload", (onProgress) =>
    putUnder(keyOf, { file: out, packed, onProgress }, deps),
  );
  if (kind === "taken") return { kind, key, jobs, bytes };
  const { ancestors } = packed.manifest;
  const settled = await settleUpload(
    { key, bytes, ancestors },
    { config, found, saver, prefix: `${keys.family}-`, ownReadAtMs },
    deps,
  );
  if (settled.kind === "withdrawn") return notSaved(settled.why);
  return { kind: "saved", key, jobs, bytes };
}

/** Merges what can be used. Some damage is found only when a bundle is unpacked; it then counts as empty. */
async function mergeUsable(
  sources: Sources,
  request: { readonly out: string; readonly budgetBytes: number; readonly config: Config },
  deps: MergeDeps,
): Promise<Awaited<ReturnType<typeof merge>> | { readonly kind: "too-few"; readonly why: string }> {
  const all = [sources.earlier ?? [], sources.ofJobs].flat();
  const empty = all.filter(({ manifest, isSpared }) => !manifest && !isSpared);
  const earlier = isUsable(sources.earlier) ? sources.earlier : undefined;
  const bundles = sources.ofJobs.filter(isUsable);
  if (bundles.length === 0) return { kind: "too-few", why: "no matrix job's bundle can be used" };
  const { out, budgetBytes, config } = request;
  const { segmentBytes: segmentRawBytes } = config;
  const levels = levelsOf(config);
  const { threads, tempDirectory, signing, zstd } = deps;
  const options = { out, tempDirectory, levels, segmentRawBytes, threads, bundles, earlier, empty };
  try {
    return await shown(deps.showProgress, "Pack", async (onProgress) => {
      const budget = { budgetBytes: unsignedBytes(budgetBytes, signing), freeBytes: await freeBytes(out) };
      return merge({ ...options, ...budget, onProgress }, zstd);
    });
  } catch (error) {
    if (!(error instanceof DamagedSource)) throw error;
    deps.log.notice(`${error.message}. Nothing of it is used`);
    const emptied = <B extends KnownBundle>(bundle: B) =>
      bundle.key === error.bundle.key ? { key: bundle.key, manifest: undefined, file: undefined } : bundle;
    const rest = {
      earlier: sources.earlier && emptied(sources.earlier),
      ofJobs: sources.ofJobs.map(emptied),
    };
    return mergeUsable(rest, request, deps);
  }
}

function isUsable(bundle: KnownBundle | undefined): bundle is MergedBundle {
  return bundle?.manifest !== undefined && bundle.file !== undefined;
}

/** What became of them, in a line for the user. */
export function describeMerged(merged: Exclude<MergedJobs, { kind: "cannot-list" }>): string {
  if (merged.kind === "not-saved") return `Nothing merged: ${merged.why}`;
  const { jobs, key, bytes } = merged;
  return `Merged the bundles of ${count(jobs, "matrix job")} as ${key} (${formatSize(bytes)})`;
}

function notSaved(why: string): MergedJobs {
  return { kind: "not-saved", why };
}

/**
 * The bundle, if it is there. One that is damaged or not signed as it must be counts as empty, with a notice, and is replaced; one of
 * a newer format is left out, and stays.
 */
async function fetchUsable(
  { key, bytes }: StoredBundle,
  { temporary, ...deps }: MergeDeps,
): Promise<KnownBundle | undefined> {
  const file = temporary("matrix-job");
  try {
    return await shown(deps.showProgress, "Fetch other bundles", (onProgress) =>
      fetchNamed({ key, file, onBytes: (done) => onProgress({ done, total: bytes }) }, deps),
    );
  } catch (error) {
    const useless = asUseless(error);
    const isNewer = error instanceof BundleError && error.fault === "unknown-version";
    if (!useless && !isNewer) throw error;
    deps.log.notice(`${key} is left out: ${(error as Error).message}`);
    return useless && { key, manifest: undefined, file: undefined, isSpared: !useless.isCertain };
  }
}
