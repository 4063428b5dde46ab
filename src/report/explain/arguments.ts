import type { Compilation } from "../../sccache/server/log.ts";
import { responseFile, sourceVariable, tellingPrints } from "../../sccache/server/prints.ts";

/** What sort of difference arguments make, and the names of the options, or of the variables that the source reads. */
export interface Difference {
  readonly kind: "profile" | "features" | "emit" | "options" | "variables" | "source-path" | "none";
  readonly names: readonly string[];
  /** Whether the path of the source differs too: of a crate from a registry it holds the version, and so explains the rest. */
  readonly isOfOtherSource: boolean;
  /** Whether a path differs, or what may be one, by which the place of the checkout comes into the key. */
  readonly holdsPath: boolean;
}

/** What else is known of the two compilations. */
interface Compared {
  readonly language: Compilation["language"];
  /** Whether their checkouts are at different paths. */
  readonly isElsewhere: boolean;
}

/**
 * How the arguments of a compilation, and the variables that its source reads, differ from those of the most similar of `others`;
 * undefined where there is nothing to compare.
 */
export function differenceOf(
  prints: readonly string[],
  others: readonly ReadonlySet<string>[],
  compared: Compared,
): Difference | undefined {
  if (prints.length === 0) return undefined;
  const now = new Set(tellingPrints(prints));
  const [least] = others
    .map((before) => ({ before, distance: distanceOf(before, now, compared) }))
    .sort((a, b) => a.distance - b.distance);
  return least && describeDifference(compare(least.before, now, compared));
}

/** How many arguments only one of them has, without those that are no reason. */
function distanceOf(before: ReadonlySet<string>, now: ReadonlySet<string>, compared: Compared): number {
  let distance = 0;
  for (const print of before) if (!now.has(print) && !mayBeSilent(nameOf(print), compared)) distance += 1;
  for (const print of now) if (!before.has(print) && !mayBeSilent(nameOf(print), compared)) distance += 1;
  return distance;
}

function mayBeSilent(name: string, { language, isElsewhere }: Compared): boolean {
  if (language === "c" && outsideOfKeys.test(name)) return true;
  return isElsewhere && mayHoldPath(name, language);
}

interface Comparison {
  /** Names of what only one of them has, and that can be the reason; each once. */
  readonly different: readonly string[];
  readonly holdsPath: boolean;
}

function compare(before: ReadonlySet<string>, now: ReadonlySet<string>, compared: Compared): Comparison {
  const [gone, come] = [onlyIn(before, now), onlyIn(now, before)];
  const isInBoth = (name: string) => gone.includes(name) && come.includes(name);
  const isPath = (name: string) =>
    compared.isElsewhere && mayHoldPath(name, compared.language) && isInBoth(name);
  const isTelling = (name: string) => {
    // One that was not asked for its variables, or whose source reads other ones, tells nothing by that.
    if (sourceVariable(name) !== undefined && !isInBoth(name)) return false;
    return !isPath(name) && !(compared.language === "c" && outsideOfKeys.test(name));
  };
  const names = [...new Set([...gone, ...come])];
  return {
    different: names.filter(isTelling),
    holdsPath:
      names.some(isPath) || (compared.language === "c" && compared.isElsewhere && names.includes("")),
  };
}

/**
 * Options of C that sccache leaves out of its keys: what tells where to write which dependencies. The source is in the key
 * by its content. https://github.com/mozilla/sccache/blob/v0.16.0/src/compiler/gcc.rs (`dependency_args`)
 */
const outsideOfKeys = /^(-M|)$/;

/**
 * Options of C by which a path of the checkout comes into the preprocessor's output, and so into the key, or which may hold one
 * (`-DROOT=…`): where the checkout has moved and only their values differ, that is the reason, and SCCACHE_BASEDIRS helps. In the
 * same way the variables of cargo that name folders of the checkout.
 */
function mayHoldPath(name: string, language: Compilation["language"]): boolean {
  if (language !== "c") return pathVariables.test(sourceVariable(name) ?? "");
  return /^(-[IFiB]|-D.+|--sysroot|-f.*-prefix-map|-fdebug-compilation-dir)$/.test(name);
}

/** Variables that name folders of the checkout and of its target folder. */
export const pathVariables =
  /^(OUT_DIR|PWD|CARGO_(MANIFEST_DIR|MANIFEST_PATH|TARGET_DIR|TARGET_TMPDIR|BIN_EXE_.*))$/;

/** Profile settings of cargo, by the names of rustc and of C compilers. */
const profile =
  /^(-O|-g|opt-level|debuginfo|debug-assertions|overflow-checks|panic|codegen-units|lto|strip|split-debuginfo|embed-bitcode)$/;
const features = /^(feature|--cfg)$/;

function describeDifference({ different, holdsPath }: Comparison): Difference {
  const isOfOtherSource = different.includes("");
  const told = different.filter((name) => name !== "" && !/^-[CZ]$/.test(name)).sort();
  const variables = told.flatMap((name) => sourceVariable(name) ?? []);
  const options = told.filter((name) => sourceVariable(name) === undefined);
  const kind =
    kindOf(options) ?? (variables.length > 0 ? "variables" : isOfOtherSource ? "source-path" : "none");
  const names = options.map((name) => (name === responseFile ? "a file of flags (@FILE)" : name));
  return { kind, names: kind === "variables" ? variables : names, isOfOtherSource, holdsPath };
}

function kindOf(options: readonly string[]): Difference["kind"] | undefined {
  if (options.some((name) => profile.test(name))) return "profile";
  if (options.some((name) => features.test(name))) return "features";
  if (options.includes("--emit")) return "emit";
  return options.length > 0 ? "options" : undefined;
}

function onlyIn(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...one].filter((print) => !other.has(print)).map(nameOf);
}

function nameOf(print: string): string {
  return print.slice(0, print.indexOf("#"));
}
