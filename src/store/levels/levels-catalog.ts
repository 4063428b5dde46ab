import { byAge, type Catalog, type StoredBundle } from "../catalog.ts";

/**
 * The catalogs of several levels as one: a bundle that more than one level holds is listed once, and is removed
 * from all. Its times are the latest of any level.
 */
export function levelsCatalog(catalogs: readonly Catalog[]): Catalog {
  return {
    label: catalogs.map(({ label }) => label).join(","),
    async list(prefix) {
      const listings = await Promise.all(catalogs.map((catalog) => catalog.list(prefix)));
      const listed = listings.flatMap((bundles, level) => bundles.map((bundle) => ({ bundle, level })));
      const byKey = Map.groupBy(listed, ({ bundle }) => bundle.key);
      return [...byKey.values()].map(merged).sort(byAge);
    },
    async remove({ key, id, ...rest }) {
      const ids = parseIds(id);
      let isRemoved = false;
      for (const [level, catalog] of catalogs.entries()) {
        const own = ids.get(level);
        if (own === undefined) continue;
        const bundle = { ...rest, key, ...(own === null ? {} : { id: own }) };
        isRemoved = (await catalog.remove(bundle)) === "removed" || isRemoved;
      }
      return isRemoved ? "removed" : "gone";
    },
  };
}

function merged(group: readonly { readonly bundle: StoredBundle; readonly level: number }[]): StoredBundle {
  const bundles = group.map(({ bundle }) => bundle);
  const reads = bundles.flatMap(({ lastReadAtMs }) => (lastReadAtMs === undefined ? [] : [lastReadAtMs]));
  return {
    key: bundles[0]?.key ?? "",
    id: JSON.stringify(group.map(({ bundle, level }) => [level, bundle.id ?? null])),
    bytes: Math.max(...bundles.map(({ bytes }) => bytes)),
    savedAtMs: Math.max(...bundles.map(({ savedAtMs }) => savedAtMs)),
    ...(reads.length === 0 ? {} : { lastReadAtMs: Math.max(...reads) }),
  };
}

/** The ids by level, as `merged` wrote them. */
function parseIds(id: string | undefined): ReadonlyMap<number, string | null> {
  return new Map(JSON.parse(id ?? "[]") as [number, string | null][]);
}
