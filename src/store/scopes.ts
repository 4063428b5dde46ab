import { readableRefs, type Scopes } from "../key/ref.ts";
import type { StoredBundle } from "../stored-bundle.ts";
import { DamagedBundleError } from "./error-kinds.ts";
import type { Arriving, Catalog, KeyChain, Listing, Store } from "./store.ts";

/**
 * The store with each ref's bundles apart, as GitHub keeps them: a lookup asks the job's own scope for the whole chain, then
 * its base's, then the default branch's; a put writes the own one. The scope is the first part of the stored key, which
 * callers never see.
 */
export function scoped(store: Store, scopes: Scopes): Store {
  const readable = readableRefs(scopes);

  async function firstHit<T extends { readonly kind: "hit"; readonly key: string }>(
    { key, fallbacks }: KeyChain,
    ask: (keys: KeyChain) => Promise<T | { readonly kind: "miss" }>,
  ): Promise<T | { readonly kind: "miss" }> {
    for (const ref of readable) {
      const inScope = (name: string) => scopedKey(ref, name);
      const found = await ask({ key: inScope(key), fallbacks: fallbacks.map(inScope) }).catch(withoutScope);
      if (found.kind === "hit") return { ...found, ...parseScopedKey(found.key) };
    }
    return { kind: "miss" };
  }

  return {
    label: store.label,
    traits: store.traits,
    lookup: (keys, call) => firstHit(keys, (chain) => store.lookup(chain, call)),
    fetch(keys, into, call) {
      const onArriving = (arriving: Arriving) =>
        call?.onArriving?.({ ...arriving, ...parseScopedKey(arriving.key) });
      return firstHit(keys, (chain) => store.fetch(chain, into, { ...call, onArriving }));
    },
    put: (key, from, call) => store.put(scopedKey(scopes.own, key), from, call),
  };
}

/** The catalog of a store that keeps refs apart by the stored key: it lists the bundles of all refs, by their own keys. */
export function scopedCatalog(catalog: Catalog): Catalog {
  return {
    label: catalog.label,
    async list(prefix, options = {}): Promise<Listing> {
      const { ref, signal } = options;
      const { bundles, complete } = await catalog.list(ref === undefined ? "" : scopedKey(ref, prefix), {
        signal,
      });
      const own = bundles.flatMap((bundle): StoredBundle[] => {
        const parsed = parseScopedKey(bundle.key);
        return parsed?.key.startsWith(prefix) ? [{ ...bundle, ...parsed }] : [];
      });
      return { bundles: own, complete };
    },
    remove: ({ ref, ...bundle }, call) =>
      catalog.remove({ ...bundle, key: scopedKey(ref, bundle.key) }, call),
  };
}

/** What a store is given as the key: `heads/main:KEY`. No ref of git has a colon; `-` stands for no ref. */
export function scopedKey(ref: string | undefined, key: string): string {
  return `${ref === undefined ? noRef : ref.replace(/^refs\//, "")}:${key}`;
}

/** The parts of such a key; undefined for an object that was saved without a scope, which is not ours. */
export function parseScopedKey(stored: string): { readonly key: string; readonly ref?: string } | undefined {
  const [, scope, key = ""] = /^(-|[^:/]+\/[^:]+):(.*)$/s.exec(stored) ?? [];
  if (scope === undefined) return undefined;
  return scope === noRef ? { key } : { key, ref: `refs/${scope}` };
}

/** Throws the error by the key that callers know. */
function withoutScope(error: unknown): never {
  const key = error instanceof DamagedBundleError ? parseScopedKey(error.key)?.key : undefined;
  throw error instanceof DamagedBundleError && key !== undefined ? error.withKey(key) : error;
}

const noRef = "-";
