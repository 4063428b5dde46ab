import type { Config } from "../../config/inputs.ts";
import { StoreError } from "../../store/store.ts";
import type { Deps } from "../deps.ts";
import { cleanUp, type Deleted } from "./clean-up.ts";
import { findExcess, isTight, type Saver, type Survey, type Surveyed } from "./room.ts";

/** A bundle that was just uploaded. */
interface Uploaded {
  readonly key: string;
  readonly bytes: number;
  /** Keys of the bundles that it replaces. */
  readonly ancestors: readonly string[];
}

interface AfterUpload {
  readonly config: Pick<Config, "deleteSuperseded" | "keepLast">;
  /** What the repository held before the upload. */
  readonly found: Survey;
  readonly saver: Saver;
  /** What the keys of the family begin with; null for custom keys, whose bundles are never deleted. */
  readonly prefix: string | null;
  /** A bundle that was last read before this moment was read by this job. */
  readonly ownReadAtMs: number;
}

/** `withdrawn`: the new bundle is deleted again. `deleted` is missing where nothing was to be deleted. */
type Settled = { readonly kind: "withdrawn"; readonly why: string } | Stays;

interface Stays {
  readonly kind: "stays";
  readonly deleted?: Deleted | undefined;
}

/**
 * What follows an upload, of a save and of a merge: where jobs that end together could fill the repository it looks once more, and
 * takes the new bundle back if that is one too many; else it deletes what the new one replaces. No failure of the store is thrown.
 */
export async function settleUpload(
  uploaded: Uploaded,
  { config, found, saver, prefix, ownReadAtMs }: AfterUpload,
  deps: Pick<Deps, "repository" | "catalog" | "log" | "now">,
): Promise<Settled> {
  const after = await lookAfter(uploaded, { found, saver }, deps);
  if (after === "withdrawn") {
    return { kind: after, why: "jobs that ended together have filled the repository above its limit" };
  }
  const { catalog, log, now } = deps;
  const { key: newestKey, ancestors } = uploaded;
  if (!config.deleteSuperseded || prefix === null || !catalog || found === "refused")
    return { kind: "stays" };
  if (ancestors.length === 0) return { kind: "stays" };
  const request = {
    ...{ prefix, isFamily: saver.isFamily, ref: saver.ref, ancestors, newestKey },
    ...{ keepLast: config.keepLast, nowMs: now(), ownReadAtMs },
    listed: after?.complete ? after.bundles : undefined,
  };
  return { kind: "stays", deleted: await cleanUp(request, catalog, log) };
}

/** What the repository holds now, or undefined where it was not asked; `withdrawn` when the new bundle had to be deleted again. */
async function lookAfter(
  { key, bytes }: Uploaded,
  { found, saver }: Pick<AfterUpload, "found" | "saver">,
  { repository, catalog, log }: Pick<Deps, "repository" | "catalog" | "log">,
): Promise<Surveyed | "withdrawn" | undefined> {
  if (!repository || !catalog || !isTight(found, saver.config, bytes)) return undefined;
  try {
    const { known, complete, leastBytes } = await repository.survey();
    const after = { bundles: known, complete, totalBytes: leastBytes };
    const excess = findExcess(after, key, saver);
    if (!excess) return after;
    await catalog.remove(excess);
    return "withdrawn";
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.notice(`The repository's free space after the upload is not known: ${error.message}`);
    return undefined;
  }
}
