/** `; did you mean NAME?` for the one of `names` that is nearest to `given`, or the empty string when none is near. */
export function didYouMean(given: string, names: readonly string[]): string {
  const nearest = nearestOf(given, names);
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}

/** The one of `names` that is nearest to `given`, or undefined when none is near. */
export function nearestOf(given: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((name) => ({ name, distance: distanceOf(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const most = Math.max(1, Math.floor(given.replace(/^-+/, "").length / 3));
  return nearest && nearest.distance <= most ? nearest.name : undefined;
}

/** How many characters must be added, removed or replaced to get from one text to the other. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
