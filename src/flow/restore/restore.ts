import type { BundledEntry } from "../../bundle/format/manifest.ts";
import type { Config } from "../../config/config.ts";
import { isFresh, type KeyPlan } from "../../key/strategy.ts";
import { makeReport } from "../../report/make-report.ts";
import type { Report, RestoredPart, RestoreOutcome } from "../../report/report.ts";
import type { BuildEnvironment } from "../../sccache/environment/environment.ts";
import type { Deps } from "../deps.ts";
import { isFailure, orFailure } from "../failure.ts";
import { type Handoff, type Part, restoredBy } from "../handoff.ts";
import type { FetchedPart } from "./fetch-bundle.ts";
import { fetchParts } from "./fetch-parts.ts";
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
      : skip(deps.sccache ? "restore is false" : "there is no sccache to use it");
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
      format: 2,
      config,
      directory,
      keys,
      toolchain,
      readyAtMs,
      sccache,
      server: null,
      rawAtSource: environment?.exports.some(({ name }) => name === "SCCACHE_CACHE_ZSTD_LEVEL") ?? false,
      base,
      overlay,
      restoreMs: readyAtMs - started,
    },
  };
}

interface Done {
  readonly outcome: RestoreOutcome;
  readonly base: Part;
  readonly overlay: Part;
}

function skip(why: string): Done {
  const skipped: Part = { kind: "skipped", why };
  return { outcome: { kind: "skipped", why }, base: skipped, overlay: skipped };
}

async function lookUp(keys: KeyPlan, { store }: Deps): Promise<Done> {
  const found = await orFailure(() => store.lookup({ key: keys.primary, fallbacks: keys.fallbacks }));
  const skipped = skip("lookup-only is true");
  if (isFailure(found)) return { ...skipped, outcome: found };
  if (found.kind === "miss") return { ...skipped, outcome: { kind: "missed" } };
  return { ...skipped, outcome: { kind: "found", key: found.key, fresh: isFresh(found.key, keys.primary) } };
}

async function fetchAll(
  { keys, directory, config }: RestoreRequest,
  version: string | null,
  deps: Deps,
): Promise<Done> {
  const saves = config.save !== "never";
  const oneLookup = deps.store.traits.findsAllInOneLookup;
  const request = { keys, oneLookup, directory, sccacheVersion: version, saves };
  const { base, overlay } = await fetchParts(request, deps);
  const parts = { base: base.part, overlay: overlay.part };
  const first = restoredBy(base.part) ?? restoredBy(overlay.part);
  if (!first) {
    return { outcome: base.part.kind === "failed" ? base.part : { kind: "missed" }, ...parts };
  }
  if (overlay.part.kind === "failed") deps.log.notice(`The overlay was not restored: ${overlay.part.why}`);
  if (base.part.kind === "failed") deps.log.warning(`Only the overlay was restored: ${base.part.why}`);
  const entries = new Map([...base.entries, ...overlay.entries].map((entry) => [entry.name, entry]));
  const outcome: RestoreOutcome = {
    kind: "restored",
    key: first.key,
    fresh: isFresh(first.key, keys.primary),
    ref: null,
    bundleBytes: first.bytes,
    entries: entries.size,
    entryBytes: sumBytes(entries.values()),
    overlay: base.part.kind === "restored" ? describePart(overlay) : null,
  };
  return { outcome, ...parts };
}

function describePart({ part, entries }: FetchedPart): RestoredPart | null {
  const bundle = restoredBy(part);
  return bundle ? { key: bundle.key, bundleBytes: bundle.bytes, entries: entries.length } : null;
}

function sumBytes(entries: Iterable<BundledEntry>): number {
  let sum = 0;
  for (const { bytes } of entries) sum += bytes;
  return sum;
}
