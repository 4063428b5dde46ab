// biome-ignore-all lint/style/noExcessiveLinesPerFile: one table of all checks, with the facts that they look at.

import type { Env } from "../config/config.ts";
import { isSccache } from "../sccache/environment/wrappers.ts";
import { mostSocketBytes } from "../sccache/server/address.ts";
import { foreign } from "./foreign.ts";
import { duration, firstOf, formatSize } from "./words.ts";

/** One line of the diagnosis. */
interface Check {
  readonly status: "ok" | "warning" | "error";
  readonly name: string;
  /** What was found. */
  readonly detail: string;
  /** What to do; null when all is well. */
  readonly fix: string | null;
}

/** What was found on the machine, before a build. Undefined where it could not be found out. */
export interface DoctorFacts {
  readonly node: { readonly version: string; readonly unsupported: string | undefined };
  /** Why the native zstd is not used; undefined when it is. */
  readonly zstdFallback: string | undefined;
  readonly sccache: { readonly path: string; readonly version: string | null } | { readonly why: string };
  /** The compiler, as it titles itself. */
  readonly toolchain: string | null;
  readonly env: Env;
  /** build.rustc-wrapper of cargo's configuration files. */
  readonly cargoWrapper: { readonly value: string; readonly file: string } | undefined;
  /** Other backends that sccache would use, each with what to unset. */
  readonly otherPlaces: readonly { readonly name: string; readonly todo: string }[];
  /** Whether sccache understands the value of SCCACHE_CACHE_SIZE. */
  readonly cacheSizeBytes: number | undefined;
  readonly directory: {
    readonly path: string;
    readonly exists: boolean;
    readonly isWritable: boolean;
    /** Files of another user, of those that were looked at. */
    readonly foreignOwned: number;
  };
  readonly freeBytes: number | undefined;
  /** What this machine or container may use. */
  readonly memoryBytes: number | undefined;
  readonly threads: number;
  /** Where an sccache server listens already that is not this job's. */
  readonly otherServer: string | undefined;
  /** The longest path that a socket of the job would have; undefined where ports are used. */
  readonly socketBytes: number | undefined;
  readonly store:
    | {
        readonly kind: "reachable";
        readonly label: string;
        readonly seconds: number;
        readonly found: string | null;
      }
    | { readonly kind: "failed"; readonly label: string; readonly why: string };
  /** The rights to list the store's bundles. */
  readonly listing: { readonly kind: "can" | "cannot" | "not-asked"; readonly why: string };
  readonly maxSizeBytes: number;
  /** Which keys there are, and why the bundle that was found is refused; undefined where it is not, or where there is none. */
  readonly signing: { readonly keys: keyof typeof keyWords; readonly refused?: string | undefined };
}

/** Every check, in the order in which a build depends on them. */
export function diagnose(facts: DoctorFacts): Check[] {
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
} as const satisfies Readonly<Record<string, Finding>>;

/** What packing takes for each thread, about. */
const threadBytes = 300e6;
/** A lookup that takes longer makes every job wait. */
const slowSeconds = 3;

const checks: Readonly<Record<string, (facts: DoctorFacts) => Finding>> = {
  node: ({ node: { version, unsupported } }) =>
    unsupported === undefined
      ? version
      : error(unsupported, "Install Node 24, or any version from 22.15 on."),

  zstd: ({ zstdFallback: why }) =>
    why === undefined
      ? "native binding"
      : warning(
          `Node's own zstd is used, which packs more slowly: ${why}`,
          "Use Linux, macOS or Windows on x64 or arm64 with glibc for the native binding; otherwise nothing.",
        ),

  sccache: ({ sccache }) => {
    if ("why" in sccache) {
      return error(sccache.why, "Install sccache 0.16 or newer, or let `sccache: auto` download it.");
    }
    const { path, version } = sccache;
    if (version === null) return error(`${path} does not tell its version`, "Reinstall sccache.");
    const [major = 0, minor = 0] = version.split(".").map(Number);
    const fix = "Update sccache to 0.16 or newer: this one has no sockets, so jobs share its port.";
    return major === 0 && minor < 9 ? warning(`${version} at ${path}`, fix) : `${version} at ${path}`;
  },

  compiler: ({ toolchain }) =>
    toolchain ??
    warning(
      "neither rustc nor cc answered, so the key says nothing of the compiler",
      "Install the toolchain before the restore step.",
    ),

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

  backends: ({ otherPlaces }) =>
    otherPlaces.length === 0
      ? "sccache uses its directory alone"
      : error(
          `sccache would use ${firstOf(otherPlaces, 5, ({ name }) => name)} and not its directory`,
          firstOf(otherPlaces, 5, ({ todo }) => todo, "; "),
        ),

  "cache size": ({ env, cacheSizeBytes: bytes, maxSizeBytes }) => {
    const set = env["SCCACHE_CACHE_SIZE"];
    if (set === undefined || set === "") return "left to restore";
    if (bytes === undefined) {
      return error(
        `SCCACHE_CACHE_SIZE is ${set}, which sccache takes for 10 GiB without a word`,
        "Write whole bytes, or a whole number with K, M, G or T.",
      );
    }
    if (bytes >= maxSizeBytes * 4) return formatSize(bytes);
    return warning(
      `SCCACHE_CACHE_SIZE is ${formatSize(bytes)}; unpacked, ${formatSize(maxSizeBytes)} of bundle may take four times as much or more`,
      "Unset SCCACHE_CACHE_SIZE, or raise it.",
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

  disk: ({ freeBytes, maxSizeBytes }) => {
    if (freeBytes === undefined) return "not known";
    const free = `${formatSize(freeBytes)} free`;
    if (freeBytes < maxSizeBytes * 2) {
      const size = formatSize(maxSizeBytes);
      return error(free, `Free space: unpacking a bundle of ${size} needs at least twice as much.`);
    }
    return freeBytes < maxSizeBytes * 8
      ? warning(`${free}, so entries are unpacked in their compact form`, "Free space for faster hits.")
      : free;
  },

  memory: ({ memoryBytes: bytes, threads }) => {
    if (bytes === undefined) return "not known";
    const needed = threads * threadBytes;
    if (bytes >= needed) return `${formatSize(bytes)}, ${threads} threads`;
    return warning(
      `${formatSize(bytes)} for ${threads} threads, which may take ${formatSize(needed)}`,
      `Set threads to ${Math.max(1, Math.floor(bytes / threadBytes))}.`,
    );
  },

  store: ({ store }) => {
    if (store.kind === "failed") {
      const fix = "Check the store's address, the network and the credentials.";
      return error(`${store.label}: ${store.why}`, fix);
    }
    const found = store.found === null ? "no bundle for this job yet" : `found ${store.found}`;
    const detail = `${store.label} answered in ${duration(store.seconds)}: ${found}`;
    return store.seconds > slowSeconds
      ? warning(detail, "Use a store that is closer, or levels with a local folder first.")
      : detail;
  },

  rights: ({ listing: { kind, why } }) =>
    kind === "cannot"
      ? warning(
          why,
          "Give the job `permissions: actions: write`, so that superseded bundles are deleted and nobody else's cache is evicted.",
        )
      : why,

  signatures: ({ signing: { keys, refused } }) => {
    if (refused === undefined) return keyWords[keys];
    const fix =
      "Nothing, if the keys are new: the next save with the signing key replaces it. Otherwise check the keys.";
    return warning(`the bundle that was found is refused: ${refused}`, fix);
  },
};
