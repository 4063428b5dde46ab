import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BundledEntry, Manifest } from "../bundle/manifest.ts";
import { manifestToJson } from "../bundle/manifest-json.ts";
import { readManifest } from "../bundle/read-manifest.ts";
import { unpack } from "../bundle/unpack.ts";
import type { Config } from "../config/config.ts";
import { isFresh, type KeyPlan } from "../key/strategy.ts";
import type { RestoreOutcome, RestoreReport } from "../report/report.ts";
import { kindOf } from "../sccache/layout.ts";
import { adopt } from "./adopt.ts";
import type { Deps } from "./deps.ts";
import type { Handoff, RestoredBundle } from "./handoff.ts";
import { orTrouble } from "./trouble.ts";

export interface RestoreRequest {
  readonly config: Config;
  readonly keys: KeyPlan;
  /** The compiler, as it titles itself. */
  readonly toolchain: string | null;
  /** sccache's directory; absolute. */
  readonly directory: string;
}

export interface Restored {
  readonly report: RestoreReport;
  readonly handoff: Handoff;
}

/**
 * Brings sccache's directory to where the best bundle left it, and says what it did. A running server is stopped, so
 * that the next one starts on what was restored. No trouble with the cache is thrown: the directory is then as it was.
 */
export async function restore(request: RestoreRequest, deps: Deps): Promise<Restored> {
  const started = deps.now();
  const { config, keys, directory } = request;
  const stopped = await deps.sccache?.stop();
  if (stopped?.kind === "failed") deps.log.notice(`The sccache server could not be stopped: ${stopped.why}`);
  const version = (await deps.sccache?.version()) ?? null;
  const { outcome, restored } = await fetchAndUnpack(request, version, deps);
  const readyAtMs = deps.now();
  return {
    report: {
      step: "restore",
      keys,
      storeLabel: deps.store.label,
      outcome,
      seconds: (readyAtMs - started) / 1000,
    },
    handoff: {
      format: 1,
      config,
      directory,
      keys,
      toolchain: request.toolchain,
      readyAtMs,
      sccache: deps.sccache ? { path: deps.sccache.path, version } : null,
      restored,
    },
  };
}

interface Done {
  readonly outcome: RestoreOutcome;
  readonly restored: RestoredBundle | null;
}

async function fetchAndUnpack(
  { config, keys, directory }: RestoreRequest,
  version: string | null,
  deps: Deps,
): Promise<Done> {
  const chain = { key: keys.primary, fallbacks: keys.fallbacks };
  const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
  const done = await orTrouble(async (): Promise<Done> => {
    if (config.lookupOnly) {
      const found = await deps.store.lookup(chain);
      if (found.kind === "miss") return { outcome: { kind: "miss" }, restored: null };
      const outcome = { kind: "found", key: found.key, fresh: isFresh(found.key, keys.primary) } as const;
      return { outcome, restored: null };
    }
    const fetched = await deps.store.fetch(chain, file);
    if (fetched.kind === "miss") return { outcome: { kind: "miss" }, restored: null };
    const manifest = await readManifest(file, deps.zstd);
    const entries = await unpackInto(directory, { file, manifest, version }, deps);
    const manifestFile = `${file}.manifest.json`;
    await writeFile(manifestFile, manifestToJson(manifest));
    return {
      outcome: {
        kind: "restored",
        key: fetched.key,
        fresh: isFresh(fetched.key, keys.primary),
        bundleBytes: fetched.bytes,
        entries: entries.length,
        entryBytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
      },
      restored: { key: fetched.key, bytes: fetched.bytes, manifestFile },
    };
  });
  await rm(file, { force: true });
  return "kind" in done ? { outcome: done, restored: null } : done;
}

async function unpackInto(
  directory: string,
  bundle: { file: string; manifest: Manifest; version: string | null },
  { zstd, threads }: Deps,
): Promise<readonly BundledEntry[]> {
  const { file, manifest, version } = bundle;
  // A preprocessor file of another version of sccache can fail a build, and is worth little: mozilla/sccache keeps
  // their format to itself.
  const sameSccache = version !== null && manifest.sccacheVersion === version;
  const wanted = ({ name }: BundledEntry) => sameSccache || kindOf(name) === "object";
  const unpacked = `${directory}.restoring-${randomBytes(4).toString("hex")}`;
  try {
    const entries = await unpack({ file, manifest, directory: unpacked, wanted, threads }, zstd);
    await adopt(
      unpacked,
      entries.map(({ name }) => name),
      directory,
    );
    return entries;
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}
