// biome-ignore-all lint/style/noExcessiveLinesPerFile: one table of all checks, with the facts that they look at.

import { existsSync } from "node:fs";
import { access, constants, readdir, stat } from "node:fs/promises";
import { tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import type { Env } from "../../config/config.ts";
import type { Deps } from "../../flow/deps.ts";
import { isFailure, orFailure } from "../../flow/failures.ts";
import { openSccacheOf } from "../../flow/job/job.ts";
import { openDeps, openKeys } from "../../flow/job/steps.ts";
import { freeBytes, threadBytes, threadsFor } from "../../flow/machine.ts";
import { limitsOf } from "../../flow/restore/limits.ts";
import { freeFor, howFor, sizesOfFull } from "../../flow/restore/unpacking.ts";
import type { KeyPlan } from "../../key/key.ts";
import { inTemporary } from "../../left-over.ts";
import { foreign } from "../../report/foreign.ts";
import { duration, firstOf, formatSize } from "../../report/words.ts";
import { otherPlaces, parseCacheSize } from "../../sccache/environment/sccache-config.ts";
import { isSccache } from "../../sccache/environment/wrappers.ts";
import {
  isListening,
  mostSocketBytes,
  serverAddress,
  serverFolderName,
  socketName,
} from "../../sccache/server/address.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Args, type Command, configFlags } from "../command.ts";
import { contextFlags, openJobOf, readConfig } from "../job.ts";
import { printJson, type Terminal } from "../terminal.ts";

/** Whether the set-up is right, before a build: exit code 1 when a line is an error. */
export const doctor: Command = {
  positionals: [],
  flags: [...configFlags("restore"), ...contextFlags, { name: "json", about: "Print the checks as JSON." }],

  async run(args, terminal) {
    const checks = diagnose(await lookAround(args, terminal));
    if (args.isOn("json")) printJson(terminal, { checks });
    else for (const line of checkLines(checks)) terminal.list(line);
    return checks.some(({ status }) => status === "error") ? 1 : 0;
  },
};

/** What was found on the machine, before a build. */
export type Facts = Awaited<ReturnType<typeof lookAround>>;

async function lookAround(args: Args, terminal: Terminal) {
  const config = readConfig(args, terminal);
  const { env } = terminal;
  const job = await openJobOf(config, args, terminal);
  const { directory, build } = job;
  const sccache = await openSccacheOf(job);
  const { keys, toolchain } = await openKeys(job);
  const deps = openDeps(job, { sccachePath: sccache.path, tempDirectory: tmpdir() });
  const { catalog } = deps;
  return {
    node: process.version,
    /** Why the native zstd is not used; undefined when it is. */
    zstdFallback: openZstd().fallbackReason,
    sccache,
    /** The compiler, as it titles itself; null where none answered. */
    toolchain,
    env,
    /** build.rustc-wrapper of cargo's configuration files. */
    cargoWrapper: build.cargo.rustcWrapper,
    /** Other backends that sccache would use, each with what to unset. */
    otherPlaces: otherPlaces(env, build.sccacheConfig),
    directory: await lookAt(directory),
    /** Infinity where the system does not tell. */
    freeBytes: await freeBytes(directory),
    /** Whether the build's products come onto the directory's disk. */
    holdsTarget: (await limitsOf({ directory, env, settings: build }, job.context.workspace)).holdsTarget,
    /** A container's limit counts, not the machine's memory. */
    memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    threads: deps.threads,
    segmentBytes: config.segmentBytes,
    otherServer: await otherServer(env),
    socketBytes: socketBytes(env),
    store: await askStore(deps, keys),
    /** The store's bundles, or why they cannot be listed; undefined where there is nothing to ask. */
    listed: catalog && (await orFailure(() => catalog.list(config.keyPrefix), "lookup")),
    /** Whose rights a listing needs. */
    storeKind: config.store.kind,
    maxSizeBytes: config.maxSizeBytes,
    signing: await askForSignature(deps, keys, env),
  };
}

/** Enough files to know who owns a directory; it may hold a hundred thousand. */
const mostFiles = 200;

async function lookAt(path: string) {
  const exists = existsSync(path);
  const names = exists ? await readdir(path, { recursive: true }).catch(() => []) : [];
  const files = await Promise.allSettled(names.slice(0, mostFiles).map((name) => stat(join(path, name))));
  const own = process.getuid?.();
  const isForeign = (file: (typeof files)[number]) => file.status === "fulfilled" && file.value.uid !== own;
  const isWritable = await access(nearest(path), constants.W_OK).then(
    () => true,
    () => false,
  );
  // Root may write what belongs to others; Windows has no such numbers.
  return { path, exists, isWritable, foreignOwned: own ? files.filter(isForeign).length : 0 };
}

/** The path, or the nearest folder above that is there. */
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}

/** Where an sccache server listens already that is not this job's; undefined where none does. */
async function otherServer(env: Env): Promise<string | undefined> {
  const address = serverAddress(env, process.platform);
  if (!(await isListening(address, 500))) return undefined;
  return address.kind === "port" ? `127.0.0.1:${address.port}` : address.path;
}

/** The longest path that a socket of the job would have; undefined where ports are used. */
function socketBytes(env: Env): number | undefined {
  if (process.platform === "win32") return undefined;
  return Buffer.byteLength(join(env["RUNNER_TEMP"] || tmpdir(), serverFolderName, socketName));
}

async function askStore({ store }: Deps, { primary, fallbacks }: KeyPlan) {
  const began = performance.now();
  const found = await orFailure(() => store.lookup({ key: primary, fallbacks }), "lookup");
  return { label: store.label, found, seconds: (performance.now() - began) / 1000 };
}

/** Which keys there are, and why the bundle is refused that a job would restore: only with keys is it fetched. */
async function askForSignature(
  { signing, store, zstd }: Deps,
  { primary, fallbacks }: KeyPlan,
  env: Env,
): Promise<{ keys: keyof typeof keyWords; refused?: string | undefined }> {
  if (!signing) return { keys: "none" };
  const isChecked = Boolean(env["SCCACHE_BUNDLE_VERIFY_KEYS"]);
  const keys = !signing.canSign ? "public" : isChecked ? "both" : "private";
  const read = await inTemporary(tmpdir(), "sccache-bundle-doctor-", (folder) =>
    orFailure(async () => {
      const file = join(folder, "bundle.tar.zst");
      const fetched = await store.fetch({ key: primary, fallbacks }, file);
      if (fetched.kind === "hit") await readManifest(file, zstd, signing.trust(fetched));
    }),
  );
  const isRefused = isFailure(read) && read.failure === "not-signed";
  return { keys, refused: isRefused ? read.why : undefined };
}

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
} as const satisfies Readonly<Record<string, Finding>>;

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
          "Use Linux, macOS or Windows on x64 or arm64 with glibc for the native binding; otherwise nothing.",
        ),

  sccache: ({ sccache: { path, version = "", why } }) => {
    if (why !== undefined) {
      return error(why, "Install sccache 0.16 or newer, or let `sccache: auto` download it.");
    }
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

  store: ({ store: { label, seconds, found } }) => {
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

  rights: ({ listed, storeKind }) => {
    if (!listed) return "the store has no listing, or no token is set";
    if (!isFailure(listed)) return `the store can be listed: ${listed.bundles.length} bundles`;
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
