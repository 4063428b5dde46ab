import type { KnownEntry } from "./candidates.ts";
import { bundlesOf, type KnownBundle, lineOf, type Past } from "./past.ts";

/** Names of entries that a bundle has, and no folder. */
export function namesOfAbsent(entries: readonly KnownEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap(({ name, isAbsent }) => (isAbsent ? [name] : [])));
}

/** The restored bundles of which entries are in no folder, and which no other bundle has taken into account. */
export function lacking(past: Past, entries: readonly KnownEntry[]): readonly KnownBundle[] {
  const absent = namesOfAbsent(entries);
  const inHeads = new Set(past.heads.flatMap(lineOf));
  const isLacking = ({ key, manifest }: KnownBundle) =>
    !inHeads.has(key) && (manifest?.entries.some(({ name }) => absent.has(name)) ?? false);
  return [past.overlay, past.base].filter((bundle) => bundle !== undefined).filter(isLacking);
}

/** Keys of the bundles that are taken into account: each entry of theirs is in a folder, or was left out by a plan. */
export function accountedFor(past: Past, entries: readonly KnownEntry[]): ReadonlySet<string> {
  const missing = new Set(lacking(past, entries));
  return new Set(bundlesOf(past).flatMap((bundle) => (missing.has(bundle) ? [] : lineOf(bundle))));
}
