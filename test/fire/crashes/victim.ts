import type { Random } from "../random.ts";

/** What is killed: steps of the action, commands, and with them what they write into a store. */
export const victims = ["main", "post", "pack", "unpack", "merge", "watch", "levels"] as const;
export type Victim = (typeof victims)[number];

/** The server of a killed restore ends by itself. */
export const shortLived = { SCCACHE_IDLE_TIMEOUT: "10" };

/** What a kill has left. `isBusy`: the machine was too busy for the next one to tell. */
export interface Found {
  readonly wasKilled: boolean;
  readonly broken: readonly string[];
  readonly isBusy?: boolean;
}

export interface Means {
  readonly random: Random;
  /** How long each took when it was last left alone, in milliseconds: a machine may be busy. */
  readonly times: Map<Victim, number>;
}

/** A point in the life of a victim: at the latest a little after its end. */
export function momentOf(victim: Victim, { random, times }: Means): number {
  return random((times.get(victim) ?? 1_500) * 1.1);
}

/** How `work` ended; its time becomes the victim's. */
export async function timed<T>(victim: Victim, { times }: Means, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const ended = await work();
  times.set(victim, performance.now() - began);
  return ended;
}
