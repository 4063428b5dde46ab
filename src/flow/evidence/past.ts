import { readFile } from "node:fs/promises";
import { ageOf } from "../../budget/age.ts";
import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { manifestFromJson } from "../../bundle/format/manifest-json.ts";
import type { ReusableBundle } from "../../bundle/reuse.ts";
import type { Log } from "../../log.ts";
import { type Handoff, type Part, type RestoredBundle, restoredBy } from "../handoff.ts";

/** A bundle that this job has taken into account. */
export interface KnownBundle {
  readonly key: string;
  /** Undefined for one that is damaged: it counts as empty. */
  readonly manifest: Manifest | undefined;
  /** The file itself, so that segments can be copied from it; undefined when it was not kept. */
  readonly file: string | undefined;
}

/** An entry of the bundles that are known, with the younger age and the larger use of all of them. */
export type PastEntry = BundledEntry & {
  /** Complete runs since one used it. */
  readonly age: number;
  /** When the newest of the bundles that have it was saved, in seconds since 1970. */
  readonly created: number;
};

/** What is known of earlier bundles: what restore brought, and what the save united with it. */
export interface Past {
  readonly base: KnownBundle | undefined;
  readonly overlay: KnownBundle | undefined;
  /** Newer bundles of the family, which other jobs have saved meanwhile. */
  readonly heads: readonly KnownBundle[];
  /** Every entry of all of them, by name. */
  readonly entries: ReadonlyMap<string, PastEntry>;
}

/** Reads the manifests that restore left. One that cannot be read counts as not restored, with a notice. */
export async function readPast(
  { base, overlay }: Pick<Handoff, "base" | "overlay">,
  log: Log,
): Promise<Past> {
  const [below, above] = await Promise.all([known(base, log), known(overlay, log)]);
  return pastOf({ base: below, overlay: above, heads: [] });
}

/** The same with one more bundle. */
export function withHead(past: Past, head: KnownBundle): Past {
  return pastOf({ ...past, heads: [...past.heads, head] });
}

/** The bundles of a past whose files are there to copy from, the newest first. */
export function reusable({ base, overlay, heads }: Past): ReusableBundle[] {
  return [...heads.toReversed(), overlay, base].flatMap((bundle) =>
    bundle?.file && bundle.manifest ? [{ file: bundle.file, manifest: bundle.manifest }] : [],
  );
}

/** The entries of all these bundles, united: where several have one, the last of them is the newest. */
export function pastOf({ base, overlay, heads }: Omit<Past, "entries">): Past {
  const entries = new Map<string, PastEntry>();
  for (const bundle of [base, overlay, ...heads]) {
    if (!bundle?.manifest) continue;
    const { run, created } = bundle.manifest;
    for (const entry of bundle.manifest.entries) {
      const known = { ...entry, age: ageOf(entry.lastRun, run.clock), created };
      entries.set(entry.name, united(known, entries.get(entry.name)));
    }
  }
  return { base, overlay, heads, entries };
}

function united(entry: PastEntry, other: PastEntry | undefined): PastEntry {
  if (!other) return entry;
  return {
    ...entry,
    age: Math.min(entry.age, other.age),
    created: Math.max(entry.created, other.created),
    runs: Math.max(entry.runs, other.runs),
    lastUse: Math.max(entry.lastUse, other.lastUse),
    costMs: entry.costMs ?? other.costMs,
    label: entry.label ?? other.label,
    language: entry.language ?? other.language,
    prints: entry.prints ?? other.prints,
  };
}

async function known(part: Part, log: Log): Promise<KnownBundle | undefined> {
  if (part.kind === "failed" && part.failure === "damaged" && part.key !== null) {
    return { key: part.key, manifest: undefined, file: undefined };
  }
  const bundle = restoredBy(part);
  const manifest = bundle && (await read(bundle, log));
  return bundle && manifest ? { key: bundle.key, manifest, file: bundle.bundleFile ?? undefined } : undefined;
}

async function read({ manifestFile, key }: RestoredBundle, log: Log): Promise<Manifest | undefined> {
  try {
    return manifestFromJson(await readFile(manifestFile, "utf8"));
  } catch (error) {
    log.notice(
      `The list of what ${key} restored is gone, so it counts as not restored: ${(error as Error).message}`,
    );
    return undefined;
  }
}
