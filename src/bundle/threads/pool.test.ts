import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { nameFor, zipOf, zstd } from "../../../test/bundle/made-up-entries.ts";
import { inFolder } from "../../../test/folder.ts";
import { zlibZstd } from "../../zstd/zstd.ts";
import { BundleError } from "../format/checks.ts";
import { openPool } from "./pool.ts";
import type { TaskName } from "./tasks.ts";

const dyingWorker = new URL("../../../test/bundle/dying-worker.ts", import.meta.url);
const nothing = { entries: [], level: 1 };
const damaged = {
  file: import.meta.filename,
  index: 4,
  segment: { offset: 0, bytes: 10, rawBytes: 10, sha256: "0".repeat(64) },
  entries: [],
};

function openForTest(...args: Parameters<typeof openPool>): ReturnType<typeof openPool> {
  const pool = openPool(...args);
  onTestFinished(() => pool.close());
  return pool;
}

test.each([1, 2])("with %i threads tasks are done, more than there are threads", async (threads) => {
  const pool = openForTest(threads, zstd);
  const tasks = Array.from({ length: 9 }, () => pool.run("examine", { entries: [] }));
  expect(await Promise.all(tasks)).toEqual(Array(9).fill({ sound: [], dropped: [], large: [] }));
});

test.each([1, 2])(
  "with %i threads a task's error is thrown as what it was, and the thread goes on",
  async (threads) => {
    const pool = openForTest(threads, zstd);
    const error = await pool.run("check", damaged).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BundleError);
    expect(error).toMatchObject({ fault: "damaged", message: expect.stringContaining("segment 4") });
    const missing = { ...damaged, file: "/nowhere/at/all" };
    await expect(pool.run("check", missing)).rejects.toMatchObject({ code: "ENOENT", syscall: "open" });
    expect(await pool.run("encode", nothing)).toMatchObject({ rawBytes: 0 });
  },
);

test("a thread that ends costs the task it was doing, and no other", async () => {
  const pool = openForTest(2, zstd, dyingWorker);
  const tasks = [
    pool.run("encode", nothing),
    ...Array.from({ length: 6 }, () => pool.run("examine", { entries: [] })),
    pool.run("encode", nothing),
    pool.run("examine", { entries: [] }),
  ];
  const settled = await Promise.allSettled(tasks);
  expect(settled.map(({ status }) => status === "fulfilled")).toEqual([
    false,
    ...Array(6).fill(true),
    false,
    true,
  ]);
  expect(settled[0]).toMatchObject({ reason: new Error("a worker thread ended with code 3") });
});

test.each([
  ["without their program", new URL("./no-such-worker.ts", import.meta.url)],
  ["at an address that no thread takes", new URL("http://localhost/worker.js")],
])("what threads cannot do that do not start, %s, the calling thread does", async (_what, program) => {
  const pool = openForTest(2, zstd, program);
  const tasks = Array.from({ length: 5 }, () => pool.run("encode", nothing));
  for (const { rawBytes } of await Promise.all(tasks)) expect(rawBytes).toBe(0);
  expect(pool.isUp()).toBe(true);
});

if (process.platform !== "win32")
  test("a process that may open no more files packs without threads", async () => {
    const child = join(import.meta.dirname, "../../../test/bundle/no-more-files-child.ts");
    const shell = ["-c", 'ulimit -n 64 && exec "$0" "$1"', process.execPath, child];
    const { stdout } = await promisify(execFile)("sh", shell);
    expect(JSON.parse(stdout)).toEqual(Array(9).fill({ sound: [], dropped: [], large: [] }));
  });

test.each([1, 2])(
  "when a pool of %i is closed, what waits is refused, and nothing begins any more",
  async (threads) => {
    const pool = openPool(threads, zstd);
    const tasks = Promise.allSettled(Array.from({ length: 5 }, () => pool.run("encode", nothing)));
    await pool.close();
    const refused = (await tasks).filter(({ status }) => status === "rejected");
    expect(refused.length).toBeGreaterThanOrEqual(3);
    await expect(pool.run("encode", nothing)).rejects.toThrow("closed");
  },
);

test.each([1, 2])("a pool of %i is up when a task is done", async (threads) => {
  const pool = openForTest(threads, zstd);
  pool.warm(1);
  await pool.run("examine", { entries: [] });
  expect(pool.isUp()).toBe(true);
});

test("threads use the same make of zstd as the caller", async () => {
  await inFolder(async (directory) => {
    const path = join(directory, "a");
    await writeFile(path, zipOf([{ name: "obj", content: Buffer.alloc(200_000, "abc") }], 3));
    const task = {
      entries: [{ name: "a", path, bytes: (await stat(path)).size, lastUse: 1 }],
      level: 3,
    };
    for (const make of [zstd, zlibZstd]) {
      const [here, there] = await Promise.all(
        [1, 2].map((threads) => openForTest(threads, make).run("encode", task)),
      );
      expect(there?.sha256).toBe(here?.sha256);
      expect(here?.frame.length).toBeGreaterThan(0);
    }
  });
});

/** Answers after a while, and says when it worked. */
const slowWorker = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", () => {
    const began = performance.timeOrigin + performance.now();
    setTimeout(() => {
      parentPort.postMessage({ kind: "done", value: { began, ended: performance.timeOrigin + performance.now() } });
    }, 100);
  });
`;

test("of tasks that take much memory one is done at a time, whatever they do, and others beside it", async () => {
  const pool = openForTest(3, zstd, slowWorker);
  const large = { name: nameFor(1), path: "", bytes: 385e6, lastUse: 1, remembered: undefined };
  const begin = (name: TaskName, task: object) =>
    pool.run(name, task as never) as Promise<unknown> as Promise<{ began: number; ended: number }>;
  const much = [
    begin("examine", { entries: [large], mayBeLarge: true }),
    begin("encode", { entries: [large], level: 1 }),
    begin("check", { ...damaged, entries: [large] }),
    begin("examine", { entries: [large], mayBeLarge: true }),
  ];
  const little = [begin("examine", { entries: [large] }), begin("copy", { ...damaged, entries: [large] })];
  const times = (await Promise.all(much)).toSorted((a, b) => a.began - b.began);
  for (const [i, { ended }] of times.slice(0, -1).entries()) {
    expect(times[i + 1]?.began).toBeGreaterThanOrEqual(ended);
  }
  for (const { began } of await Promise.all(little)) expect(began).toBeLessThan(times[1]?.began ?? 0);
});

test("an entry that takes much memory to be decoded is handed back, and examined by a task of its own", async () => {
  await inFolder(async (directory) => {
    const content = Buffer.concat([randomBytes(300_000), Buffer.alloc(170_000_000)]);
    const entries = await Promise.all(
      [content, content.subarray(0, 1000)].map(async (one, i) => {
        const name = nameFor(i);
        const path = join(directory, String(i));
        await writeFile(path, zipOf([{ name: "obj", content: one }], 1));
        return { name, path, remembered: undefined };
      }),
    );
    const pool = openForTest(1, zstd);
    const found = await pool.run("examine", { entries });
    expect(found).toMatchObject({ sound: [{ name: nameFor(1) }], dropped: [], large: [entries[0]] });
    const alone = await pool.run("examine", { entries: found.large, mayBeLarge: true });
    expect(alone).toMatchObject({ sound: [{ name: nameFor(0) }], dropped: [], large: [] });
    expect(alone.sound[0]?.bytes).toBeGreaterThan(content.length);
  });
});
