import { createHash, randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { scrub } from "../../config/secrets.ts";
import { downloadBundle } from "../download.ts";
import { DamagedBundleError, diskError, type ErrorKind, errorOfKind, replaced } from "../error-kinds.ts";
import {
  asFound,
  type CallOptions,
  type Catalog,
  type KeyChain,
  plainTraits,
  type Store,
  type Stored,
  StoreError,
  wallClock,
} from "../store.ts";
import {
  exactOrNewest,
  type KeyedObject,
  keyedWith,
  type ListedObject,
  type ObjectNote,
  oldestFirst,
  type ReadNote,
  type WrittenNote,
} from "./listed.ts";
import { namePrefixOf, objectNameOf } from "./object-names.ts";

/** The calls that a store makes of a place for objects. Names are without the store's prefix; errors are the client's. */
export interface ObjectClient {
  /** All objects whose name begins with `start`. */
  list(start: string, call: CallOptions): Promise<ListedObject[]>;
  /** Undefined when there is no such object. */
  note(name: string, call: CallOptions): Promise<(ObjectNote & { readonly etag: string }) | undefined>;
  /** The bytes from `first` to `last`, as long as the object is still the one with this tag. */
  read(
    name: string,
    range: { etag: string; first: number; last: number },
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** Uploads a file, whole or not at all; false when there is such an object, or somebody else is writing one. */
  write(name: string, from: string, note: WrittenNote, call: CallOptions): Promise<boolean>;
  /** False when there is no such object, or one with another tag. */
  remove(name: string, etag: string | undefined, call: CallOptions): Promise<boolean>;
  /** What an error of the client comes to; undefined for any other error. */
  kindOf(error: unknown): ErrorKind | undefined;
}

/**
 * What is removed or replaced between a listing and the download is not listed any more the next time. After so many times in vain the listing
 * is wrong, and may be for ever: an index of Ceph's can name objects that are gone, and a gateway tags that no object has.
 */
const mostLooks = 3;

/**
 * A place for objects as a store, whichever service it is. A bundle is one object; it appears whole and under a condition, so
 * of two writers one wins.
 */
export function objectStore(label: string, client: ObjectClient): Store & Catalog {
  const job = randomUUID();
  /** By name and tag. */
  const lookedInVain = new Map<string, number>();
  const noteOf =
    (call: CallOptions): ReadNote =>
    async ({ name, note }) =>
      note ?? (await client.note(name, call)) ?? {};

  async function keyed(prefix: string, call: CallOptions): Promise<KeyedObject[]> {
    return keyedWith(prefix, await client.list(namePrefixOf(prefix), call), noteOf(call));
  }

  async function find(keys: KeyChain, call: CallOptions): Promise<KeyedObject | undefined> {
    for (const { prefix, wanted } of listingsFor([keys.key, ...keys.fallbacks])) {
      const listed = await keyed(prefix, call);
      for (const one of wanted) {
        const matching = listed.filter(({ key }) => key.startsWith(one));
        const found = await exactOrNewest(one, matching, noteOf(call));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  async function fetch(keys: KeyChain, into: string, call: CallOptions): ReturnType<Store["fetch"]> {
    const found = await find(keys, call);
    if (found === undefined) return { kind: "miss" };
    const { key, name, id: etag, bytes } = found;
    const read = (first: number, last: number, stop: AbortSignal) =>
      client.read(name, { etag, first, last }, stop);
    try {
      await downloadBundle(into, { key, bytes, read }, call);
    } catch (error) {
      if (client.kindOf(error) !== replaced) throw error;
      const looks = (lookedInVain.get(`${name} ${etag}`) ?? 0) + 1;
      lookedInVain.set(`${name} ${etag}`, looks);
      if (looks < mostLooks) throw error;
      const why = `the bundle ${key} is listed, and cannot be read as it is listed`;
      throw new DamagedBundleError(`${label}: ${why}`, { key, isCertain: false, cause: error });
    }
    return { kind: "hit", key, bytes };
  }

  async function put(key: string, from: string, call: CallOptions): ReturnType<Store["put"]> {
    const name = objectNameOf(key);
    const { size: bytes, mtimeMs } = await stat(from);
    const writer = createHash("sha256").update([job, key, from, bytes, mtimeMs].join("\n")).digest("hex");
    // Asked first, since the condition is only looked at when all has been sent. An earlier try of this job may have
    // succeeded although its answer was lost.
    const ended = async (): Promise<Stored | undefined> => {
      const there = await client.note(name, call);
      if (there === undefined) return undefined;
      return there.writer === writer ? { kind: "stored", bytes } : { kind: "taken" };
    };
    const before = await ended();
    if (before !== undefined) return before;
    try {
      if (await client.write(name, from, { key, savedMs: wallClock(), writer }, call)) {
        return { kind: "stored", bytes };
      }
    } catch (error) {
      call.signal?.throwIfAborted();
      const there = await ended().catch(() => undefined);
      if (there?.kind === "stored") return there;
      throw error;
    }
    const there = await ended();
    if (there !== undefined) return there;
    const text = "another job is writing the same object and has not ended, so nothing was saved";
    throw new StoreError(text, { reason: "unavailable", retryable: true });
  }

  async function orStoreError<T>(call: CallOptions, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      call.signal?.throwIfAborted();
      throw toStoreError(label, error, client.kindOf(error));
    }
  }

  return {
    label,
    traits: plainTraits,
    lookup: async (keys, call = {}) => asFound(await orStoreError(call, find(keys, call))),
    fetch: (keys, into, call = {}) => orStoreError(call, fetch(keys, into, call)),
    put: (key, from, call = {}) => orStoreError(call, put(key, from, call)),
    async list(prefix, call = {}) {
      const listed = keyed(prefix, call).then((objects) => oldestFirst(objects, noteOf(call)));
      const bundles = (await orStoreError(call, listed)).map(({ name, note, ...bundle }) => bundle);
      return { bundles, complete: true };
    },
    async remove({ key, id }, call = {}) {
      const isRemoved = await orStoreError(call, client.remove(objectNameOf(key), id, call));
      return isRemoved ? "removed" : "gone";
    },
  };
}

/** The StoreError for an error of a client; any other error, a bug, as it is. */
function toStoreError(label: string, error: unknown, kind: ErrorKind | undefined): unknown {
  if (error instanceof StoreError) {
    if (error.message.startsWith(label)) return error;
    const { reason, retryable } = error;
    return errorOfKind(label, { text: error.message, reason, retryable }, error);
  }
  if (kind === undefined || !(error instanceof Error)) return diskError(label, error);
  const [firstLine = ""] = error.message.split("\n");
  // The client's own error may carry the request with its credentials: only its words go on.
  return errorOfKind(label, kind, new Error(scrub(`${error.name}: ${firstLine}`)));
}

/**
 * What to list for a chain of keys, in order: a key that the next ones begin is listed with them, so a chain that ends with
 * what all its keys begin with takes one listing.
 */
function listingsFor(
  chain: readonly string[],
): { readonly prefix: string; readonly wanted: readonly string[] }[] {
  const listings: { prefix: string; wanted: string[] }[] = [];
  for (const key of chain) {
    const last = listings.at(-1);
    if (last?.prefix.startsWith(key)) {
      last.prefix = key;
      last.wanted.push(key);
    } else listings.push({ prefix: key, wanted: [key] });
  }
  return listings;
}
