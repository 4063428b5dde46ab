import { readFile } from "node:fs/promises";
import { ageOf } from "../../budget/age.ts";
import { limits } from "../../bundle/format/checks.ts";
import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { manifestFromJson } from "../../bundle/format/manifest-json.ts";
import type { ReusableBundle } from "../../bundle/reuse-plan.ts";
import { isOfFamily, type KeyPlan } from "../../key/key.ts";
import type { Log } from "../../log.ts";
import type { LeftOutReason } from "../../report/explain/past-index.ts";
import { sourceVariable } from "../../sccache/server/prints.ts";
import { type Handoff, type Part, type RestoredBundle, restoredBy } from "../handoff.ts";
import { type LeftOut, leftOutFromJson } from "./left-out.ts";

/** A bundle that this job knows. */
export interface KnownBundle {
  readonly key: string;
  /** Undefined for one that is damaged or not signed as it must be: it counts as empty. */
  readonly manifest: Manifest | undefined;
  /** The file itself, so that segments can be copied from it; undefined when it was not kept. */
  readonly file: string | undefined;
  /** Entries that restore did not bring into sccache's directory; undefined where all are in place. */
  readonly leftOut?: LeftOut | undefined;
  /** Whether it is to stay, since it may be that only this machine cannot read it. */
  readonly isSpared?: boolean;
}

/** Whether a job of the plan's own family saved it: then it tells what is usual there. Where it does not say, its key does. */
export function isOwn({ key, manifest }: KnownBundle, keys: KeyPlan): boolean {
  return manifest?.family === undefined ? isOfFamily(key, keys) : manifest.family === keys.family;
}

/** What is known of the compilation that made an entry: see the manifest. */
export type Origin = Pick<BundledEntry, "costMs" | "label" | "language" | "prints">;

export const unknownOrigin: Origin = { costMs: null, label: null, language: null, prints: null };

/** What `one` knows of it, and else `other`. */
export function originOf(one: Origin, other: Origin = unknownOrigin): Origin {
  return {
    costMs: one.costMs ?? other.costMs,
    label: one.label ?? other.label,
    language: one.language ?? other.language,
    prints:
      one.prints && other.prints ? withVariablesOf(other.prints, one.prints) : (one.prints ?? other.prints),
  };
}

/** Variables are looked at when a crate is compiled; they are part of the key, so what was known of them holds for hits too. */
function withVariablesOf(before: readonly string[], prints: readonly string[]): readonly string[] {
  const isVariable = (print: string) => sourceVariable(print) !== undefined;
  return prints.some(isVariable) ? prints : [...before.filter(isVariable), ...prints];
}

/** An entry of the bundles that are known, with the younger age and the larger use of all of them. */
export type PastEntry = BundledEntry & {
  /** Complete runs since one used it. */
  readonly age: number;
  /** When the newest of the bundles that have it was saved, in seconds since 1970. */
  readonly created: number;
  /** Why no bundle brought it into its place; null where one did. */
  readonly leftOut: LeftOutReason | null;
};

/** What is known of earlier bundles: what restore brought, and what the save united with it. */
export interface Past {
  readonly base: KnownBundle | undefined;
  readonly overlay: KnownBundle | undefined;
  /** Newer bundles of the family, which other jobs have saved meanwhile. */
  readonly heads: readonly KnownBundle[];
  /** Every entry of all of them, by name, those that are not in place included. */
  readonly entries: ReadonlyMap<string, PastEntry>;
  /** This machine's CPU, as `Deps` has it. Restore leaves out what `runsOn` says is for another. */
  readonly cpu?: string | undefined;
}

/** How many entries of a restored bundle are in place. */
export function placedBy(bundle: KnownBundle | undefined): number {
  return (bundle?.manifest?.entries.length ?? 0) - (bundle?.leftOut?.size ?? 0);
}

