// Longer than most: one table of all checks, in the order in which a build depends on them.

import { isFailure } from "../../flow/failures.ts";
import { freeFor, howFor, sizesOfFull } from "../../flow/restore/unpacking.ts";
import { threadBytes, threadsFor } from "../../flow/threads.ts";
import { foreign } from "../../report/foreign.ts";
import { count, duration, firstOf } from "../../report/words.ts";
import { isSccache } from "../../sccache/environment/launcher-names.ts";
import { parseCacheSize } from "../../sccache/environment/sccache-config.ts";
import { mostSocketBytes } from "../../sccache/server/address.ts";
import { formatSize } from "../../size.ts";
import type { Facts, SigningKeysHeld } from "./facts.ts";

/** One line of the diagnosis. */
interface Check {
  readonly status: "ok" | "warning" | "error";
  readonly name: string;
  /** What was found. */
  readonly detail: string;
  /** What to do; null when all is well. */
  readonly fix: string | null;
}

/** Every check, in the order in which a build depends on them. */
export function diagnose(facts: Facts): Check[] {
  return Object.entries(checks).map(([name, check]) => {
    const found = check(facts);
    return typeof found === "string" ? { status: "ok", name, detail: found, fix: null } : { ...found, name };
  });
}

/** The checks as lines: the status first, so that they can be scanned and searched. */
export function checkLines(checks: readonly Check[]): string[] {
  const width = Math.max(0, ...checks.map(({ name }) => name.length));
  return checks.flatMap(({ status, name, detail, fix }) => [
    `${status.padEnd(7)}  ${name.padEnd(width)}  ${foreign(detail)}`,
    ...(fix === null ? [] : [`${" ".repeat(9)}${" ".repeat(width)}  fix: ${foreign(fix)}`]),
  ]);
}

/** The detail of a line where all is well, or what is wrong. */
type Finding = string | Omit<Check, "name">;

const warning = (detail: string, fix: string): Finding => ({ status: "warning", detail, fix });

const error = (detail: string, fix: string): Finding => ({ status: "error", detail, fix });

const keyWords = {
  none: "bundles are not signed",
  both: "bundles are signed and checked",
  public: "bundles are checked; without the signing key nothing is saved",
  private: warning(
    "bundles are signed, and no public key is named, so a job without the signing key checks nothing",
    "Set SCCACHE_BUNDLE_VERIFY_KEYS to the public key, in every job.",
  ),
} as const satisfies Readonly<Record<SigningKeysHeld, Finding>>;

/** What becomes of a bundle that is as large as it may be, where it is not unpacked raw. */
const unpacked = {
  compact: "is unpacked in its compact form",
  fewer: "is restored in part",
  none: "is not restored",
} as const;

/** What is free and what limits the cache where nothing does. */
const unlimited = {
  freeBytes: Number.POSITIVE_INFINITY,
  limitBytes: undefined,
  heldBytes: 0,
  holdsTarget: false,
};

/** A lookup that takes longer makes every job wait. */
const slowSeconds = 3;

