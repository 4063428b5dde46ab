import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { labelOf } from "../../config/parse-store.ts";
import { writeWhole } from "../download.ts";
import { orDiskError } from "../error-kinds.ts";
import {
  type CallOptions,
  type Env,
  type KeyChain,
  plainTraits,
  processEnv,
  type Store,
  StoreError,
  wallClock,
} from "../store.ts";
import { openArtifacts, type VercelSpec } from "./client.ts";

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
  const label = labelOf(spec);
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

  return {
    label,
    traits: plainTraits,
    async lookup(keys, { signal } = {}) {
      const found = await orDiskError(label, find(keys, signal));
      return found === undefined ? { kind: "miss" } : { kind: "hit", key: found.key };
    },
    fetch: (keys, into, options = {}) => orDiskError(label, fetch(keys, into, options)),
    put(key, from, options = {}) {
      const mine = turn.then(() => orDiskError(label, put(key, from, options)));
      // The next one does not care how this one ended.
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

/**
 * How keys are found by prefix where artifacts are found by exact name alone. For each place where a key has a
 * dash there is a pointer: a small artifact that lists the newest keys with what comes before that dash, and the
 * dash. `a-b-c` is in the pointers of ``, `a-` and `a-b-`. A prefix is looked for in the longest pointer that it
 * begins with: that of `a-b-` for `a-b-` itself and for `a-b-c`.
 *
 * Whoever saves last writes a pointer last, so it is right about the newest key; of two that save in one moment
 * one may be missing from the pointers that both share, until it saves again. Families have pointers of their
 * own, so jobs of different families never harm each other's.
 */

interface PointedKey {
  readonly key: string;
  readonly bytes: number;
  readonly savedMs: number;
}

/** The most that a pointer lists: some 40 KB. */
const mostKeys = 200;

/** The prefixes that have a pointer with this key, the shortest first. */
export function pointersOf(key: string): string[] {
  const dashes = [...key.matchAll(/-/g)].map(({ index }) => key.slice(0, index + 1));
  return ["", ...dashes];
}

/** The prefix whose pointer lists what begins with `wanted`. */
export function pointerFor(wanted: string): string {
  return wanted.slice(0, wanted.lastIndexOf("-") + 1);
}

/** Those that a pointer lists, the newest first; nothing for a text that is no pointer. */
export function parsePointer(text: string | undefined): PointedKey[] {
  if (text === undefined) return [];
  try {
    const { format, keys } = JSON.parse(text) as { readonly format?: unknown; readonly keys?: unknown };
    return format === 1 && Array.isArray(keys) ? keys.filter(isPointed) : [];
  } catch {
    // Anybody with the token may write there; a pointer that is none has nothing to say.
    return [];
  }
}

/** The pointer with this key as its newest. */
export function pointerWith(newest: PointedKey, before: readonly PointedKey[]): string {
  const others = before.filter(({ key }) => key !== newest.key);
  return JSON.stringify({ format: 1, keys: [newest, ...others].slice(0, mostKeys) });
}

function isPointed(value: unknown): value is PointedKey {
  if (typeof value !== "object" || value === null) return false;
  const { key, bytes, savedMs } = value as Record<string, unknown>;
  return typeof key === "string" && typeof bytes === "number" && typeof savedMs === "number";
}
