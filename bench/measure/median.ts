interface Timed {
  readonly wallSeconds: number;
}

/** The middle one of several numbers; of an even number of them the lesser of the two. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? Number.NaN;
}

/** The middle one of several measurements by wall time; of an even number the quicker of the two. */
export function medianOf<T extends Timed>(measured: readonly T[]): T {
  const sorted = measured.toSorted((a, b) => a.wallSeconds - b.wallSeconds);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (!middle) throw new Error("nothing was measured");
  return middle;
}

/** Measures `times` times, one after the other, and returns the middle one. */
export async function medianTimes<T extends Timed>(times: number, measure: () => Promise<T>): Promise<T> {
  const measured: T[] = [];
  for (let i = 0; i < times; i += 1) measured.push(await measure());
  return medianOf(measured);
}

/** Measures two kinds of work in turns, so that what else the machine does is shared, and returns the middle of each. */
export async function medianInTurns<A extends Timed, B extends Timed>(
  times: number,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<[A, B]> {
  const [ones, others]: [A[], B[]] = [[], []];
  for (let i = 0; i < times; i += 1) {
    ones.push(await first());
    others.push(await second());
  }
  return [medianOf(ones), medianOf(others)];
}

/** How many times as long the first took on the clock. */
export function ratio(first: Timed, second: Timed): number {
  return first.wallSeconds / second.wallSeconds;
}
