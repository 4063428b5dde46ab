import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { newestAt } from "../store.ts";

/** The artifacts of the service, by name. */
interface Texts {
  /** Undefined when there is none. */
  readText(name: string, signal?: AbortSignal): Promise<string | undefined>;
  write(name: string, text: string, signal?: AbortSignal): Promise<void>;
}

export interface Registered {
  readonly key: string;
  /** Tells this save of the key from another. */
  readonly id: string;
  readonly bytes: number;
  /** Milliseconds since 1970, by the clock of the machine that saved it, but later than what was listed then. */
  readonly savedMs: number;
}

/** One that is removed, as long as a copy may list it. */
type Removed = Pick<Registered, "id" | "savedMs">;

/** What a copy says, or several together. */
interface Said {
  readonly listed: readonly Registered[];
  readonly removed: readonly Removed[];
}

const copies = 8;

/** So many of each kind a copy holds, the newest: some 100 KB of those listed. */
const mostOfCopy = 512;

/** How often a bundle is written anew that other writers have undone in every copy. */
const mostWrites = 6;

/** At least so long after a write, and at least as long as it took, it is looked whether other writers have undone it. */
const leastPauseMs = 100;

/**
 * What is stored, where artifacts are found by exact name alone and nothing can be written on a condition. The register is
 * kept in several copies, small artifacts of known names, none of which has to have it all: what is listed is what any of them
 * lists, and what any of them says is removed is removed. A writer reads all copies and writes what they say together, with its own, in
 * two of them. So a write that undoes another one, begun at the same moment, undoes it in some copies only, and whoever has read it
 * meanwhile writes it again. @throws {StoreError} by each call
 */
export function openRegister(artifacts: Texts, now: () => number) {
  const nameOf = (copy: number) => `register\n${copy}`;

  async function readAll(signal: AbortSignal | undefined): Promise<Said> {
    const read = async (_: unknown, copy: number) =>
      parseCopy(await artifacts.readText(nameOf(copy), signal));
    return together(await Promise.all(Array.from({ length: copies }, read)));
  }

  async function write(said: Said, signal: AbortSignal | undefined): Promise<void> {
    const first = Math.floor(Math.random() * copies);
    const second = (first + 1 + Math.floor(Math.random() * (copies - 1))) % copies;
    const text = copyOf(said);
    await Promise.all([first, second].map((copy) => artifacts.write(nameOf(copy), text, signal)));
  }

  return {
    /** All that is listed, the newest first. A key may be there twice, when two jobs saved it at the same moment. */
    read: async (signal?: AbortSignal) => (await readAll(signal)).listed,
    /** Lists a bundle that is there from now on: false when what was written was not to be read, again and again. */
    async add({ key, bytes }: Pick<Registered, "key" | "bytes">, signal?: AbortSignal): Promise<boolean> {
      let said = await readAll(signal);
      const there = said.listed.map(({ savedMs }) => ({ savedAtMs: savedMs }));
      const bundle = { key, id: randomBytes(6).toString("hex"), bytes, savedMs: newestAt(now(), there) };
      for (let writes = 0; writes < mostWrites; writes += 1) {
        const began = performance.now();
        await write({ ...said, listed: [bundle, ...said.listed] }, signal);
        const pauseMs = Math.max(leastPauseMs, performance.now() - began);
        await sleep(pauseMs * (1 + Math.random()), undefined, { signal });
        said = await readAll(signal);
        if (said.listed.some(({ id }) => id === bundle.id)) return true;
      }
      return false;
    },
    /** Takes a bundle off the list: false when it is not listed any more, or was saved anew. */
    async remove({ key, id }: Pick<Registered, "key" | "id">, signal?: AbortSignal): Promise<boolean> {
      const { listed, removed } = await readAll(signal);
      const ofKey = listed.filter((one) => one.key === key);
      if (ofKey[0]?.id !== id) return false;
      const others = listed.filter((one) => one.key !== key);
      await write({ listed: others, removed: [...ofKey, ...removed] }, signal);
      return true;
    },
  };
}

/** What copies say together, the newest first: each once, and none that any of them says is removed. */
function together(said: readonly Said[]): Said {
  const removed = new Map(said.flatMap((one) => one.removed.map((bundle) => [bundle.id, bundle])));
  const listed = new Map(said.flatMap((one) => one.listed.map((bundle) => [bundle.id, bundle])));
  for (const id of removed.keys()) listed.delete(id);
  return { listed: [...listed.values()].sort(byNewest), removed: [...removed.values()].sort(byNewest) };
}

export function copyOf({ listed, removed }: Said): string {
  const newest = <T extends Removed>(bundles: readonly T[]) =>
    bundles.toSorted(byNewest).slice(0, mostOfCopy);
  const ids = newest(removed).map(({ id, savedMs }) => ({ id, savedMs }));
  return JSON.stringify({ format: 1, listed: newest(listed), removed: ids });
}

/** What a copy says; nothing for a text that is none, which anybody with the token may have written. */
export function parseCopy(text: string | undefined): Said {
  const nothing = { listed: [], removed: [] };
  if (text === undefined) return nothing;
  try {
    const { format, listed, removed } = JSON.parse(text) as Record<string, unknown>;
    if (format !== 1 || !Array.isArray(listed) || !Array.isArray(removed)) return nothing;
    return { listed: listed.filter(isRegistered), removed: removed.filter(isRemoved) };
  } catch {
    return nothing;
  }
}

function byNewest(one: Removed, other: Removed): number {
  return other.savedMs - one.savedMs || (one.id < other.id ? -1 : 1);
}

function isRemoved(value: unknown): value is Removed {
  if (typeof value !== "object" || value === null) return false;
  const { id, savedMs } = value as Record<string, unknown>;
  return typeof id === "string" && Number.isFinite(savedMs);
}

function isRegistered(value: unknown): value is Registered {
  if (!isRemoved(value)) return false;
  const { key, bytes } = value as Partial<Record<string, unknown>>;
  return typeof key === "string" && Number.isFinite(bytes);
}
