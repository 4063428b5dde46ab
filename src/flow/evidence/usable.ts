import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { kindOf } from "../../sccache/directory.ts";
import type { Past, PastEntry } from "./past.ts";

/**
 * Whether an entry of this bundle may be used by an sccache of `version`; null where that is not known. A preprocessor file
 * of another version can fail a build, and is worth little: sccache keeps their format to itself.
 */
export function usableBy(version: string | null, { sccacheVersion }: Pick<Manifest, "sccacheVersion">) {
  const isSame = version !== null && version === sccacheVersion;
  return ({ name }: { readonly name: string }) => isSame || kindOf(name) === "object";
}

/** Whether an entry may be used on a machine with this CPU, as `Deps` has it; undefined is like no other. */
export function runsOn(cpu: string | undefined) {
  return (entry: Pick<BundledEntry, "cpu">) => entry.cpu === undefined || entry.cpu === cpu;
}

/** What is known of an entry, unless it is for another CPU. */
export function restoredEntry(
  { entries, cpu }: Pick<Past, "entries" | "cpu">,
  name: string,
): PastEntry | undefined {
  const entry = entries.get(name);
  return entry && runsOn(cpu)(entry) ? entry : undefined;
}

/** Names of the base's entries, without those that the base has for another CPU and `entries` for this one. */
export function namesInBase(
  { base, cpu }: Pick<Past, "base" | "cpu">,
  entries: readonly { readonly name: string; readonly isAbsent?: boolean }[],
): ReadonlySet<string> {
  const own = new Set(entries.flatMap(({ name, isAbsent }) => (isAbsent ? [] : [name])));
  const isUsable = runsOn(cpu);
  const names = base?.manifest?.entries.flatMap((entry) =>
    isUsable(entry) || !own.has(entry.name) ? [entry.name] : [],
  );
  return new Set(names);
}
