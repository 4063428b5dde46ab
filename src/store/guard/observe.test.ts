import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { memoryStore } from "../memory.ts";
import { observed } from "./observe.ts";

test("it counts what was asked, found and moved, and what it took", async () => {
  const folder = await mkdtemp(join(tmpdir(), "observe-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "from"), "12345");
  let nowMs = 0;
  const clock = () => {
    nowMs += 250;
    return nowMs;
  };
  const store = observed(memoryStore(), clock);
  const before = store.activity();

  expect(await store.put("a", join(folder, "from"))).toEqual({ kind: "stored", bytes: 5 });
  await store.put("a", join(folder, "from"));
  await expect(store.put("b", join(folder, "nothing"))).rejects.toThrow("ENOENT");
  await store.lookup({ key: "x", fallbacks: [] });
  await store.lookup({ key: "a", fallbacks: [] });
  await store.fetch({ key: "x", fallbacks: [] }, join(folder, "into-1"));
  await store.fetch({ key: "a", fallbacks: [] }, join(folder, "into-2"));

  expect(store.label).toBe("memory");
  expect(before.puts).toBe(0);
  expect(store.activity()).toEqual({
    lookups: 2,
    fetches: 2,
    puts: 3,
    hits: 2,
    misses: 2,
    taken: 1,
    failures: 1,
    bytesDown: 5,
    bytesUp: 5,
    seconds: 7 * 0.25,
  });
});
