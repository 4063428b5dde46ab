import { tellingPrints } from "../../sccache/server/log-arguments.ts";

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

export type ArgumentKind = "profile" | "features" | "source-path" | "options" | "none";
