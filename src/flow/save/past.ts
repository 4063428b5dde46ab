import { readFile } from "node:fs/promises";
import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { manifestFromJson } from "../../bundle/format/manifest-json.ts";
import type { ReusableBundle } from "../../bundle/reuse.ts";
import type { Log } from "../../log.ts";
import { type Handoff, type RestoredBundle, restoredBy } from "../handoff.ts";

/** What this job began with. */
export interface Past {
  readonly base: Manifest | undefined;
  readonly overlay: Manifest | undefined;
  /** Every entry of both by name, with its history; the overlay's is the newer one. */
  readonly entries: ReadonlyMap<string, BundledEntry>;
  /** What was restored, as files, as far as they were kept. */
  readonly reusable: readonly ReusableBundle[];
}

/** Reads the manifests that restore left. One that cannot be had is as if it had not been restored, with a notice. */
export async function readPast(handoff: Pick<Handoff, "base" | "overlay">, log: Log): Promise<Past> {
  const restored = restoredBy(handoff.base);
  const overlay = restoredBy(handoff.overlay);
  const [base, laidOver] = await Promise.all([read(restored, log), read(overlay, log)]);
  const entries = [...(base?.entries ?? []), ...(laidOver?.entries ?? [])];
  return {
    base,
    overlay: laidOver,
    entries: new Map(entries.map((entry) => [entry.name, entry])),
    reusable: [...reusable(restored, base), ...reusable(overlay, laidOver)],
  };
}

function reusable(bundle: RestoredBundle | null, manifest: Manifest | undefined): ReusableBundle[] {
  return bundle?.bundleFile && manifest ? [{ file: bundle.bundleFile, manifest }] : [];
}

async function read(bundle: RestoredBundle | null, log: Log): Promise<Manifest | undefined> {
  if (!bundle) return undefined;
  try {
    return manifestFromJson(await readFile(bundle.manifestFile, "utf8"));
  } catch (error) {
    log.notice(
      `What was restored from ${bundle.key} is no longer known, so it counts as new: ${(error as Error).message}`,
    );
    return undefined;
  }
}
