import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testFolder } from "../../test/test-folder.ts";
import { arrivals, downloadRanges, type Ranged } from "./download.ts";
import { StoreError } from "./store.ts";

const body = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 251));

async function download(ranged: Partial<Ranged> & Pick<Ranged, "read">): Promise<Buffer> {
  const folder = await testFolder();
  const file = await open(join(folder, "into"), "w");
  await downloadRanges(file, { bytes: body.length, rangeBytes: 100, parallel: 3, ...ranged }).finally(() =>
    file.close(),
  );
  return readFile(join(folder, "into"));
}

/** A stream of chunks of this size, which breaks off after so many bytes. */
async function* stream(first: number, last: number, { chunk = 30, cutAt = Number.POSITIVE_INFINITY } = {}) {
  for (let at = first; at <= last; at += chunk) {
    if (at - first >= cutAt) throw Object.assign(new Error("cut"), { code: "ECONNRESET" });
    yield body.subarray(at, Math.min(at + chunk, last + 1));
  }
}

const broken = { name: "StoreError", reason: "broken" };

test("all bytes come to their place, however they are cut up", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1200 }),
      fc.integer({ min: 1, max: 200 }),
      async (rangeBytes, chunk) => {
        const read: Ranged["read"] = async (first, last) => stream(first, last, { chunk });
        expect(await download({ read, rangeBytes })).toEqual(body);
      },
    ),
    { numRuns: 20 },
  );
});

test("the end comes first, and the rest in order", async () => {
  const asked: number[] = [];
  const read: Ranged["read"] = async (first, last) => {
    asked.push(first);
    return stream(first, last);
  };
  expect(await download({ read, parallel: 1, rangeBytes: 400, isTailFirst: true })).toEqual(body);
  expect(asked).toEqual([600, 0, 400]);
});

test("bytes are told of when they are in the file, also of ranges that broke off", async () => {
  const told = new Uint8Array(body.length);
  let cuts = 0;
  const read: Ranged["read"] = async (first, last) =>
    stream(first, last, { cutAt: cuts++ < 2 ? 60 : Number.POSITIVE_INFINITY });
  const arrived = (from: number, to: number) => told.fill(1, from, to);
  await download({ read, arrived });
  expect(told).not.toContain(0);
});

const runs = fc.tuple(fc.nat(60), fc.nat(20)).map(([from, length]) => ({ from, to: from + length }));

test("what is asked for is ready once all its bytes have come, in whatever order, and not before", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(runs, { maxLength: 20 }),
      fc.array(runs, { maxLength: 20 }),
      async (come, asked) => {
        const { add, ready, fail } = arrivals();
        const there = new Set<number>();
        const isThere = ({ from, to }: { from: number; to: number }) => {
          for (let at = from; at < to; at += 1) if (!there.has(at)) return false;
          return true;
        };
        const states = asked.map(() => "waits");
        const watched = asked.map(async ({ from, to }, i) => {
          const [ended] = await Promise.allSettled([ready(from, to)]);
          states[i] = ended?.status === "fulfilled" ? "ready" : "failed";
        });
        for (const { from, to } of come) {
          add(from, to);
          for (let at = from; at < to; at += 1) there.add(at);
          await setImmediate();
          expect(states).toEqual(asked.map((one) => (isThere(one) ? "ready" : "waits")));
        }
        fail(new Error("cut"));
        await Promise.all(watched);
        const expected = asked.map((one) => (isThere(one) ? "ready" : "failed"));
        expect(states).toEqual(expected);
        // What has come stays, and nothing else will.
        const later = await Promise.allSettled(asked.map(({ from, to }) => ready(from, to)));
        expect(later.map(({ status }) => (status === "fulfilled" ? "ready" : "failed"))).toEqual(expected);
      },
    ),
  );
});

test("no more streams than asked for at once", async () => {
  let open = 0;
  let most = 0;
  const read: Ranged["read"] = async (first, last) =>
    (async function* () {
      open += 1;
      most = Math.max(most, open);
      yield* stream(first, last);
      open -= 1;
    })();
  await download({ read });
  expect(most).toBe(3);
});

test("a range that breaks off, or ends early, goes on where it ended", async () => {
  const asked: number[] = [];
  const read: Ranged["read"] = async (first, last) => {
    asked.push(first);
    return asked.length === 2
      ? stream(first, last, { cutAt: 60 })
      : stream(first, asked.length === 3 ? first + 9 : last);
  };
  expect(await download({ read, parallel: 1, isTailFirst: false })).toEqual(body);
  expect(asked.slice(0, 5)).toEqual([0, 100, 160, 170, 200]);
});

test.each([
  ["always cut", (first: number, last: number) => stream(first, last, { cutAt: 0 }), { code: "ECONNRESET" }],
  ["always short", (first: number) => stream(first, first - 1), { ...broken, retryable: true }],
  ["too long", (first: number, last: number) => stream(first, last + 1), { ...broken, retryable: false }],
])("%s is trouble", async (_what, give, trouble) => {
  await expect(download({ read: async (first, last) => give(first, last) })).rejects.toMatchObject(trouble);
});

test("the first trouble ends all other ranges", async () => {
  const stopped: boolean[] = [];
  const read: Ranged["read"] = async (first, _last, signal) => {
    if (first === 100) throw new StoreError("replaced", broken as { reason: "broken" });
    await new Promise((done) => signal.addEventListener("abort", done, { once: true }));
    stopped.push(signal.aborted);
    throw new DOMException("aborted", "AbortError");
  };
  await expect(download({ read })).rejects.toThrow("replaced");
  expect(stopped).toEqual([true, true]);
});

test("a stream that gives nothing is given up", async () => {
  const read: Ranged["read"] = (_first, _last, signal) =>
    new Promise((_stream, failed) => signal.addEventListener("abort", () => failed(signal.reason)));
  await expect(download({ read, idleMs: 5 })).rejects.toMatchObject({
    reason: "unavailable",
    retryable: true,
  });
});

test("a caller that has enough gets its own reason", async () => {
  const signal = AbortSignal.abort(new StoreError("enough", { reason: "unavailable" }));
  await expect(download({ read: async () => stream(0, 0), signal })).rejects.toThrow("enough");
});
