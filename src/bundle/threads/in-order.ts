/**
 * Starts `work` on each item, at most `ahead` at once, and yields the results in the order of the items. When one
 * fails, or the caller stops early, nothing more is started; what is under way is left to end, unheard.
 */
export async function* inOrder<T, R>(
  items: readonly T[],
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const started: Promise<R>[] = [];
  let next = 0;
  const startMore = () => {
    for (const item of items.slice(next, next + ahead - started.length)) {
      const result = work(item);
      result.catch(() => undefined); // thrown when its turn comes, or when an earlier one has ended it all
      started.push(result);
      next += 1;
    }
  };
  for (startMore(); started.length > 0; startMore()) {
    const result = started.shift();
    if (result) yield await result;
  }
}
