import { type EvictReason, evictReasons } from "../../budget/plan.ts";
import { tellingPrints } from "../../sccache/server/log-lines.ts";

/** Fingerprints by name, as a bundle records the environment of the run that saved it. */
export type Prints = Readonly<Record<string, string>>;

/** Names whose fingerprint is another one, or that only one of the two has; in order. */
export function differingNames(before: Prints, now: Prints): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]).sort();
}

/** Arguments of a compilation that another one has not, as fingerprints with the option's name: `opt-level#a1b2c3`. */
export function differingArguments(before: readonly string[], now: readonly string[]): string[] {
  const old = new Set(tellingPrints(before));
  const fresh = new Set(tellingPrints(now));
  return [...[...fresh].filter((print) => !old.has(print)), ...[...old].filter((print) => !fresh.has(print))];
}

/** Among several earlier compilations of a name, the one whose arguments are most alike. */
export function mostAlike<T extends { readonly prints?: readonly string[] | null | undefined }>(
  earlier: readonly T[],
  now: readonly string[],
): T | undefined {
  let best: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of earlier) {
    if (!one.prints?.length) continue;
    const different = differingArguments(one.prints, now).length;
    if (different < least) [best, least] = [one, different];
  }
  return best;
}

/** Profile settings of cargo, by rustc's names. */
const profile =
  /^(opt-level|debuginfo|debug-assertions|overflow-checks|panic|codegen-units|lto|strip|split-debuginfo|embed-bitcode)$/;

/** What sort of difference arguments make, and the names of the options. */
export function describeArguments(different: readonly string[]): { kind: ArgumentKind; names: string[] } {
  const names = [...new Set(different.map((print) => print.slice(0, print.indexOf("#"))))];
  const options = names.filter((name) => name !== "" && !/^-[CZ]$/.test(name)).sort();
  if (options.some((name) => profile.test(name))) return { kind: "profile", names: options };
  if (options.some((name) => /^(feature|--cfg|--check-cfg)$/.test(name)))
    return { kind: "features", names: options };
  // A path by itself is the source: of a crate from a registry it holds the version.
  if (options.length === 0 && names.includes("")) return { kind: "source-path", names: [] };
  return options.length > 0 ? { kind: "options", names: options } : { kind: "none", names: [] };
}

type ArgumentKind = "profile" | "features" | "source-path" | "options" | "none";

/** The rule that left an entry out of the last bundle, in words. */
export interface Eviction {
  readonly rule: string;
  readonly remedy: string | null;
}

/** Enough of an entry's name to know it again. */
export function shortName(entry: string): string {
  return entry.slice(entry.lastIndexOf("/") + 1).slice(0, 16);
}

const remedies: Readonly<Record<EvictReason, string>> = {
  unused: "Set evict: budget-only to keep entries that complete runs do not use.",
  "too-old": "Raise max-age, or leave it unset.",
  "over-budget": "Raise max-size.",
  larger: "Raise max-size.",
};

/** What a bundle left out, by short name: when, by which rule, and what to do. `created` is in seconds since 1970. */
export function evictions(
  evicted: Readonly<Record<string, readonly string[]>> | undefined,
  created: number,
): Map<string, Eviction> {
  const day = new Date(created * 1000).toISOString().slice(0, 10);
  const isRule = (rule: string): rule is EvictReason => Object.hasOwn(evictReasons, rule);
  return new Map(
    Object.entries(evicted ?? {}).flatMap(([rule, names]) => {
      const words = isRule(rule) ? evictReasons[rule] : rule;
      const eviction = { rule: `${words} (${day})`, remedy: isRule(rule) ? remedies[rule] : null };
      return names.map((name) => [name, eviction] as const);
    }),
  );
}

/**
 * The crates of a workspace itself, named as rustc names them, from the text of its Cargo.lock: those without a source.
 * Empty for what is no such file.
 */
export function workspaceCrates(lockfile: string): Set<string> {
  const packages = lockfile.split(/^\[\[package\]\]$/m).slice(1);
  const own = packages.flatMap((text) => {
    const name = /^name = "([^"]+)"$/m.exec(text)?.[1];
    return name === undefined || /^source = /m.test(text) ? [] : [name.replaceAll("-", "_")];
  });
  return new Set(own);
}
