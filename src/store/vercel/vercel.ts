import { stat } from "node:fs/promises";
import type { Env } from "../../config/config.ts";
import { labelOf } from "../../config/parse-store.ts";
import { writeWhole } from "../download.ts";
import { orDiskError } from "../error-kinds.ts";
import {
  byAge,
  type CallOptions,
  type Catalog,
  type KeyChain,
  plainTraits,
  processEnv,
  type Store,
  StoreError,
  wallClock,
} from "../store.ts";
import { openArtifacts, type VercelSpec } from "./client.ts";
import { openRegister, type Registered } from "./register.ts";

/** How many of those that match are looked at: what the service has dropped is listed for a while. */
const mostLooks = 5;

/** So many of a listing are looked at, the newest, and all at once. */
const mostListed = 64;

/**
 * The Remote Cache API of Vercel, or of any server that speaks it. It finds by exact name alone, so what is there is what the register
 * lists. It overwrites: of two processes that save one key at the same moment both may store it, and the later stays. Within
 * this process puts take turns.
 */
export function vercelStore(
  spec: VercelSpec,
  { env = processEnv, now = wallClock }: { readonly env?: Env; readonly now?: () => number } = {},
): Store & Catalog {
  const label = labelOf(spec);
  const artifacts = openArtifacts(spec, label, env);
  const register = openRegister(artifacts, now);
  const nameOf = (key: string) => `bundle\n${key}`;
  const isThere = ({ key }: Registered, signal?: AbortSignal) => artifacts.has(nameOf(key), signal);
  let turn: Promise<unknown> = Promise.resolve();

  /** All that is listed under the key that matches best; the newest first. */
  async function find({ key, fallbacks }: KeyChain, signal?: AbortSignal): Promise<Registered[]> {
    const listed = await register.read(signal);
    for (const wanted of [key, ...fallbacks]) {
      const exact = listed.filter((one) => one.key === wanted).slice(0, 1);
      const longer = listed.filter((one) => one.key !== wanted && one.key.startsWith(wanted));
      for (const one of [...exact, ...longer.slice(0, mostLooks)]) {
        if (await isThere(one, signal)) return listed.filter((other) => other.key === one.key);
      }
    }
    return [];
  }

  async function fetch(keys: KeyChain, into: string, call: CallOptions): ReturnType<Store["fetch"]> {
    const [found, ...others] = await find(keys, call.signal);
    if (found === undefined) return { kind: "miss" };
    const { key } = found;
    const bytes = await writeWhole(into, async ({ file }) => {
      const written = await artifacts.download(nameOf(key), file, call);
      if (written !== undefined && [found, ...others].some((one) => one.bytes === written)) return written;
      const text = `${label}: the bundle ${key} was replaced or removed while it was read`;
      throw new StoreError(text, { reason: "broken", retryable: true });
    });
    return { kind: "hit", key, bytes };
  }

  async function put(key: string, from: string, { signal }: CallOptions): ReturnType<Store["put"]> {
    const { size: bytes } = await stat(from);
    // What is there and not listed was removed, or its job was killed before it listed it.
    if (await artifacts.has(nameOf(key), signal)) {
      const listed = await register.read(signal);
      if (listed.some((one) => one.key === key)) return { kind: "taken" };
    }
    await artifacts.upload(nameOf(key), from, signal);
    await register.add({ key, bytes }, signal);
    return { kind: "stored", bytes };
  }

  return {
    label,
    traits: plainTraits,
    tellsReads: false,
    async lookup(keys, { signal } = {}) {
      const [found] = await orDiskError(label, find(keys, signal));
      return found === undefined ? { kind: "miss" } : { kind: "hit", key: found.key };
    },
    fetch: (keys, into, options = {}) => orDiskError(label, fetch(keys, into, options)),
    put(key, from, options = {}) {
      const mine = turn.then(() => orDiskError(label, put(key, from, options)));
      // The next one does not care how this one ended.
      turn = mine.catch(() => {});
      return mine;
    },
    async list(prefix, { signal } = {}) {
      const registered = await register.read(signal);
      const newest = registered.filter((one, i) => {
        const isFirst = registered.findIndex(({ key }) => key === one.key) === i;
        return isFirst && one.key.startsWith(prefix);
      });
      const looked = await Promise.all(
        newest.map(async (one, i) => (i >= mostListed || (await isThere(one, signal)) ? [one] : [])),
      );
      const bundles = looked.flat().map(({ savedMs, ...one }) => ({ ...one, savedAtMs: savedMs }));
      return { bundles: bundles.sort(byAge), complete: true };
    },
    async remove({ key, id = "" }, { signal } = {}) {
      if (!(await register.remove({ key, id }, signal))) return "gone";
      // Nothing can be deleted, but what is overwritten takes no room.
      await artifacts.writeText(nameOf(key), "\n", signal);
      return "removed";
    },
  };
}
