import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { bindingFile, openZstd } from "./open.ts";

test("the native binding is what this platform gets", () => {
  const { zstd, fallbackReason } = openZstd();
  expect(fallbackReason).toBeUndefined();
  expect(zstd.name).toBe("zstd-napi");
});

test("a platform without a binding gets node:zlib's, and is told why", () => {
  const { zstd, fallbackReason } = openZstd(bindingFile("freebsd", "riscv64"));
  expect(zstd.name).toBe("node:zlib");
  expect(fallbackReason).toMatch(/^the native zstd does not load: .*freebsd-riscv64\.node/);
  expect(fallbackReason).not.toContain("\n");
});

test("so does a platform whose binding does not load", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sccache-bundle-open-"));
  try {
    const file = join(folder, "broken.node");
    await writeFile(file, "not a library");
    const { zstd, fallbackReason } = openZstd(file);
    expect(zstd.name).toBe("node:zlib");
    expect(fallbackReason).toMatch(/does not load/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("memory is of the size that was asked for, whichever zstd gives it", () => {
  for (const { zstd } of [openZstd(), openZstd(bindingFile("freebsd", "riscv64"))]) {
    for (const bytes of [0, 1, 2 ** 22, 2 ** 22 + 1, 2 ** 24]) {
      const memory = zstd.allocate(bytes);
      expect(memory.length).toBe(bytes);
      memory.fill(1);
    }
  }
});

test("what a large frame holds is given back at once, and small content's memory is kept for the next", () => {
  const { zstd } = openZstd();
  const large = zstd.compress(Buffer.alloc(200_000_000), { level: 1 });
  const small = zstd.compress(Buffer.alloc(1000), { level: 1 });
  const decodeLarge = () => zstd.decompressWithin(large, 200_000_000);

  const first = decodeLarge();
  expect(first.length).toBe(200_000_000);
  zstd.tidy();
  expect(first.length).toBe(0); // its memory is another's now

  const second = decodeLarge();
  const kept = zstd.decompressWithin(small, 1000);
  expect([second.length, kept.length]).toEqual([0, 1000]);
  zstd.tidy();
  expect(kept.length).toBe(1000);
});

test("worker threads each get their own, at the same time", async () => {
  const code = `
    import { parentPort, workerData } from "node:worker_threads";
    const { openZstd } = await import(workerData.module);
    const { zstd } = openZstd();
    const content = Buffer.alloc(3_000_000, String(workerData.seed));
    for (let i = 0; i < 20; i++) {
      const read = zstd.decompressWithin(zstd.compress(content, { level: 3, checksum: true }), content.length);
      if (Buffer.compare(read, content) !== 0) throw new Error("not what went in");
    }
    parentPort.postMessage(zstd.name);
  `;
  const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const module = new URL("./open.ts", import.meta.url).href;
  const answers = [1, 2, 3, 4].map((seed) => firstMessage(new Worker(url, { workerData: { module, seed } })));
  expect(await Promise.all(answers)).toEqual(Array(4).fill("zstd-napi"));
});

/** The first message of `worker`, once it has ended. */
function firstMessage(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let message: unknown;
    worker.once("message", (value) => {
      message = value;
    });
    worker.once("error", reject);
    worker.once("exit", () => resolve(message));
  });
}
