import type { Log } from "../../log.ts";
import { byAge, type Catalog, type Listing, type StoredBundle } from "../catalog.ts";
import type { Repository } from "../github/repository.ts";
import { StoreError } from "../store-error.ts";

/** A level, or undefined for one that cannot be listed. */
type Levels<T> = readonly (T | undefined)[];

/**
 * The catalogs of several levels as one: a bundle that more than one level holds is listed once, and is removed from all. Its
 * times are the latest of any level. A level that does not answer makes the listing incomplete.
 */
export function levelsCatalog(levels: Levels<Catalog>, { log }: { readonly log: Log }): Catalog {
  const catalogs = levels.flatMap((catalog, level) => (catalog === undefined ? [] : [{ catalog, level }]));
  return {
    label: catalogs.map(({ catalog }) => catalog.label).join(","),
    tellsReads: catalogs.every(({ catalog }) => catalog.tellsReads),
    async list(prefix, options): Promise<Listing> {
      const ended = await Promise.allSettled(catalogs.map(({ catalog }) => catalog.list(prefix, options)));
      const failures = ended.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
      const isOver = failures.length === ended.length || options?.signal?.aborted === true;
      for (const failure of failures) {
        if (!(failure instanceof StoreError) || isOver) throw failure;
        log.notice(`${failure.message}: its bundles are not listed`);
      }
      const listed = ended.flatMap((one, i) => {
        const level = catalogs[i]?.level ?? 0;
        return one.status === "rejected" ? [] : one.value.bundles.map((bundle) => ({ bundle, level }));
      });
      const byName = Map.groupBy(listed, ({ bundle }) => `${bundle.ref ?? ""}\n${bundle.key}`);
      return {
        bundles: [...byName.values()].map(merged).sort(byAge),
        complete: ended.every((one) => one.status === "fulfilled" && one.value.complete),
      };
    },
    async remove({ id, ...bundle }, options) {
      const ids = parseIds(id);
      let isRemoved = false;
      for (const { catalog, level } of catalogs) {
        const own = ids.get(level);
        if (own === undefined) continue;
        const one = { ...bundle, ...(own === null ? {} : { id: own }) };
        isRemoved = (await catalog.remove(one, options)) === "removed" || isRemoved;
      }
      return isRemoved ? "removed" : "gone";
    },
  };
}

/** The repository of the level that is GitHub's. What it knows is never all that the levels hold. */
export function repositoryInLevels(levels: Levels<Repository>): Repository | undefined {
  const level = levels.findIndex((one) => one !== undefined);
  const repository = levels[level];
  if (repository === undefined) return undefined;
  const inLevel = (bundles: readonly StoredBundle[]) => bundles.map((bundle) => merged([{ bundle, level }]));
  return {
    usage: () => repository.usage(),
    leastRecent: async () => inLevel(await repository.leastRecent()),
    async survey() {
      const { known, ...bounds } = await repository.survey();
      return { ...bounds, complete: false, known: inLevel(known) };
    },
  };
}

function merged(group: readonly { readonly bundle: StoredBundle; readonly level: number }[]): StoredBundle {
  const bundles = group.map(({ bundle }) => bundle);
  const reads = bundles.flatMap(({ lastReadAtMs }) => (lastReadAtMs === undefined ? [] : [lastReadAtMs]));
  const [first] = bundles;
  return {
    key: first?.key ?? "",
    ...(first?.ref === undefined ? {} : { ref: first.ref }),
    id: JSON.stringify(group.map(({ bundle, level }) => [level, bundle.id ?? null])),
    bytes: Math.max(...bundles.map(({ bytes }) => bytes)),
    savedAtMs: Math.max(...bundles.map(({ savedAtMs }) => savedAtMs)),
    // One level that does not note reads makes the time of the last one unknown.
    ...(reads.length < bundles.length ? {} : { lastReadAtMs: Math.max(...reads) }),
  };
}

/** The ids by level, as `merged` wrote them. */
function parseIds(id: string | undefined): ReadonlyMap<number, string | null> {
  return new Map(JSON.parse(id ?? "[]") as [number, string | null][]);
}
