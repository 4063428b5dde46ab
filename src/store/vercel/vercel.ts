import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Env, processEnv, wallClock } from "../environment.ts";
import { diskError } from "../error-kinds.ts";
import { vercelLabel } from "../label.ts";
import { type CallOptions, type KeyChain, plainTraits, type Store } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { writeWhole } from "../write-whole.ts";
import { openArtifacts, type VercelSpec } from "./client.ts";
import { parsePointer, pointerFor, pointersOf, pointerWith } from "./pointers.ts";

/** How many keys of a pointer are looked at: those the service has dropped are listed for a while. */
const mostLooks = 5;

/** Longer than it takes to write a pointer, and far shorter than an upload. */
const leastPauseMs = 100;

/**
 * The Remote Cache API of Vercel, or of any server that speaks it. It finds by exact name alone, hence the
 * pointers, and it overwrites, so a put looks first: of two processes that save one key in the same moment
 * both may store it, and the later stays. Within this process puts take turns.
 */
export function vercelStore(
  spec: VercelSpec,
  { env = processEnv, now = wallClock }: { readonly env?: Env; readonly now?: () => number } = {},
): Store {
  const label = vercelLabel(spec);
  const artifacts = openArtifacts(spec, label, env);
  const bundleOf = (key: string) => `bundle\n${key}`;
  const pointerOf = (prefix: string) => `pointer\n${prefix}`;
  let turn: Promise<unknown> = Promise.resolve();

  interface FoundKey {
    readonly key: string;
    /** Undefined when no pointer tells. */
    readonly bytes: number | undefined;
  }

  async function find({ key, fallbacks }: KeyChain, signal?: AbortSignal): Promise<FoundKey | undefined> {
    for (const wanted of [key, ...fallbacks]) {
      const pointed = parsePointer(await artifacts.readText(pointerOf(pointerFor(wanted)), signal));
      const bytesOf = (name: string) => pointed.find((one) => one.key === name)?.bytes;
      if (await artifacts.has(bundleOf(wanted), signal)) return { key: wanted, bytes: bytesOf(wanted) };
      const longer = pointed.filter((one) => one.key !== wanted && one.key.startsWith(wanted));
      for (const one of longer.slice(0, mostLooks)) {
        if (await artifacts.has(bundleOf(one.key), signal)) return one;
      }
    }
    return undefined;
  }

  async function fetch(keys: KeyChain, into: string, call: CallOptions): ReturnType<Store["fetch"]> {
    const found = await find(keys, call.signal);
    if (found === undefined) return { kind: "miss" };
    const { key, bytes: expected } = found;
    const bytes = await writeWhole(into, async (file) => {
      const written = await artifacts.download(bundleOf(key), file, call);
      if (written !== undefined && (expected === undefined || written === expected)) return written;
      const text = `${label}: the bundle ${key} was replaced or removed while it was read`;
      throw new StoreError(text, { reason: "broken", retryable: true });
    });
    return { kind: "hit", key, bytes };
  }

  async function put(key: string, from: string, { signal }: CallOptions): ReturnType<Store["put"]> {
    const { size: bytes } = await stat(from);
    if (await artifacts.has(bundleOf(key), signal)) return { kind: "taken" };
    await artifacts.upload(bundleOf(key), from, signal);
    const newest = { key, bytes, savedMs: now() };
    // Another job may write a pointer between our reading and writing it, or while we write it. A second look, after a pause
    // that differs from job to job, mends what was lost.
    for (let look = 0; look < 2; look += 1) {
      if (look > 0) await sleep(leastPauseMs + Math.random() * leastPauseMs * 2);
      for (const prefix of pointersOf(key)) {
        const before = parsePointer(await artifacts.readText(pointerOf(prefix), signal));
        if (look > 0 && before.some((one) => one.key === key)) continue;
        await artifacts.writeText(pointerOf(prefix), pointerWith(newest, before), signal);
      }
    }
    return { kind: "stored", bytes };
  }

  const orDiskError = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw diskError(label, error);
    });

  return {
    label,
    traits: plainTraits,
    async lookup(keys, { signal } = {}) {
      const found = await orDiskError(find(keys, signal));
      return found === undefined ? { kind: "miss" } : { kind: "hit", key: found.key };
    },
    fetch: (keys, into, options = {}) => orDiskError(fetch(keys, into, options)),
    put(key, from, options = {}) {
      const mine = turn.then(() => orDiskError(put(key, from, options)));
      // The next one does not care how this one ended.
      turn = mine.catch(() => {});
      return mine;
    },
  };
}
