import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { inFolder } from "../../../test/folder.ts";
import { plainTraits, type Store, StoreError } from "../../store/store.ts";
import { openZstd } from "../../zstd/open.ts";
import { fetchWith, type Work } from "./fetch-with.ts";

const { zstd } = openZstd();
const broken = new StoreError("the download broke off", { reason: "broken" });

/** A store whose download breaks off so many times before it ends, as one that is tried again. */
function breakingStore(times: number): Store {
  const unused = () => Promise.reject(new Error("not asked for"));
  return {
    label: "breaking",
    traits: plainTraits,
    lookup: unused,
    put: unused,
    async fetch({ key }, into, options) {
      for (let i = 0; i < times; i += 1) {
        const file = `${into}.part-${i}`;
        await writeFile(file, "half");
        options?.onArriving?.({ key, bytes: 8, file, ready: () => Promise.reject(broken) });
        await rm(file);
      }
      await writeFile(into, "complete");
      return { kind: "hit", key, bytes: 8 };
    },
  };
}

test("a next try whose file cannot be opened ends it with that error, and the one before is undone once", async () => {
  await inFolder(async (folder) => {
    const unused = () => Promise.reject(new Error("not asked for"));
    const store: Store = {
      ...{ label: "losing", traits: plainTraits, lookup: unused, put: unused },
      async fetch({ key }, into, options) {
        await writeFile(into, "half");
        const arriving = { key, bytes: 8, ready: () => Promise.resolve() };
        options?.onArriving?.({ ...arriving, file: into });
        options?.onArriving?.({ ...arriving, file: `${into}.gone` });
        return { kind: "hit", key, bytes: 8 };
      },
    };
    const undone: number[] = [];
    const work: Work<number> = { begin: async () => 1, undo: async (number) => void undone.push(number) };
    const request = {
      ...{ chain: { key: "v1-key", fallbacks: [] }, file: join(folder, "bundle") },
      ...{ onProgress: () => undefined, onFound: () => undefined },
    };
    const end = await fetchWith(request, work, { store, threads: 1, zstd }).catch((error: unknown) => error);
    expect(end).toMatchObject({ code: "ENOENT", syscall: "open" });
    expect(undone).toEqual([1]);
  });
});

test("the next try of a download is worked on when what came of the one before is undone", async () => {
  await inFolder(async (folder) => {
    const steps: string[] = [];
    let begun = 0;
    const work: Work<number> = {
      async begin({ ready }) {
        begun += 1;
        const number = begun;
        steps.push(`begin ${number}`);
        try {
          await ready(0, 8);
        } catch (error) {
          // Cleaning up takes a while.
          for (let i = 0; i < 20; i += 1) await setImmediate();
          steps.push(`undone ${number}`);
          throw error;
        }
        return number;
      },
      undo: () => Promise.reject(new Error("nothing was done")),
    };
    const request = {
      chain: { key: "v1-key", fallbacks: [] },
      file: join(folder, "bundle"),
      onProgress: () => undefined,
      onFound: () => undefined,
    };
    const fetched = await fetchWith(request, work, { store: breakingStore(2), threads: 1, zstd });
    expect(fetched.kind === "hit" && (await fetched.result())).toBe(3);
    expect(steps).toEqual(["begin 1", "undone 1", "begin 2", "undone 2", "begin 3"]);
  });
});

test("a bundle that began to come and then was a miss is undone", async () => {
  await inFolder(async (folder) => {
    const store: Store = {
      ...breakingStore(0),
      async fetch({ key }, into, options) {
        await writeFile(into, "whole");
        options?.onArriving?.({ key, bytes: 5, file: into, ready: () => Promise.resolve() });
        await rm(into);
        return { kind: "miss" };
      },
    };
    const undone: number[] = [];
    const work: Work<number> = { begin: async () => 1, undo: async (number) => void undone.push(number) };
    const request = {
      ...{ chain: { key: "v1-key", fallbacks: [] }, file: join(folder, "bundle") },
      ...{ onProgress: () => undefined, onFound: () => undefined },
    };
    expect(await fetchWith(request, work, { store, threads: 1, zstd })).toEqual({ kind: "miss" });
    expect(undone).toEqual([1]);
  });
});

test("why a download failed is what its last try says, and not what the work missed of an earlier one", async () => {
  await inFolder(async (folder) => {
    const denied = new StoreError("denied", { reason: "denied", key: "v1-key-2" });
    const broken = breakingStore(1);
    let signal: AbortSignal | undefined;
    const store: Store = {
      ...broken,
      async fetch(chain, into, options) {
        signal = options?.signal;
        await broken.fetch(chain, into, options);
        for (let i = 0; i < 20; i += 1) await setImmediate();
        throw denied;
      },
    };
    const work: Work<void> = { begin: ({ ready }) => ready(0, 8), undo: async () => undefined };
    const found: (string | undefined)[] = [];
    const request = {
      ...{ chain: { key: "v1-key", fallbacks: [] }, file: join(folder, "bundle") },
      ...{ onProgress: () => undefined, onFound: (key?: string) => void found.push(key) },
    };
    await expect(fetchWith(request, work, { store, threads: 1, zstd })).rejects.toBe(denied);
    expect(signal?.aborted).toBe(false);
    expect(found).toEqual([undefined, "v1-key-2"]);
  });
});
