/** Numbers from 0 up to `below`, the same for the same seed. */
export type Random = (below: number) => number;

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** One of a list that is not empty. */
export function pick<T>(all: readonly T[], random: Random): T {
  return all[random(all.length)] as T;
}
