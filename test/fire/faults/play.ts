import { rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../bundle/made-up-entries.ts";
import { describeCase, faultCase } from "./cases.ts";
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
  /** No case begins after so many milliseconds. */
  readonly mostMs?: number;
  readonly onBroken: (broken: { readonly text: string; readonly run: FaultRun }) => void;
}

/** Plays the cases of all seeds, several at once, since most of them wait. */
export async function playFaults(request: FaultsRequest): Promise<FaultsPlayed> {
  const { seeds, atOnce, mostMs = Number.POSITIVE_INFINITY, onBroken } = request;
  const folder = await makeFolder();
  const until = performance.now() + mostMs;
  const runs: FaultRun[] = [];
  let faults = 0;
  try {
    const template = await makeTemplate(join(folder, "template"));
    const waiting = [...seeds];
    const worker = async () => {
      while (performance.now() < until) {
        const seed = waiting.shift();
        if (seed === undefined) return;
        const one = faultCase(seed);
        const run = await runCase(one, template, join(folder, `case-${seed}`));
        runs.push(run);
        faults += one.faults.length;
        if (run.broken.length > 0) onBroken({ text: describeCase(one), run });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  const count = (outcome: FaultRun["outcome"]) => runs.filter((run) => run.outcome === outcome).length;
  const broken = runs.filter((run) => run.broken.length > 0).length;
  const longest = Math.max(0, ...runs.map(({ seconds }) => seconds));
  const text =
    `${runs.length} jobs with ${faults} faults: ${broken} broken; ${count("restored")} restored, ${count("cold")} cold, ` +
    `${count("saved")} saved, ${count("not-saved")} not saved; longest step ${longest.toFixed(1)} s`;
  return { cases: runs.length, broken, text, outputs: runs.map(({ output }) => output) };
}
