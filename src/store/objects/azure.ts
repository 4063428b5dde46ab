import { stat } from "node:fs/promises";
import type { Catalog } from "../catalog.ts";
import { type Env, processEnv } from "../environment.ts";
import { azureLabel } from "../label.ts";
import { type CallOptions, type KeyChain, plainTraits, type Store } from "../store.ts";
import { wallClock } from "../wall-clock.ts";
import { writeWhole } from "../write-whole.ts";
import { type Blobs, type ListedBlob, openBlobs } from "./azure/blobs.ts";
import { type AzureSpec, openContainer } from "./azure/container.ts";
import { azureTrouble } from "./azure/trouble.ts";
import { asStored, byAge, exactOrNewest, type KeyedObject, keyedWith, type ReadNote } from "./listed.ts";
import { namePrefixOf, objectNameOf } from "./object-name.ts";
import { downloadRanges } from "./ranges.ts";

/**
 * A container of Azure Blob Storage. A bundle is one block blob; it appears whole and under a condition, so of
 * two writers one wins.
 */
export function azureStore(
  spec: AzureSpec,
  { env = processEnv, now = wallClock }: { readonly env?: Env; readonly now?: () => number } = {},
): Store & Catalog {
  const label = azureLabel(spec);
  let opened: Blobs | undefined;
  // Late, so that missing credentials are trouble of a call, like any other.
  const blobs = (): Blobs => {
    opened ??= openBlobs(openContainer(spec, label, env), spec.prefix);
    return opened;
  };

  /** The bundles whose key begins with `prefix`, and how to tell them apart without another request. */
  async function bundles(prefix: string, signal?: AbortSignal) {
    const listed = await blobs().list(namePrefixOf(prefix), signal);
    const byName = new Map(listed.map((blob): [string, ListedBlob] => [blob.name, blob]));
    const read: ReadNote = async ({ name }) =>
      byName.get(name)?.note ?? { key: undefined, savedMs: undefined };
    return { keyed: await keyedWith(prefix, listed, read), read, byName };
  }

  async function find({ key, fallbacks }: KeyChain, signal?: AbortSignal): Promise<KeyedObject | undefined> {
    for (const wanted of [key, ...fallbacks]) {
      const { keyed, read } = await bundles(wanted, signal);
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
        read: (first, last, stop) => blobs().read(name, { etag, first, last }, stop),
      }),
    );
    return { kind: "hit", key, bytes };
  }

  async function put(key: string, from: string, { signal }: CallOptions): ReturnType<Store["put"]> {
    const name = objectNameOf(key);
    const { size: bytes } = await stat(from);
    // Asked first, since the condition is only looked at when all has been sent.
    if (await blobs().exists(name, signal)) return { kind: "taken" };
    const isWritten = await blobs().write(name, from, { key, savedMs: now() }, signal);
    return isWritten ? { kind: "stored", bytes } : { kind: "taken" };
  }

  async function list(prefix: string): ReturnType<Catalog["list"]> {
    const { keyed, read, byName } = await bundles(prefix);
    const listed = (await byAge(keyed, read)).map((one) => {
      const lastReadAtMs = byName.get(one.name)?.lastReadMs;
      return { ...asStored(one), ...(lastReadAtMs === undefined ? {} : { lastReadAtMs }) };
    });
    return { bundles: listed, complete: true };
  }

  async function orTrouble<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      throw azureTrouble(label, error);
    }
  }

  return {
    label,
    traits: plainTraits,
    tellsReads: false,
    async lookup(keys, { signal } = {}) {
      const found = await orTrouble(() => find(keys, signal), signal);
      return found === undefined ? { kind: "miss" } : { kind: "hit", key: found.key };
    },
    fetch: (keys, into, options = {}) => orTrouble(() => fetch(keys, into, options), options.signal),
    put: (key, from, options = {}) => orTrouble(() => put(key, from, options), options.signal),
    list: (prefix) => orTrouble(() => list(prefix)),
    remove: ({ key, id }) =>
      orTrouble(async () => ((await blobs().remove(objectNameOf(key), id)) ? "removed" : "gone")),
  };
}