/** Reads the manifests that restore left. One that cannot be read counts as not restored, with a notice. */
export async function readPast(
  { base, overlay }: Pick<Handoff, "base" | "overlay">,
  { log, cpu }: { readonly log: Log; readonly cpu: string },
): Promise<Past> {
  const [below, above] = await Promise.all([known(base, log), known(overlay, log)]);
  return pastOf({ base: below, overlay: above, heads: [], cpu });
}

/** All bundles of a past, the newest first. */
export function bundlesOf({ base, overlay, heads }: Omit<Past, "entries">): KnownBundle[] {
  return [...heads.toReversed(), overlay, base].filter((bundle) => bundle !== undefined);
}

/** A bundle and all whose entries it has taken into account. */
export function lineOf({ key, manifest }: KnownBundle): string[] {
  return [key, ...(manifest?.parents ?? []), ...(manifest?.ancestors ?? [])];
}

/**
 * Keys of all bundles that one made of `parents`, the newest last, has taken into account: those nearest to each parent
 * first, so that the long line of one does not push the others out of the limit.
 */
export function ancestorsFrom(parents: readonly KnownBundle[]): string[] {
  const lines = parents.toReversed().map(lineOf);
  const longest = Math.max(0, ...lines.map((line) => line.length));
  const byDistance = Array.from({ length: longest }, (_, i) => lines.flatMap((line) => line[i] ?? []));
  return [...new Set(byDistance.flat())].slice(0, limits.ancestors);
}

/** The bundles of a past whose files are there to copy from, the newest first. */
export function reusable(past: Past): ReusableBundle[] {
  return bundlesOf(past).flatMap(({ file, manifest }) => (file && manifest ? [{ file, manifest }] : []));
}

/** The entries of all these bundles, united: where several have one, the last of them is the newest. */
export function pastOf({ base, overlay, heads, cpu }: Omit<Past, "entries">): Past {
  const entries = new Map<string, PastEntry>();
  for (const bundle of [base, overlay, ...heads]) {
    if (!bundle?.manifest) continue;
    const { run, created } = bundle.manifest;
    for (const entry of bundle.manifest.entries) {
      const leftOut = bundle.leftOut?.get(entry.name) ?? null;
      const known = { ...entry, age: ageOf(entry.lastRun, run.clock), created, leftOut };
      entries.set(entry.name, united(known, entries.get(entry.name), cpu));
    }
  }
  return { base, overlay, heads, entries, cpu };
}

/** Of what is for several CPUs, this machine's counts. */
function united(entry: PastEntry, other: PastEntry | undefined, here: string | undefined): PastEntry {
  if (!other) return entry;
  const cpu = other.cpu === here ? here : (entry.cpu ?? other.cpu);
  return {
    ...entry,
    age: Math.min(entry.age, other.age),
    created: Math.max(entry.created, other.created),
    runs: Math.max(entry.runs, other.runs),
    lastUse: Math.max(entry.lastUse, other.lastUse),
    leftOut: other.leftOut && entry.leftOut,
    ...originOf(entry, other),
    ...(cpu !== undefined && { cpu }),
  };
}

async function known(part: Part, log: Log): Promise<KnownBundle | undefined> {
  const isOfNoUse = part.kind === "failed" && ["damaged", "not-signed"].includes(part.failure);
  if (isOfNoUse && part.key !== null) return { key: part.key, manifest: undefined, file: undefined };
  const bundle = restoredBy(part);
  return bundle ? read(bundle, log) : undefined;
}

async function read(
  { manifestFile, leftOutFile, bundleFile, key }: RestoredBundle,
  log: Log,
): Promise<KnownBundle | undefined> {
  try {
    const manifest = manifestFromJson(await readFile(manifestFile, "utf8"));
    const leftOut = leftOutFile ? leftOutFromJson(await readFile(leftOutFile, "utf8")) : undefined;
    return { key, manifest, file: bundleFile ?? undefined, leftOut };
  } catch (error) {
    log.notice(
      `The list of what ${key} restored is gone, so it counts as not restored: ${(error as Error).message}`,
    );
    return undefined;
  }
}
