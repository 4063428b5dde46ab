import type { BundledEntry } from "../../bundle/format/manifest.ts";
import type { Config } from "../../config/config.ts";
import { isFresh, type KeyPlan } from "../../key/strategy.ts";
import { makeReport } from "../../report/make-report.ts";
import type { Report, RestoredPart, RestoreOutcome } from "../../report/report.ts";
import type { BuildEnvironment } from "../../sccache/environment/environment.ts";
import type { Deps } from "../deps.ts";
import type { Handoff } from "../handoff.ts";
import { orTrouble } from "../trouble.ts";
import type { FetchedBundle } from "./fetch-bundle.ts";
import { type Attempt, fetchParts } from "./fetch-parts.ts";
import { prepareBuild } from "./prepare-build.ts";

export interface RestoreRequest {
  readonly config: Config;
  readonly keys: KeyPlan;
  /** The compiler, as it titles itself. */
  readonly toolchain: string | null;
  /** sccache's directory; absolute. */
  readonly directory: string;
  /** The environment that the build would have without us. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Restored {
  readonly report: Report;
  readonly handoff: Handoff;
  /** What the build's environment needs so that it uses the directory, or undefined when there is no sccache. */
  readonly environment: BuildEnvironment | undefined;
}

/**
 * Brings sccache's directory to where the best bundle left it, in a pull request with its overlay on top, and says what
 * it did. A running server is stopped, so that the next one starts on what was restored. No trouble with the cache is
 * thrown: the directory is then as it was, or holds the base alone.
 */
export async function restore(request: RestoreRequest, deps: Deps): Promise<Restored> {
  const started = deps.now();
  const { config, keys, directory, toolchain } = request;
  const stopped = await deps.sccache?.stop();
  if (stopped?.kind === "failed") deps.log.notice(`The sccache server could not be stopped: ${stopped.why}`);
  const version = (await deps.sccache?.version()) ?? null;
  const { outcome, base, overlay }: Done = config.lookupOnly
    ? await lookUp(keys, deps)
    : config.restore && deps.sccache
      ? await fetchAll(request, version, deps)
      : {
          outcome: {
            kind: "skipped",
            why: deps.sccache ? "restore is false" : "there is no sccache to use it",
          },
        };
  const readyAtMs = deps.now();
  const sccache = deps.sccache ? { path: deps.sccache.path, version } : null;
  const environment = sccache ? await prepareBuild(request, sccache, outcome) : undefined;
  return {
    environment,
    report: makeReport({
      step: "restore",
      key: keys,
      store: deps.store.label,
      restore: { outcome, seconds: (readyAtMs - started) / 1000, phases: [] },
    }),
    handoff: {
      format: 1,
      config,
      directory,
      keys,
      toolchain,
      readyAtMs,
      sccache,
      rawAtSource: environment?.exports.some(({ name }) => name === "SCCACHE_CACHE_ZSTD_LEVEL") ?? false,
      noStore: outcome.kind === "failed" && outcome.failure === "no-store",
      restored: base?.bundle ?? null,
      overlay: overlay?.bundle ?? null,
    },
  };
}

interface Done {
  readonly outcome: RestoreOutcome;
  readonly base?: FetchedBundle | undefined;
  readonly overlay?: FetchedBundle | undefined;
}

async function lookUp(keys: KeyPlan, { store }: Deps): Promise<Done> {
  const found = await orTrouble(() => store.lookup({ key: keys.primary, fallbacks: keys.fallbacks }));
  if (found.kind === "failed") return { outcome: found };
  if (found.kind === "miss") return { outcome: { kind: "missed" } };
  return { outcome: { kind: "found", key: found.key, fresh: isFresh(found.key, keys.primary) } };
}

async function fetchAll(
  { keys, directory, config }: RestoreRequest,
  version: string | null,
  deps: Deps,
): Promise<Done> {
  const saves = config.save !== "never";
  const oneLookup = config.store.kind === "github";
  const { base, overlay } = await fetchParts(
    { keys, oneLookup, directory, sccacheVersion: version, saves },
    deps,
  );
  if ("kind" in overlay) deps.log.notice(`No overlay: ${overlay.why}`);
  const parts = { base: fetchedOf(base), overlay: fetchedOf(overlay) };
  const first = parts.base ?? parts.overlay;
  if (!first) return { outcome: "kind" in base ? base : { kind: "missed" } };
  if ("kind" in base) deps.log.warning(`No base, only the overlay: ${base.why}`);
  const entries = new Map(
    [...(parts.base?.entries ?? []), ...(parts.overlay?.entries ?? [])].map((e) => [e.name, e]),
  );
  const outcome: RestoreOutcome = {
    kind: "restored",
    key: first.bundle.key,
    fresh: isFresh(first.bundle.key, keys.primary),
    ref: null,
    bundleBytes: first.bundle.bytes,
    entries: entries.size,
    entryBytes: sumBytes(entries.values()),
    overlay: parts.base && parts.overlay ? describePart(parts.overlay) : null,
  };
  return { outcome, ...parts };
}

function fetchedOf(part: Attempt): FetchedBundle | undefined {
  return "kind" in part ? undefined : part.fetched;
}

function describePart({ bundle, entries }: FetchedBundle): RestoredPart {
  return { key: bundle.key, bundleBytes: bundle.bytes, entries: entries.length };
}

function sumBytes(entries: Iterable<BundledEntry>): number {
  let sum = 0;
  for (const { bytes } of entries) sum += bytes;
  return sum;
}
