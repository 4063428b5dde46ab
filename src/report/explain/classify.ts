import type { Manifest } from "../../bundle/format/manifest.ts";
import { cCompilerName, keyVariables } from "../../sccache/environment/key-variables.ts";
import type { Compilation } from "../../sccache/server/log.ts";
import { responseFile } from "../../sccache/server/prints.ts";
import { firstOf } from "../words.ts";
import { type Difference, differenceOf } from "./arguments.ts";
import { causeOfArguments } from "./call.ts";
import { causeOfLookup } from "./lookup.ts";
import { isElsewhere, type MissFacts, type Reason, reason, remedyOfUpdate } from "./reason.ts";

/** Why one compilation missed although something was restored. The causes exclude each other in this order. */
export function causeOfMiss(miss: Compilation, facts: MissFacts): Reason {
  return (
    causeOfLookup(miss, facts) ??
    causeOfName(miss, facts) ??
    causeOfCompiler(miss, facts) ??
    causeOfCall(miss, facts) ??
    causeOfPath(miss, facts) ??
    causeOfLockfile(miss, facts) ??
    reason("changed", miss.language === "c" ? changedC(miss, facts) : changedRust(miss))
  );
}

/** Where a crate that it depends on was compiled anew, that is said of it instead. */
function changedRust({ crate }: Compilation): string {
  const others = crate ? "procedural macro, native library" : "crate";
  return `The crate's own source has changed, or a ${others} or variable that it uses`;
}

/** What the preprocessor writes decides, with the compiler itself and its flags: a source may hold the time of the build. */
function changedC({ prints }: Compilation, { hits }: MissFacts): string {
  const isFlagged = prints.some((print) => print.startsWith(`${responseFile}#`));
  const others = [
    ...(isFlagged ? ["its file of flags (@FILE)"] : []),
    ...(hits.has("c") ? [] : ["the compiler"]),
  ];
  const first = ["Its source", "a header that it includes", ...others].join(", ");
  return `${first} or the time in it (__DATE__, __TIME__) has changed`;
}

/** A crate or source that no restored entry was made from. */
function causeOfName({ label }: Compilation, { past }: MissFacts): Reason | undefined {
  if (!past.hasLabels) return reason("unknown", "The bundle does not tell what its entries were made from");
  return past.hasLabel(label) ? undefined : reason("new", "New: no earlier run compiled it");
}

function causeOfCompiler({ language }: Compilation, { past, now, hits }: MissFacts): Reason | undefined {
  const isC = language === "c";
  if (hits.has(isC ? "c" : "rust")) return undefined;
  const titleOf = ({ toolchain, environment }: Pick<Manifest, "toolchain" | "environment">) =>
    isC ? environment?.[cCompilerName] : toolchain;
  const [before, here] = [titleOf(past), titleOf(now)];
  if (!before || !here || before === here) return undefined;
  const pin = isC ? "in the runner's image" : "in rust-toolchain.toml";
  return reason(
    "compiler",
    `Another ${isC ? "C compiler" : "compiler"}: ${here}; the bundle is of ${before}`,
    remedyOfUpdate(pin),
  );
}

/** How the compiler was called: by variables, which may show as arguments, or by arguments alone. */
function causeOfCall(miss: Compilation, facts: MissFacts): Reason | undefined {
  const { prints, label, language } = miss;
  const compared = { language, isElsewhere: isElsewhere(facts) };
  const difference = differenceOf(prints, facts.past.argumentsOf(label), compared);
  return (
    causeOfEnvironment(miss, facts, difference) ??
    // Another version has what flags its author chose: an edition, lints.
    (difference?.isOfOtherSource ? causeOfLockfile(miss, facts) : undefined) ??
    causeOfArguments(difference, facts)
  );
}

/** What is part of every key of a language is not the reason once one of its compilations hit. */
function causeOfEnvironment(
  { language }: Compilation,
  { past, now, hits }: MissFacts,
  difference: Difference | undefined,
): Reason | undefined {
  if (past.environment === null || now.environment === null) return undefined;
  const [before, here] = [past.environment, now.environment];
  const areArgumentsEqual = ["none", "source-path", "variables"].includes(difference?.kind ?? "");
  const isRead = (name: string) =>
    (["rust", "c"] as const).some(
      (one) =>
        (language === null || language === one) &&
        ((keyVariables[one].inKeys.test(name) && !hits.has(one)) ||
          (keyVariables[one].asArguments.test(name) && !areArgumentsEqual)),
    );
  const relevant = Object.keys({ ...before, ...here })
    .filter((name) => before[name] !== here[name] && isRead(name))
    .sort();
  if (relevant.length === 0) return undefined;
  const [verb, one, it] =
    relevant.length === 1
      ? (["differs", relevant[0], "it"] as const)
      : (["differ", "these variables", "each"] as const);
  return reason(
    "environment",
    `${firstOf(relevant, 5)} ${verb} from the run that saved the bundle`,
    relevant.includes("CARGO_HOME")
      ? "sccache's keys hold the path of CARGO_HOME: set it to the same path in every job that shares this bundle."
      : `sccache's keys depend on ${one}: set ${it} to the same value in every job that shares this bundle, for the whole job.`,
  );
}

/**
 * The directory in which a compiler runs is part of the key: for crates of a registry cargo's, for the others ours. A crate whose
 * build script writes sources reads the path of `target` as well, as OUT_DIR, and so do those that depend on it.
 */
function causeOfPath({ label, language, prints }: Compilation, facts: MissFacts): Reason | undefined {
  const { ownCrates, hits, lockfilesChanged, past } = facts;
  if (!isElsewhere(facts)) return undefined;
  if (language === "c") {
    // With debug information the directory itself is part of it. Otherwise no path gets into a key when others hit.
    const compared = differenceOf(prints, past.argumentsOf(label), { language, isElsewhere: true });
    const isRelative = compared?.holdsPath === false && !prints.some((print) => print.startsWith("-g"));
    if (isRelative && hits.has("c")) return undefined;
    return elsewhere("", "set SCCACHE_BASEDIRS to the checkout (sccache 0.14 or newer)");
  }
  const isOfRegistry = hits.has("rust") && ownCrates !== undefined && !ownCrates.has(label);
  if (!isOfRegistry) return elsewhere("");
  if (lockfilesChanged !== false) return undefined;
  return elsewhere(
    ": the crate, or one that it depends on, reads what its build script writes there (OUT_DIR)",
  );
}

function elsewhere(how: string, otherwise?: string): Reason {
  const remedy = "Check out at the same path in every job";
  return reason(
    "workspace-path",
    `The checkout is at another path${how}`,
    otherwise === undefined
      ? `${remedy}: sccache's keys hold the directory in which a crate is compiled.`
      : `${remedy}, or ${otherwise}.`,
  );
}

function causeOfLockfile({ label, language }: Compilation, facts: MissFacts): Reason | undefined {
  if (!facts.lockfilesChanged || language === "c" || facts.ownCrates?.has(label)) return undefined;
  const detail = "The lockfile has changed: another version of the crate, or of one that it depends on";
  return reason("lockfile", detail);
}
