import { formatSize } from "../../config/size.ts";
import { foreign } from "../foreign.ts";
import { duration, firstOf } from "../words.ts";
import {
  type Check,
  checkCompiler,
  checkDirectory,
  checkDisk,
  checkMemory,
  checkNode,
  checkSccache,
  checkServers,
  checkSocket,
  checkZstd,
  type DoctorFacts,
  error,
  ok,
  warning,
} from "./checks.ts";

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

function checkWrapper({ env, cargoWrapper }: DoctorFacts): Check {
  const set = env["RUSTC_WRAPPER"];
  if (set === "") {
    return error(
      "wrapper",
      "RUSTC_WRAPPER is set to nothing, which turns every wrapper off",
      "Unset RUSTC_WRAPPER.",
    );
  }
  if (set !== undefined && !isSccache(set)) {
    return error(
      "wrapper",
      `RUSTC_WRAPPER is ${set}, so sccache is not called`,
      "Unset RUSTC_WRAPPER: restore sets it.",
    );
  }
  if (cargoWrapper && !isSccache(cargoWrapper.value)) {
    return warning(
      "wrapper",
      `${cargoWrapper.file} sets build.rustc-wrapper to ${cargoWrapper.value}; RUSTC_WRAPPER would displace it`,
      "Remove it, or let it call sccache, or set wrap: none.",
    );
  }
  const compilers = ["CC", "CXX"].filter((name) => /\bsccache\b.*\bsccache\b/.test(env[name] ?? ""));
  if (compilers.length > 0) {
    return error("wrapper", `${compilers.join(" and ")} call sccache twice`, "Call sccache once.");
  }
  return ok("wrapper", set === undefined ? "free: restore sets it" : `RUSTC_WRAPPER=${set}`);
}

function isSccache(command: string): boolean {
  return /(^|[\\/])sccache(\.exe)?$/.test(command.trim());
}

function checkIncremental({ env }: DoctorFacts): Check {
  const set = ["CARGO_INCREMENTAL", "CARGO_BUILD_INCREMENTAL"].find((name) =>
    /^(1|true)$/.test(env[name] ?? ""),
  );
  if (set === undefined) return ok("incremental", "off, or left to restore");
  return warning(
    "incremental",
    `${set} is on, which sccache refuses; restore turns it off for later steps`,
    `Unset ${set}: a step that sets it by itself still fails.`,
  );
}

function checkBackends({ otherPlaces }: DoctorFacts): Check {
  if (otherPlaces.length === 0) return ok("backends", "sccache uses its directory alone");
  return error(
    "backends",
    `sccache would use ${firstOf(otherPlaces, 5, ({ name }) => name)} and not its directory`,
    firstOf(otherPlaces, 5, ({ todo }) => todo, "; "),
  );
}

function checkCacheSize({ env, cacheSizeBytes, maxSizeBytes }: DoctorFacts): Check {
  const set = env["SCCACHE_CACHE_SIZE"];
  if (set === undefined || set === "") return ok("cache size", "left to restore");
  if (cacheSizeBytes === undefined) {
    return error(
      "cache size",
      `SCCACHE_CACHE_SIZE is ${set}, which sccache takes for 10 GiB without a word`,
      "Write whole bytes, or a whole number with K, M, G or T.",
    );
  }
  if (cacheSizeBytes < maxSizeBytes * 4) {
    return warning(
      "cache size",
      `SCCACHE_CACHE_SIZE is ${formatSize(cacheSizeBytes)}; unpacked, ${formatSize(maxSizeBytes)} of bundle may take four times as much or more`,
      "Unset SCCACHE_CACHE_SIZE, or raise it.",
    );
  }
  return ok("cache size", formatSize(cacheSizeBytes));
}
