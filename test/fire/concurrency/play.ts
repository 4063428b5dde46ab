import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nameFor } from "../../bundle/made-up-entries.ts";
import { openFamily } from "../../flow/family.ts";
import { inFolder } from "../../folder.ts";
import { type Random, randomFrom } from "../random.ts";
import { type Place, places, ref } from "./places.ts";

export interface ConcurrencyRequest {
  /** One of `places`. */
  readonly place: string;
  readonly seed: number;
  /** Jobs at once. */
  readonly jobs: number;
  /** No job begins after so long. */
  readonly ms: number;
}

export interface ConcurrencyPlayed {
  readonly broken: readonly string[];
  /** The figures in a line. */
  readonly text: string;
}

/** Crates that every job asks for. */
const common = Array.from({ length: 8 }, (_, i) => `common-${i}`);

const hourMs = 3_600_000;

/** What many leave at one moment may take several saves. */
const mostClosing = 6;

/**
 * Lets jobs of one family restore, build and save at once, each again and again, and then one after the other until they
 * are united. What each job's plan kept must be in the last bundle, and at most one bundle too many in the store.
 */
export async function playConcurrency(request: ConcurrencyRequest): Promise<ConcurrencyPlayed> {
  const open = places[request.place];
  if (!open) throw new Error(`there is no store ${request.place}`);
  return inFolder(async (folder) => {
    const place = await open(folder);
    try {
      return await play(request, folder, place.open);
    } finally {
      await place.close();
    }
  });
}

async function play(
  { place, seed, jobs, ms }: ConcurrencyRequest,
  folder: string,
  open: Place["open"],
): Promise<ConcurrencyPlayed> {
  const until = performance.now() + ms;
  const random = randomFrom(seed);
  const machines = join(folder, "machines");
  let opened = 0;
  const runJob = async (asks: readonly string[], run: string, aheadMs = 0) => {
    opened += 1;
    const machine = join(machines, String(opened));
    const { store, catalog } = open();
    const { job } = openFamily({ folder: machine, store, catalog, ref, now: Date.now, pass() {} });
    return job({ asks, run, aheadMs, inputs: { evict: "budget-only" }, meanwhile: () => sleep(random(200)) });
  };
  const wanted = new Set<string>();
  const outcomes = new Map<string, number>();
  const broken: string[] = [];
  const worker = async (id: number, own: Random) => {
    for (let round = 0; performance.now() < until; round += 1) {
      const crate = `worker-${id}-${round}`;
      const asks = [...common.filter(() => own(2) === 0), crate];
      const done = await runJob(asks, `${id}-${round}`);
      outcomes.set(done.outcome, (outcomes.get(done.outcome) ?? 0) + 1);
      if (done.outcome === "failed" && /did not|no answer|no end/.test(done.why)) continue; // too busy a machine
      if (done.outcome === "saved" || done.outcome === "nothing-new") {
        for (const name of asks) wanted.add(name);
        const kept = new Set(done.kept);
        const lost = done.outcome === "saved" ? asks.filter((name) => !kept.has(nameFor(name))) : [];
        if (lost.length > 0) broken.push(`the plan of ${crate} leaves out ${lost.join(", ")}`);
      } else broken.push(`${crate}: ${done.why}`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, (_, id) => worker(id, randomFrom(seed * 1000 + id))));
  const count = [...outcomes.values()].reduce((sum, n) => sum + n, 0);
  const leftAtOnce = await bundlesIn(open);

  // Later, when nobody reads a bundle any more: one job after the other adds something of its own.
  let closing = 0;
  let left: number | undefined;
  let kept: ReadonlySet<string> = new Set();
  while (closing < mostClosing && (closing < 2 || (left ?? 0) > 2)) {
    closing += 1;
    const done = await runJob([...common, `closing-${closing}`], `closing-${closing}`, closing * hourMs);
    if (done.outcome !== "saved") broken.push(`closing ${closing}: ${done.why}`);
    kept = new Set(done.kept);
    left = await bundlesIn(open);
  }
  if (left !== undefined && left > 2) broken.push(`${left} bundles are left`);
  const lost = [...wanted].filter((name) => !kept.has(nameFor(name)));
  if (lost.length > 0) broken.push(`${lost.length} of ${wanted.size} entries are lost`);
  for (const machine of await readdir(machines)) {
    const files = await readdir(join(machines, machine));
    if (files.length > 0) broken.push(`left on a machine: ${files.join(", ")}`);
  }
  const each = [...outcomes].map(([outcome, n]) => `${n} ${outcome}`).join(", ");
  const bundles =
    leftAtOnce === undefined ? "" : `, ${leftAtOnce} bundles then and ${left} after ${closing} more`;
  const text = `${place}: ${count} jobs, ${jobs} at once (${each})${bundles}; ${wanted.size - lost.length} of ${wanted.size} entries there: ${broken.length} broken`;
  return { broken, text };
}

/** How many bundles the store lists; undefined where it lists nothing. */
async function bundlesIn(open: Place["open"]): Promise<number | undefined> {
  const { catalog } = open();
  return catalog && (await catalog.list("", { ref })).bundles.length;
}
