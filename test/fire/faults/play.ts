import { rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../folder.ts";
import { gaveUp } from "../busy.ts";
import type { Until } from "../campaign.ts";
import { describeCase, type FaultCase, faultCase } from "./cases.ts";
import { type FaultRun, runCase } from "./run.ts";
import { makeTemplate } from "./template.ts";

export interface FaultsPlayed {
  readonly cases: number;
  readonly broken: number;
  /** The figures in a line. */
  readonly text: string;
  /** What the steps said, by case. */
  readonly outputs: readonly string[];
}

export interface FaultsRequest {
  readonly seeds: readonly number[];
  readonly atOnce: number;
  readonly until: Until;
  readonly onBroken: (broken: { readonly text: string; readonly run: FaultRun }) => void;
  /** Called with the figures so far. */
  readonly onProgress?: (text: string) => void;
}

/** A case that seems broken because the machine was too busy is played so often in all. */
const mostTries = 3;

/** Plays the cases of all seeds, several at once, since most of them wait. */
export async function playFaults(request: FaultsRequest): Promise<FaultsPlayed> {
  const { seeds, atOnce, until, onBroken, onProgress } = request;
  const folder = await makeFolder();
  const runs: FaultRun[] = [];
  let faults = 0;
  let again = 0;
  const tell = () => {
    const count = (outcome: FaultRun["outcome"]) => runs.filter((run) => run.outcome === outcome).length;
    const longest = Math.max(0, ...runs.map(({ seconds }) => seconds));
    return (
      `${runs.length} jobs with ${faults} faults: ${brokenOf(runs)} broken; ${count("restored")} restored, ` +
      `${count("cold")} cold, ${count("saved")} saved, ${count("not-saved")} not saved; longest step ` +
      `${longest.toFixed(1)} s; ${again} played again, since the machine was too busy`
    );
  };
  try {
    const template = await makeTemplate(join(folder, "template"));
    const waiting = seeds.map((seed) => ({ seed, tries: 0 }));
    const worker = async () => {
      while (!until.isOver()) {
        const next = waiting.shift();
        if (next === undefined) return;
        const one = faultCase(next.seed);
        const tries = next.tries + 1;
        const run = await runCase(one, template, join(folder, `case-${next.seed}-${tries}`));
        if (isBusy(one, run) && tries < mostTries) {
          again += 1;
          waiting.push({ seed: next.seed, tries });
          continue;
        }
        runs.push(run);
        faults += one.faults.length;
        if (run.broken.length > 0) onBroken({ text: describeCase(one), run });
        if (runs.length % 50 === 0) onProgress?.(tell());
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  return {
    cases: runs.length,
    broken: brokenOf(runs),
    text: tell(),
    outputs: runs.map(({ output }) => output),
  };
}

/** Whether a bound struck that no fault of the case explains. */
function isBusy({ faults }: FaultCase, { broken, output }: FaultRun): boolean {
  const isSlow = faults.some((fault) => fault.hang || fault.delayMs || fault.bytesPerSecond);
  return broken.length > 0 && (gaveUp(output) || (isSlow && broken.every((one) => one.includes(" took "))));
}

function brokenOf(runs: readonly FaultRun[]): number {
  return runs.filter((run) => run.broken.length > 0).length;
}
