import type { BundledEntry } from "../../bundle/format/manifest.ts";
import type { Advance } from "../../report/progress.ts";
import type { Deps } from "../deps.ts";
import type { KnownBundle } from "../evidence/past.ts";
import { usableBy } from "../evidence/usable.ts";
import { asUseless } from "../failures.ts";
import { fetchNamed } from "../new-bundle/fetch-named.ts";
import { type UnpackDeps, type Unpacked, unpackBeside } from "../new-bundle/unpack-beside.ts";

/** A bundle that was fetched to be united with what this job has, and what of it this job lacked. */
export interface FetchedHead extends Unpacked {
  readonly bundle: KnownBundle;
}

export interface HeadRequest {
  readonly key: string;
  /** Names of entries that are there already: theirs win over the bundle's. */
  readonly has: (name: string) => boolean;
  /** Preprocessor files of another sccache are of no use. */
  readonly sccacheVersion: string | null;
  readonly onProgress: Advance;
}

/**
 * Fetches a bundle and unpacks what this job lacks of it beside sccache's directory. Undefined when the bundle is gone. One
 * that is damaged, or not signed as it must be, counts as empty, so that the next save replaces it; so does one that only this
 * machine may be unable to read, but it is spared; and an entry that is there already.
 * @throws {StoreError}, {BundleError} for a newer format, and what the file system throws
 */
export async function fetchHead(
  { key, has, sccacheVersion, onProgress }: HeadRequest,
  deps: Deps & UnpackDeps,
): Promise<FetchedHead | undefined> {
  const file = deps.temporary("head.tar.zst");
  const onBytes = (done: number) => onProgress({ done, total: undefined });
  try {
    const bundle = await fetchNamed({ key, file, onBytes }, deps);
    if (!bundle) return undefined;
    const isUsable = usableBy(sccacheVersion, bundle.manifest);
    const wanted = (entry: BundledEntry) => !has(entry.name) && isUsable(entry);
    return { bundle, ...(await unpackBeside({ ...bundle, wanted }, deps)) };
  } catch (error) {
    const useless = asUseless(error);
    if (useless === undefined) throw error;
    const { why, isCertain } = useless;
    const what = isCertain
      ? "cannot be used and is being replaced"
      : "cannot be read here and is left as it is";
    deps.log.notice(`${key} ${what}: ${why}`);
    const bundle = { key, manifest: undefined, file: undefined, isSpared: !isCertain };
    return { bundle, folder: "", entries: [], digests: new Map() };
  }
}
