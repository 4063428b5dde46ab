import { rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../folder.ts";
import type { Until } from "../campaign.ts";
import { makeTemplate } from "../faults/template.ts";
import { randomFrom } from "../random.ts";
import { openCommands } from "./commands.ts";
import { killStep } from "./step.ts";
import { type Victim, victims } from "./victim.ts";

export interface CrashesRequest {
  readonly seed: number;
  /** Ends after so many kills: what ends by itself before does not count. */
  readonly kills: number;
  readonly until: Until;
  readonly onBroken: (text: string) => void;
  /** Called with the figures so far. */
  readonly onProgress?: (text: string) => void;
}

export interface CrashesPlayed {
  readonly kills: number;
  readonly broken: number;
  /** The figures in a line. */
  readonly text: string;
}

/** Kills what it runs at points of time that follow from the seed, and looks at what is left. */
export async function playCrashes(request: CrashesRequest): Promise<CrashesPlayed> {
  const { seed, until, onBroken, onProgress } = request;
  const random = randomFrom(seed);
  const folder = await makeFolder();
  const kills = new Map<Victim, number>();
  const total = () => [...kills.values()].reduce((sum, n) => sum + n, 0);
  let ended = 0;
  let broken = 0;
  let busy = 0;
  const tell = () => {
    const each = [...kills].map(([victim, n]) => `${victim} ${n}`).join(", ");
    return `${total()} kills (${each}), ${ended} ended before, ${busy} not judged, since the machine was too busy: ${broken} broken`;
  };
  try {
    const template = await makeTemplate(join(folder, "template"));
    const commands = await openCommands(join(folder, "commands"));
    const times = new Map<Victim, number>();
    for (let i = 0; total() < request.kills && !until.isOver(); i += 1) {
      const victim = victims[i % victims.length] as Victim;
      const isStep = victim === "main" || victim === "post";
      const found = isStep
        ? await killStep(victim, { template, folder: join(folder, `job-${i}`), random, times })
        : await commands.kill(victim, { random, times });
      if (found.isBusy) busy += 1;
      else if (found.wasKilled) kills.set(victim, (kills.get(victim) ?? 0) + 1);
      else ended += 1;
      if (i % 50 === 49) onProgress?.(tell());
      if (found.broken.length === 0 || found.isBusy) continue;
      broken += 1;
      onBroken(`seed ${seed}, number ${i}: ${victim}\n  ${found.broken.join("\n  ")}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  return { kills: total(), broken, text: tell() };
}
