import { randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest } from "../bundle/manifest.ts";
import { manifestFromJson } from "../bundle/manifest-json.ts";
import { formatSize } from "../config/size.ts";
import type { JobContext } from "../key/gather.ts";
import { saveKey } from "../key/strategy.ts";
import type { EntryCounts, SaveOutcome, SaveReport } from "../report/report.ts";
import { scan } from "../sccache/scan.ts";
import { creator } from "../version.ts";
import type { Deps } from "./deps.ts";
import type { Handoff } from "./handoff.ts";
import { digestOf, type KnownEntry, withHistory } from "./history.ts";
import { packWithin } from "./pack-within.ts";
import { type JobStatus, maySave } from "./save-policy.ts";
import { orTrouble } from "./trouble.ts";

export interface SaveRequest {
  /** What restore left for us. */
  readonly handoff: Handoff;
  readonly context: JobContext;
  readonly status: JobStatus;
}

/** What a step of saving comes to: how it ended, and what became of the entries. */
interface Ending {
  readonly outcome: SaveOutcome;
  readonly evicted?: number;
  readonly dropped?: EntryCounts["dropped"];
}

/**
 * Saves what the job left in sccache's directory as one bundle, when that is allowed and anything is new. The server
 * is asked for its statistics and stopped first, so that the directory is complete and still. No trouble with the
 * cache is thrown.
 */
export async function save(request: SaveRequest, deps: Deps): Promise<SaveReport> {
  const started = deps.now();
  const { handoff } = request;
  const statistics = await deps.sccache?.statistics();
  const stopped = await deps.sccache?.stop();
  const before = await readRestored(handoff, deps);
  const scanned = await orTrouble(() => scan(handoff.directory));
  const entries =
    "kind" in scanned ? [] : withHistory(scanned.entries, before?.entries ?? [], handoff.readyAtMs);
  const ending: Ending =
    stopped?.kind === "failed"
      ? { outcome: { kind: "trouble", why: `the sccache server does not stop: ${stopped.why}` } }
      : "kind" in scanned
        ? { outcome: scanned }
        : await saveEntries(request, { entries, before }, deps);
  return {
    step: "save",
    keys: handoff.keys,
    storeLabel: deps.store.label,
    outcome: ending.outcome,
    statistics,
    restored: handoff.restored,
    entries: {
      total: entries.length,
      totalBytes: sum(entries),
      usedByThisRun: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
      added: entries.filter(({ added }) => added).length,
      evicted: ending.evicted ?? 0,
      dropped: ending.dropped ?? [],
    },
    budgetBytes: handoff.config.maxSizeBytes,
    seconds: (deps.now() - started) / 1000,
  };
}

async function saveEntries(
  { handoff, context, status }: SaveRequest,
  { entries, before }: { entries: readonly KnownEntry[]; before: Manifest | undefined },
  deps: Deps,
): Promise<Ending> {
  const { config, directory, keys, restored } = handoff;
  if (!handoff.sccache) return notSaved("there was no sccache");
  const verdict = maySave(config.save, context, status);
  if (!verdict.save) return notSaved(verdict.why);
  if (entries.length === 0) return notSaved("sccache's directory holds no entries");
  if (!entries.some(({ kind, added }) => kind === "object" && added)) return notSaved("nothing is new");
  if (config.maxSizeBytes === 0) return notSaved("max-size is 0");

  const out = join(deps.tempDirectory, `saved-${randomBytes(4).toString("hex")}.tar.zst`);
  const about = {
    creator,
    created: Math.floor(deps.now() / 1000),
    sccacheVersion: handoff.sccache?.version ?? null,
    toolchain: handoff.toolchain,
    base: null,
    environment: {},
  };
  // What sccache stores takes about as much in the bundle, when nothing better is known.
  const ratio = restored && before ? restored.bytes / Math.max(1, sum(before.entries)) : 1;
  const ending = await orTrouble(async (): Promise<Ending> => {
    const packed = await packWithin(
      entries,
      { budgetBytes: config.maxSizeBytes, ratio: Math.min(1, ratio) },
      {
        directory,
        out,
        about,
        level: config.level,
        segmentRawBytes,
        threads: deps.threads,
        known: new Map((before?.entries ?? []).map((entry) => [entry.name, entry])),
      },
      deps.zstd,
    );
    if (!packed)
      return notSaved(`not even the entries used last fit into max-size ${formatSize(config.maxSizeBytes)}`);
    const fate = { evicted: packed.evicted.length, dropped: packed.dropped };
    const key = saveKey(keys, digestOf(packed.manifest.entries));
    if (key === restored?.key) return { ...notSaved("nothing is new that the budget has room for"), ...fate };
    const stored = await deps.store.put(key, out);
    const saved = { key, bundleBytes: packed.bytes, entries: packed.manifest.entries.length };
    return {
      outcome: stored.kind === "taken" ? { kind: "taken", key } : { kind: "saved", ...saved },
      ...fate,
    };
  });
  await rm(out, { force: true });
  return "kind" in ending ? { outcome: ending } : ending;
}

const segmentRawBytes = 128e6;

function notSaved(why: string): Ending {
  return { outcome: { kind: "not-saved", why } };
}

/** The manifest of the bundle that this job began with, or undefined when there is none to be had. */
async function readRestored({ restored }: Handoff, { log }: Deps): Promise<Manifest | undefined> {
  if (!restored) return undefined;
  try {
    return manifestFromJson(await readFile(restored.manifestFile, "utf8"));
  } catch (error) {
    log.notice(
      `What was restored is no longer known, so every entry counts as new: ${(error as Error).message}`,
    );
    return undefined;
  }
}

function sum(entries: readonly { readonly bytes: number }[]): number {
  return entries.reduce((total, { bytes }) => total + bytes, 0);
}
