import { limits } from "../../bundle/format/checks.ts";
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

/** What a save has taken into account: each entry of it is in a folder, or was left out by a plan. */
interface Accounted {
  /** Keys of all bundles. */
  readonly known: ReadonlySet<string>;
  /** Keys of those that have taken into account more than they can name. */
  readonly forgetful: ReadonlySet<string>;
}

/** Which bundles of this past are taken into account, and which others by them. */
export function accountedFor(past: Past, entries: readonly KnownEntry[]): Accounted {
  const missing = new Set(lacking(past, entries));
  const whole = bundlesOf(past).filter((bundle) => !missing.has(bundle));
  const isForgetful = ({ manifest }: KnownBundle) => manifest?.ancestors.length === limits.ancestors;
  return {
    known: new Set(whole.flatMap(lineOf)),
    forgetful: new Set(whole.filter(isForgetful).map(({ key }) => key)),
  };
}
