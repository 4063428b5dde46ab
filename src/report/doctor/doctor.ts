import { foreign } from "../foreign.ts";
import { duration } from "../words.ts";
import { type Check, type DoctorFacts, error, ok, warning } from "./facts.ts";
import {
  checkCompiler,
  checkDirectory,
  checkDisk,
  checkMemory,
  checkNode,
  checkSccache,
  checkServers,
  checkSocket,
  checkZstd,
} from "./machine.ts";
import { checkBackends, checkCacheSize, checkIncremental, checkWrapper } from "./set-up.ts";

/** Every check, in the order in which a build depends on them. */
export function diagnose(facts: DoctorFacts): Check[] {
  return [
    checkNode(facts),
    checkZstd(facts),
    checkSccache(facts),
    checkCompiler(facts),
    checkWrapper(facts),
    checkIncremental(facts),
    checkBackends(facts),
    checkCacheSize(facts),
    checkServers(facts),
    checkSocket(facts),
    checkDirectory(facts),
    checkDisk(facts),
    checkMemory(facts),
    checkStore(facts),
    checkListing(facts),
  ];
}

/** The checks as lines: the status first, so that they can be scanned and searched. */
export function checkLines(checks: readonly Check[]): string[] {
  const width = Math.max(0, ...checks.map(({ name }) => name.length));
  return checks.flatMap(({ status, name, detail, fix }) => [
    `${status.padEnd(7)}  ${name.padEnd(width)}  ${foreign(detail)}`,
    ...(fix === null ? [] : [`${" ".repeat(9)}${" ".repeat(width)}  fix: ${foreign(fix)}`]),
  ]);
}

/** A lookup that takes longer makes every job wait. */
const slowSeconds = 3;

function checkStore({ store }: DoctorFacts): Check {
  if (store.kind === "failed")
    return error(
      "store",
      `${store.label}: ${store.why}`,
      "Check the store's address, the network and the credentials.",
    );
  const found = store.found === null ? "no bundle for this job yet" : `found ${store.found}`;
  const detail = `${store.label} answered in ${duration(store.seconds)}: ${found}`;
  return store.seconds > slowSeconds
    ? warning("store", detail, "Use a store that is closer, or levels with a local folder first.")
    : ok("store", detail);
}

function checkListing({ listing }: DoctorFacts): Check {
  if (listing.kind !== "cannot") return ok("rights", listing.why);
  return warning(
    "rights",
    listing.why,
    "Give the job `permissions: actions: write`, so that superseded bundles are deleted and nobody else's cache is evicted.",
  );
}
