import { stat } from "node:fs/promises";
import type { Catalog } from "../catalog.ts";
import { s3Label } from "../label.ts";
import { type CallOptions, type KeyChain, plainTraits, type Store } from "../store.ts";
import { wallClock } from "../wall-clock.ts";
import { writeWhole } from "../write-whole.ts";
import { asStored, byAge, exactOrNewest, type KeyedObject, keyedWith, type ReadNote } from "./listed.ts";
import { namePrefixOf, objectNameOf } from "./object-name.ts";
import { downloadRanges } from "./ranges.ts";
import { openObjects, type S3Spec } from "./s3/objects.ts";
import { s3Trouble, statusOf } from "./s3/trouble.ts";

/**
 * A bucket of S3, or of what speaks it. A bundle is one object; it appears whole and under a condition, so of
 * two writers one wins. The client finds credentials where AWS's own tools do.
 */
export function s3Store(spec: S3Spec, now: () => number = wallClock): Store & Catalog {
  const label = s3Label(spec);
  const objects = openObjects(spec);
  const readWith =
    (signal?: AbortSignal): ReadNote =>
    async ({ name }) =>
      (await objects.note(name, signal)) ?? { key: undefined, savedMs: undefined };

  async function find({ key, fallbacks }: KeyChain, signal?: AbortSignal): Promise<KeyedObject | undefined> {
    const read = readWith(signal);
    for (const wanted of [key, ...fallbacks]) {
      const keyed = await keyedWith(wanted, await objects.list(namePrefixOf(wanted), signal), read);
      const found = await exactOrNewest(wanted, keyed, read);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async function fetch(keys: KeyChain, into: string, call: CallOptions): ReturnType<Store["fetch"]> {
    const { signal, onBytes } = call;
    const found = await find(keys, signal);
    if (found === undefined) return { kind: "miss" };
    const { key, name, etag, bytes } = found;
    await writeWhole(into, (file) =>
      downloadRanges(file, {
        bytes,
        signal,
        onBytes,
        read: (first, last, stop) => objects.read(name, { etag, first, last }, stop),
      }),
    );
    return { kind: "hit", key, bytes };
  }

  async function put(key: string, from: string, { signal }: CallOptions): ReturnType<Store["put"]> {
    const name = objectNameOf(key);
    const { size: bytes } = await stat(from);
    // Asked first, since the condition is only looked at when all has been sent.
    if ((await objects.note(name, signal)) !== undefined) return { kind: "taken" };
    try {
      await objects.write(name, from, { key, savedMs: now() }, signal);
    } catch (error) {
      if (statusOf(error) === 412) return { kind: "taken" };
      const isThere = statusOf(error) === 409 && (await objects.note(name, signal)) !== undefined;
      if (isThere) return { kind: "taken" };
      throw error;
    }
    return { kind: "stored", bytes };
  }

  async function orTrouble<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await work;
    } catch (error) {
      signal?.throwIfAborted();
      throw s3Trouble(label, error);
    }
  }

  return {
    label,
    traits: plainTraits,
    tellsReads: false,
    async lookup(keys, { signal } = {}) {
      const found = await orTrouble(find(keys, signal), signal);
      return found === undefined ? { kind: "miss" } : { kind: "hit", key: found.key };
    },
    fetch: (keys, into, options = {}) => orTrouble(fetch(keys, into, options), options.signal),
    put: (key, from, options = {}) => orTrouble(put(key, from, options), options.signal),
    list: (prefix) =>
      orTrouble(
        (async () => {
          const read = readWith();
          const keyed = await keyedWith(prefix, await objects.list(namePrefixOf(prefix)), read);
          return { bundles: (await byAge(keyed, read)).map(asStored), complete: true };
        })(),
      ),
    remove: ({ key, id }) =>
      orTrouble(
        (async () => {
          const there = await objects.note(objectNameOf(key));
          if (there === undefined || (id !== undefined && there.etag !== id)) return "gone";
          await objects.remove(objectNameOf(key));
          return "removed";
        })(),
      ),
  };
}
