/** Milliseconds since 1970, finer than one: two saves in one millisecond still have an order. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
