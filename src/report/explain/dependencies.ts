import type { Compilation } from "../../sccache/server/log.ts";
import { firstOf } from "../words.ts";
import { type Reason, reason } from "./reason.ts";

interface Explained {
  readonly miss: Compilation;
  readonly why: Reason;
}

/** With these a crate compiled anew is another one than before, and so are the keys of all that are compiled with it. */
const changing: ReadonlySet<Reason["class"]> = new Set([
  "changed",
  "environment",
  "arguments",
  "workspace-path",
  "lockfile",
  "compiler",
  "new",
]);

const mostNamed = 3;

/**
 * The same misses. Of a crate that has no other reason than that something of it has changed, the reason becomes the crates in
 * which the change began, where it depends on any that was compiled anew.
 */
export function byDependencies(missed: readonly Explained[]): Explained[] {
  const byUnit = new Map(
    missed.flatMap((one) => (one.miss.crate ? [[one.miss.crate.unit, one] as const] : [])),
  );
  const known = new Map<Explained, ReadonlySet<string>>();

  /** Names of the crates in which the change of this one began; none where that is itself. */
  const originsOf = (one: Explained): ReadonlySet<string> => {
    const found = known.get(one);
    if (found) return found;
    const origins = new Set<string>();
    known.set(one, origins); // Crates do not depend on themselves; what a log says is not to be trusted with that.
    if (one.why.class !== "changed") return origins;
    for (const unit of one.miss.crate?.dependsOn ?? []) {
      const dependency = byUnit.get(unit);
      if (!dependency || !changing.has(dependency.why.class)) continue;
      const further = originsOf(dependency);
      for (const name of further.size > 0 ? further : [dependency.miss.label]) origins.add(name);
    }
    return origins;
  };

  return missed.map((one) => {
    const origins = [...originsOf(one)].sort();
    if (origins.length === 0) return one;
    const verb = origins.length === 1 ? "was" : "were";
    return {
      ...one,
      why: reason("changed", `Depends on ${firstOf(origins, mostNamed)}, which ${verb} compiled anew`),
    };
  });
}