const checks: Readonly<Record<string, (facts: Facts) => Finding>> = {
  node: ({ node }) => node,

  zstd: ({ zstdFallback: why }) =>
    why === undefined
      ? "native binding"
      : warning(
          `Node's own zstd is used, which packs more slowly: ${why}`,
          "Nothing. A native binding is there for Linux with glibc and macOS (x64, arm64), and for Windows (x64).",
        ),

  sccache: ({ sccache }) => {
    if (sccache.path === null) {
      return error(sccache.why, "Install sccache 0.16 or newer, or let `sccache: auto` download it.");
    }
    const { path, version } = sccache;
    const [major = 0, minor = 0] = version.split(".").map(Number);
    const fix = "Update sccache to 0.16 or newer: this one has no sockets, so jobs share its port.";
    return major === 0 && minor < 9 ? warning(`${version} at ${path}`, fix) : `${version} at ${path}`;
  },

  compiler: ({ compilers }) =>
    compilers.join(", ") ||
    warning("no compiler that this job wraps answered", "Install the toolchain before the restore step."),

  wrapper: ({ env, cargoWrapper }) => {
    const set = env["RUSTC_WRAPPER"];
    if (set === "") {
      const detail = "RUSTC_WRAPPER is set to nothing, which turns every wrapper off";
      return error(detail, "Unset RUSTC_WRAPPER.");
    }
    if (set !== undefined && !isSccache(set.trim())) {
      const detail = `RUSTC_WRAPPER is ${set}, so sccache is not called`;
      return error(detail, "Unset RUSTC_WRAPPER: restore sets it.");
    }
    if (cargoWrapper && !isSccache(cargoWrapper.value.trim())) {
      return warning(
        `${cargoWrapper.file} sets build.rustc-wrapper to ${cargoWrapper.value}; RUSTC_WRAPPER would displace it`,
        "Remove it, or let it call sccache, or set wrap: none.",
      );
    }
    const twice = ["CC", "CXX"].filter((name) => /\bsccache\b.*\bsccache\b/.test(env[name] ?? ""));
    if (twice.length > 0) return error(`${twice.join(" and ")} call sccache twice`, "Call sccache once.");
    return set === undefined ? "free: restore sets it" : `RUSTC_WRAPPER=${set}`;
  },

  incremental: ({ env }) => {
    const names = ["CARGO_INCREMENTAL", "CARGO_BUILD_INCREMENTAL"];
    const set = names.find((name) => /^(1|true)$/.test(env[name] ?? ""));
    if (set === undefined) return "off, or left to restore";
    return warning(
      `${set} is on, which sccache refuses; restore turns it off for later steps`,
      `Unset ${set}: a step that sets it by itself still fails.`,
    );
  },

  backends: ({ otherBackends, hindrances }) => {
    const todo = firstOf([...otherBackends, ...hindrances], 5, (one) => one.todo, "; ");
    if (otherBackends.length > 0) {
      const names = firstOf(otherBackends, 5, ({ name }) => name);
      return error(`sccache would use ${names} and not its directory`, todo);
    }
    if (hindrances.length > 0)
      return warning(
        firstOf(hindrances, 5, ({ what }) => what, "; "),
        todo,
      );
    return "sccache uses its directory alone";
  },

  "cache size": ({ env, maxSizeBytes }) => {
    const set = env["SCCACHE_CACHE_SIZE"];
    if (set === undefined || set === "") return "left to restore";
    const bytes = parseCacheSize(set);
    if (bytes === undefined) {
      return error(
        `SCCACHE_CACHE_SIZE is ${set}, which sccache takes for 10 GiB without a word`,
        "Write whole bytes, or a whole number with K, M, G or T.",
      );
    }
    const full = sizesOfFull(maxSizeBytes);
    const { how } = howFor(full, { ...unlimited, limitBytes: bytes });
    if (how === "raw") return formatSize(bytes);
    return warning(
      `SCCACHE_CACHE_SIZE is ${formatSize(bytes)}, so a full bundle of ${formatSize(maxSizeBytes)} ${unpacked[how]}`,
      `Unset SCCACHE_CACHE_SIZE, or raise it to ${formatSize(freeFor(full, unlimited).raw)}.`,
    );
  },

  servers: ({ otherServer }) =>
    otherServer === undefined
      ? "no other server"
      : warning(
          `an sccache server listens already: ${otherServer}`,
          "Nothing, if it is another job's: this job starts its own. If it is a leftover, run sccache --stop-server.",
        ),

  socket: ({ socketBytes: bytes }) => {
    if (bytes === undefined) return "a free port is used";
    if (bytes <= mostSocketBytes) return `a path of ${bytes} bytes fits`;
    return warning(
      `a path of ${bytes} bytes is too long for a socket, so a port is used`,
      "Set TMPDIR or RUNNER_TEMP to a shorter path.",
    );
  },

  directory: ({ directory: { path, exists, isWritable, foreignOwned } }) => {
    if (!isWritable) {
      const fix = "Give this user the right to write it, or choose another with sccache-dir.";
      return error(`${path} cannot be written`, fix);
    }
    if (foreignOwned === 0) return `${path}${exists ? "" : " (made when it is needed)"}`;
    return warning(
      `${path} holds files of another user, which sccache cannot use`,
      `Run chown -R "$(id -u)" on it, or run both steps as one user.`,
    );
  },

  // As restore decides it. Small bundles need less, so only a disk that holds none at all is an error.
  disk: ({ freeBytes, holdsTarget, maxSizeBytes }) => {
    if (freeBytes === Number.POSITIVE_INFINITY) return "not known";
    const free = `${formatSize(freeBytes)} free`;
    const room = { ...unlimited, freeBytes, holdsTarget };
    const full = sizesOfFull(maxSizeBytes);
    const { how } = howFor(full, room);
    if (how === "raw") return free;
    const needed = freeFor(full, room);
    const fix = `Free space: with the build's products it needs ${formatSize(needed.compact)}, and ${formatSize(needed.raw)} for the fastest hits.`;
    const detail = `${free}, so a full bundle of ${formatSize(maxSizeBytes)} ${unpacked[how]}`;
    const holdsAny = freeBytes > freeFor(sizesOfFull(0), room).any;
    return holdsAny ? warning(detail, fix) : error(detail, fix);
  },

  memory: ({ memoryBytes: bytes, threads, segmentBytes }) => {
    const needed = threads * threadBytes(segmentBytes);
    if (bytes >= needed) return `${formatSize(bytes)}, ${threads} threads`;
    return warning(
      `${formatSize(bytes)} for ${threads} threads, which may take ${formatSize(needed)}`,
      `Set threads to ${threadsFor({ threads: undefined, segmentBytes }, { cores: threads, memoryBytes: bytes })}.`,
    );
  },

  store: ({ hasStore, store: { label, seconds, found } }) => {
    if (!hasStore) {
      return error(
        "none is named, and only GitHub Actions has one of its own",
        "Set --store or SCCACHE_BUNDLE_STORE.",
      );
    }
    if (isFailure(found)) {
      const why = found.why.replace(`${label}: `, "");
      return error(
        `${label}: ${why}`,
        "Check the store's address, and who may read it: credentials, or the folder's owner.",
      );
    }
    const bundle = found.kind === "hit" ? `found ${found.key}` : "no bundle for this job yet";
    const detail = `${label} answered in ${duration(seconds)}: ${bundle}`;
    return seconds > slowSeconds
      ? warning(detail, "Use a store that is closer, or levels with a local folder first.")
      : detail;
  },

  rights: ({ hasStore, listed, storeKind }) => {
    if (!hasStore) return "not known without a store";
    if (!listed) return "the store has no listing, or no token is set";
    if (!isFailure(listed)) return `the store can be listed: ${count(listed.bundles.length, "bundle")}`;
    const fix =
      storeKind === "github"
        ? "Give the job `permissions: actions: write`, so that superseded bundles are deleted and nobody else's cache is evicted."
        : "Give the job the right to list the store, so that superseded bundles are deleted.";
    return warning(`the store cannot be listed: ${listed.why}`, fix);
  },

  signatures: ({ signing: { keys, refused } }) => {
    if (refused === undefined) return keyWords[keys];
    const fix =
      "Nothing, if the keys are new: the next save with the signing key replaces it. Otherwise check the keys.";
    return warning(`the bundle that was found is refused: ${refused}`, fix);
  },
};
