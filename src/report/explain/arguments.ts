import type { Compilation } from "../../sccache/server/log.ts";
import { tellingPrints } from "../../sccache/server/log-lines.ts";

/** What sort of difference arguments make, and the names of the options. */
export interface Difference {
  readonly kind: "profile" | "features" | "emit" | "options" | "source-path" | "none";
  readonly names: readonly string[];
  /** Whether the path of the source differs too: of a crate from a registry it holds the version, and so explains the rest. */
  readonly isOfOtherSource: boolean;
}

/** What else is known of the two compilations. */
interface Compared {
  readonly language: Compilation["language"];
  /** Whether their checkouts are at different paths. */
  readonly isElsewhere: boolean;
}

/**
 * How the arguments of a compilation differ from those of the most similar of `others`; undefined where there is nothing to
 * compare.
 */
export function differenceOf(
  prints: readonly string[],
  others: readonly ReadonlySet<string>[],
  compared: Compared,
): Difference | undefined {
  if (prints.length === 0) return undefined;
  const now = new Set(tellingPrints(prints));
  const isTelling = (print: string) => !isSilent(nameOf(print), compared);
  const [least] = others
    .map((before) => onlyInOne(before, now).filter(isTelling))
    .sort((a, b) => a.length - b.length);
  return least && describeArguments(least);
}

function onlyInOne(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...[...one].filter((print) => !other.has(print)), ...[...other].filter((print) => !one.has(print))];
}

/**
 * Options of C that sccache leaves out of its keys: what tells where to write which dependencies. The source is in the key
 * by its content. https://github.com/mozilla/sccache/blob/v0.16.0/src/compiler/gcc.rs (`dependency_args`)
 */
const outsideOfKeys = /^(-M|)$/;

/**
 * Options of C by which a path of the checkout comes into the preprocessor's output, and so into the key, or which may hold one
 * (`-DROOT=…`): where the checkout has moved, that is the reason, and SCCACHE_BASEDIRS helps.
 */
const mayHoldPath = /^(-[IFiB]|-D.+|--sysroot|-f.*-prefix-map|-fdebug-compilation-dir)$/;

function isSilent(name: string, { language, isElsewhere }: Compared): boolean {
  if (language !== "c") return false;
  return outsideOfKeys.test(name) || (isElsewhere && mayHoldPath.test(name));
}

/** Profile settings of cargo, by the names of rustc and of C compilers. */
const profile =
  /^(-O|-g|opt-level|debuginfo|debug-assertions|overflow-checks|panic|codegen-units|lto|strip|split-debuginfo|embed-bitcode)$/;
const features = /^(feature|--cfg)$/;

/** What the fingerprints say that only one of two compilations has, such as `opt-level#a1b2c3`. */
function describeArguments(different: readonly string[]): Difference {
  const all = [...new Set(different.map(nameOf))];
  const names = all.filter((name) => name !== "" && !/^-[CZ]$/.test(name)).sort();
  const isOfOtherSource = all.includes("");
  return { kind: kindOf(names, isOfOtherSource), names, isOfOtherSource };
}

function kindOf(names: readonly string[], isOfOtherSource: boolean): Difference["kind"] {
  if (names.some((name) => profile.test(name))) return "profile";
  if (names.some((name) => features.test(name))) return "features";
  if (names.includes("--emit")) return "emit";
  if (names.length > 0) return "options";
  return isOfOtherSource ? "source-path" : "none";
}

function nameOf(print: string): string {
  return print.slice(0, print.indexOf("#"));
}
