/** One restore from S3 in a process of its own, told by one JSON argument; prints what it took as JSON. */
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { cpuPrint } from "../../src/flow/job/cpu.ts";
import { fetchParts } from "../../src/flow/restore/fetch.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { openZstd } from "../../src/zstd/open.ts";
import { peakBytes } from "../measure/peak-bytes.ts";

/**
 * `after`: unpacked when it is there. `warm`: the same, with threads that were started meanwhile, as from GitHub's cache.
 * `meanwhile`: unpacked as it comes.
 */
export type Side = "after" | "warm" | "meanwhile";

export interface Restore {
  readonly url: string;
  readonly key: string;
  /** Holds nothing else. */
  readonly folder: string;
  readonly side: Side;
}

export interface Took {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

if (import.meta.main) {
  const { url, key, folder, side } = JSON.parse(process.argv[2] ?? "") as Restore;
  const log = { debug() {}, info() {}, notice() {}, warning: console.error };
  const spec = { kind: "s3", bucket: "bench", prefix: "", endpoint: url, pathStyle: true } as const;
  const scopes = { own: undefined, base: undefined, defaultBranch: undefined };
  const [tempDirectory, directory] = [join(folder, "temp"), join(folder, "sccache")];
  for (const made of [tempDirectory, directory]) await mkdir(made, { recursive: true });
  const deps = {
    log,
    store: hearing(side, openStore(spec, { log, scopes, env: process.env }).store),
    zstd: openZstd().zstd,
    catalog: undefined,
    repository: undefined,
    signing: undefined,
    threads: availableParallelism(),
    cpu: cpuPrint(),
    now: Date.now,
    tempDirectory,
  };
  const names = { family: key, primary: key, fallbacks: [], overlay: null };
  const keys = { ...names, custom: true, once: true, freshOfAny: false, explanation: [] };
  const limits = { limitBytes: undefined, heldBytes: 0, holdsTarget: true };
  const request = { keys, directory, sccacheVersion: null, limits };
  const startMs = performance.now();
  const { base } = await fetchParts({ ...request, maxSizeBytes: 1e9, saves: true }, deps);
  const seconds = (performance.now() - startMs) / 1000;
  if (base.part.kind !== "restored") throw new Error(JSON.stringify(base.part));
  const { user, system } = process.cpuUsage();
  const took: Took = { seconds, cpuSeconds: (user + system) / 1e6, peakBytes: peakBytes() };
  process.stdout.write(JSON.stringify(took), () => process.exit());
}

/** The store, as it is for those who do not listen to all that it tells. */
function hearing(side: Side, store: Store): Store {
  const deaf = {
    after: { onArriving: undefined, onBytes: undefined },
    warm: { onArriving: undefined },
    meanwhile: {},
  }[side];
  return { ...store, fetch: (keys, into, call) => store.fetch(keys, into, { ...call, ...deaf }) };
}
