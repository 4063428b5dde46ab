import type { Manifest } from "../../bundle/format/manifest.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { DamagedBundleError } from "../../store/error-kinds.ts";
import type { Deps } from "../deps.ts";

interface NamedRequest {
  readonly key: string;
  /** Where the bundle is to be; there is nothing yet. */
  readonly file: string;
  readonly onBytes: (done: number) => void;
}

interface Named extends Pick<NamedRequest, "key" | "file"> {
  readonly manifest: Manifest;
}

/**
 * The bundle of exactly this key, or undefined when it is gone: a store then finds others that begin like it.
 * @throws {StoreError}, {BundleError}, and what the file system throws
 */
export async function fetchNamed(
  { key, file, onBytes }: NamedRequest,
  { store, zstd, signing }: Pick<Deps, "store" | "zstd" | "signing">,
): Promise<Named | undefined> {
  try {
    const fetched = await store.fetch({ key, fallbacks: [] }, file, { onBytes });
    if (fetched.kind === "miss" || fetched.key !== key) return undefined;
    return { key, file, manifest: await readManifest(file, zstd, signing?.trust(fetched)) };
  } catch (error) {
    if (error instanceof DamagedBundleError && error.key !== key) return undefined;
    throw error;
  }
}
