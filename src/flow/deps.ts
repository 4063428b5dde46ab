import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { BundleError, type BundleFault } from "../bundle/format/checks.ts";
import type { Log } from "../log.ts";
import type { OnProgress, ShowProgress } from "../report/progress.ts";
import type { Failed, Failure, Phase } from "../report/report.ts";
import type { Sccache } from "../sccache/server/server.ts";
import { DamagedBundleError } from "../store/error-kinds.ts";
import type { Repository } from "../store/github/repository.ts";
import { type Catalog, type Store, StoreError } from "../store/store.ts";
import type { Zstd } from "../zstd/zstd.ts";
import type { Signing } from "./trust.ts";

/** What the use cases need of the world, built once by an entry. */
export interface Deps {
  readonly log: Log;
  readonly store: Store;
  readonly zstd: Zstd;
  /** The listing of the store, where it has one: for deleting what a new bundle supersedes. */
  readonly catalog: Catalog | undefined;
  /** The repository's cache as a whole, where GitHub is the store or one of its levels and there is a token to ask with. */
  readonly repository: Repository | undefined;
  /** Worker threads to pack and unpack with. */
  readonly threads: number;
  /** The machine's CPU, as `cpuPrint` has it: what was made for another is not restored. */
  readonly cpu: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** An existing folder for what lives as long as the job: never inside sccache's directory. */
  readonly tempDirectory: string;
  /** Shows how far waits are; left out where nobody looks. */
  readonly showProgress?: ShowProgress | undefined;
  /** How bundles are signed, or undefined where there are no keys: then no signature is made or looked at. */
  readonly signing: Signing | undefined;
  /** The sccache that the job uses, or undefined when there is none. */
  readonly sccache: Sccache | undefined;
}

/** The parts of a restore or a save that are worth a name. */
type PhaseName =
  | "look up and download"
  | "unpack"
  | "start the server"
  | "read the statistics"
  | "stop the server"
  | "read the directory"
  | "plan"
  | "fetch other bundles"
  | "pack"
  | "upload"
  | "clean up";

export type Phases = ReturnType<typeof openPhases>;

/** Measures what a step spends its time on, and shows each phase while it lasts. */
export function openPhases({ now, showProgress }: Pick<Deps, "now" | "showProgress">) {
  const times = new Map<PhaseName, number>();
  let last: PhaseName | undefined;
  return {
    /** Runs `work` as a part of a phase: times of the same phase add up, and no two run at a time. */
    async run<T>(name: PhaseName, work: (onProgress: OnProgress) => Promise<T>): Promise<T> {
      const began = now();
      last = name;
      times.set(name, times.get(name) ?? 0);
      try {
        return await shown(showProgress, name.charAt(0).toUpperCase() + name.slice(1), work);
      } finally {
        times.set(name, (times.get(name) ?? 0) + Math.max(0, now() - began));
      }
    },
    /** What was measured so far, in the order in which the phases began. */
    list: (): Phase[] => [...times].map(([name, ms]) => ({ name, seconds: ms / 1000 })),
    /** What an outage is called that happens now. */
    doing: (): Doing => (last === undefined ? "lookup" : (doings[last] ?? "lookup")),
  };
}

/** What was asked of a store that did not answer. */
export type Doing = Extract<Failure, "lookup" | "download" | "upload">;

const doings: Readonly<Partial<Record<PhaseName, Doing>>> = {
  "look up and download": "download",
  "fetch other bundles": "download",
  upload: "upload",
};

/** Shows one wait that is no phase of a report. */
export async function shown<T>(
  showProgress: ShowProgress | undefined,
  what: string,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const meter = showProgress?.(what);
  try {
    return await work(meter?.onProgress ?? (() => undefined));
  } finally {
    meter?.end();
  }
}

/** What `work` returns. It names new files and folders in `folder`, which are removed when it ends. */
export async function withTemporary<T>(
  folder: string,
  work: (temporary: (name: string) => string) => Promise<T>,
): Promise<T> {
  const made: string[] = [];
  try {
    return await work((name) => {
      const path = join(folder, `${name}-${randomBytes(4).toString("hex")}`);
      made.push(path);
      return path;
    });
  } finally {
    for (const path of made) await rm(path, { recursive: true, force: true });
  }
}

/**
 * What `work` returns, or how it failed with a store, a bundle, the file system or too little memory. Every other error is one of ours, and
 * is thrown. `doing`: what an outage of the store is called, or what tells that when it has failed.
 */
export async function orFailure<T>(
  work: () => Promise<T>,
  doing: Doing | (() => Doing) = "lookup",
): Promise<T | Failed> {
  try {
    return await work();
  } catch (error) {
    const failed = asFailed(error, typeof doing === "string" ? doing : doing());
    if (failed === undefined) throw error;
    return failed;
  }
}

/** Whether a value that `orFailure` returned is a failure. */
export function isFailure(value: unknown): value is Failed {
  return typeof value === "object" && value !== null && (value as Partial<Failed>).kind === "failed";
}

/** The failure that `error` stands for, or undefined when it is an error of ours. */
function asFailed(error: unknown, doing: Doing): Failed | undefined {
  if (error instanceof DamagedBundleError) {
    // What others may be able to read is not replaced, so it is a download that failed.
    return { kind: "failed", failure: error.isCertain ? "damaged" : "download", why: error.message };
  }
  if (error instanceof StoreError) {
    return { kind: "failed", failure: storeFailures[error.reason] ?? doing, why: error.message };
  }
  if (error instanceof BundleError) {
    const failure = bundleFailures[error.fault] ?? "damaged";
    return { kind: "failed", failure, why: `the bundle cannot be used: ${error.message}` };
  }
  if (isLackOfMemory(error)) {
    return { kind: "failed", failure: "no-memory", why: `there is too little memory: ${error.message}` };
  }
  if (error instanceof Error && "syscall" in error) {
    return { kind: "failed", failure: "file-system", why: `the file system refused: ${error.message}` };
  }
  return undefined;
}

/** For errors of V8, of zstd and of the system. From threads only texts and codes arrive. */
function isLackOfMemory(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const isOne = lackCodes.has(code) || /allocation (?:failed|error)/i.test(error.message);
  return isOne || isLackOfMemory(error.cause); // a thread that ended by it
}

const lackCodes = new Set(["ENOMEM", "ERR_MEMORY_ALLOCATION_FAILED", "ERR_WORKER_OUT_OF_MEMORY"]);

const bundleFailures: Readonly<Partial<Record<BundleFault, Failure>>> = {
  "unknown-version": "newer-format",
  "not-signed": "not-signed",
};

/** The failures that do not depend on what was asked. */
const storeFailures: Readonly<Record<StoreError["reason"], Failure | undefined>> = {
  absent: "no-store",
  denied: "denied",
  full: "no-room",
  unavailable: undefined,
  // Bytes that were lost on the way: what is in the store may be sound.
  broken: "download",
  damaged: "damaged",
};

/**
 * Why nothing can be had of a bundle, so that it counts as empty; undefined for an error that is no reason to give it up. Where
 * that is not certain, others may still read it: it is not to be deleted.
 */
export function asUseless(error: unknown): { readonly why: string; readonly isCertain: boolean } | undefined {
  if (error instanceof DamagedBundleError) return { why: error.message, isCertain: error.isCertain };
  if (!(error instanceof BundleError) || error.fault === "unknown-version") return undefined;
  return { why: error.message, isCertain: true };
}
