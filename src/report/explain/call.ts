import { firstOf } from "../words.ts";
import { type Difference, pathVariables } from "./arguments.ts";
import { isElsewhere, type MissFacts, type Reason, reason } from "./reason.ts";

/** What differs in how the compiler was called, or in the variables that the source reads. */
export function causeOfArguments(difference: Difference | undefined, facts: MissFacts): Reason | undefined {
  if (!difference || difference.kind === "none") return undefined;
  const { kind, names } = difference;
  if (kind === "variables") return causeOfVariables(names);
  if (kind !== "source-path") {
    const { detail, remedy, isNamed } = argumentWords[kind];
    const why = reason("arguments", isNamed ? `${detail}: ${firstOf(names, mostNames)}` : detail, remedy);
    // A profile comes to crates, build scripts and C in different options, and is one thing to change.
    return kind === "profile" ? { ...why, of: { what: detail, names } } : why;
  }
  // The source of a crate in the checkout moves with the checkout; elsewhere its path holds the version.
  if (isElsewhere(facts) && facts.lockfilesChanged !== true) return undefined;
  return reason("lockfile", "Another version of the crate, or its source is at another path");
}

const mostNames = 5;

/** Cargo sets them by itself, with others of the profile. */
const derived: ReadonlySet<string> = new Set(["strip", "embed-bitcode", "split-debuginfo"]);

/** What is said of several reasons that are one: `what` with the names, those of most compilations first. */
export function asOne(what: string, names: readonly string[]): string {
  const counts = Map.groupBy(names, (name) => name);
  const countOf = (name: string) => counts.get(name)?.length ?? 0;
  const all = [...counts.keys()].sort(
    (a, b) => Number(derived.has(a)) - Number(derived.has(b)) || countOf(b) - countOf(a) || (a < b ? -1 : 1),
  );
  return `${what}: ${firstOf(all, mostNames)}`;
}

/** Variables that its source reads, with `env!` or `option_env!`: a build script may have set them (`cargo::rustc-env`). */
function causeOfVariables(names: readonly string[]): Reason {
  const others = names.filter((name) => !pathVariables.test(name));
  if (others.length === 0) {
    return reason(
      "workspace-path",
      "The target folder is at another path, which the crate reads (OUT_DIR)",
      "Keep the target folder at the same path in every job (CARGO_TARGET_DIR, --target-dir).",
    );
  }
  const [verb, it] = others.length === 1 ? ["has", "it"] : ["have", "them"];
  return reason(
    "environment",
    `${firstOf(others, mostNames)} ${verb} changed, and the crate's source reads ${it} (env!)`,
    others.every((name) => name.startsWith("CARGO_PKG_"))
      ? null
      : "What changes in every run, such as a commit or a time, should be read in a crate that few others depend on.",
  );
}

const argumentWords = {
  profile: {
    detail: "The profile differs",
    isNamed: true,
    remedy: "Build with the same profile and flags, or give this job a bundle of its own (shared-key).",
  },
  features: {
    detail: "The crate's features or cfg flags differ",
    isNamed: false,
    remedy: "Build with the same features, or give this job a bundle of its own (shared-key).",
  },
  emit: {
    detail:
      "cargo check and clippy make other output than cargo build (--emit), and only one of them had compiled it",
    isNamed: false,
    remedy: "Nothing to do if the job does the same again: the save adds what was compiled now.",
  },
  options: {
    detail: "Other flags",
    isNamed: true,
    remedy:
      "Pass the same flags in every job that shares this bundle (RUSTFLAGS, CFLAGS, .cargo/config.toml).",
  },
};
