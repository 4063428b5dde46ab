import { formatSize } from "../../config/size.ts";
import { firstOf } from "../words.ts";
import { type Check, type DoctorFacts, error, ok, warning } from "./facts.ts";

export function checkWrapper({ env, cargoWrapper }: DoctorFacts): Check {
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

export function checkIncremental({ env }: DoctorFacts): Check {
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

export function checkBackends({ otherPlaces }: DoctorFacts): Check {
  if (otherPlaces.length === 0) return ok("backends", "sccache uses its directory alone");
  return error(
    "backends",
    `sccache would use ${firstOf(otherPlaces, 5, ({ name }) => name)} and not its directory`,
    firstOf(otherPlaces, 5, ({ todo }) => todo, "; "),
  );
}

export function checkCacheSize({ env, cacheSizeBytes, maxSizeBytes }: DoctorFacts): Check {
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
