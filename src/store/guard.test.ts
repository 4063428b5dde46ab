import { createServer, get, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { recordingLog } from "../../test/logs.ts";
import { type GuardOptions, guard } from "./guard.ts";
import { type Arriving, StoreError, type StoreErrorReason } from "./store.ts";

const down = new StoreError("it throttles us", { reason: "unavailable", retryable: true });

/** A guard in a time that passes only while it is slept, or is moved. */
function setUp(more: Partial<GuardOptions> = {}) {
  const slept: number[] = [];
  const log = recordingLog();
  const time = { nowMs: 0 };
  const run = guard({
    label: "store",
    log,
    clock: () => time.nowMs,
    sleep: async (ms) => {
      slept.push(ms);
      time.nowMs += ms;
    },
    random: () => 1,
    ...more,
  });
  let asked = 0;
  /** Fails so many times, and then answers. */
  const ask = (failures: number, error: unknown = down) =>
    run("question", async () => {
      asked += 1;
      if (asked <= failures) throw error;
      return "answer";
    });
  return { run, ask, slept, log, time, asked: () => asked };
}

test("a call is tried again until it works, after pauses that double", async () => {
  const { ask, slept, log } = setUp();
  expect(await ask(3)).toBe("answer");
  expect(slept).toEqual([1000, 2000, 4000]);
  expect(log.lines[0]).toBe("info: it throttles us: trying again in 1.0 s");
});

test("chance takes off half of a pause at most", async () => {
  const { ask, slept } = setUp({ random: () => 0 });
  await ask(2);
  expect(slept).toEqual([500, 1000]);
});

test.each([
  [2_000, [2_000]],
  [0, [0]],
  [60_000, []],
])("a service that asks for %i ms is waited for when it is worth it", async (retryAfterMs, pauses) => {
  const { ask, slept } = setUp();
  const error = new StoreError("busy", { reason: "unavailable", retryable: true, retryAfterMs });
  await ask(1, error).catch(() => {});
  expect(slept).toEqual(pauses);
});

test("it gives up after so many tries, and when the time is over, with the error as it came", async () => {
  const few = setUp({ tries: 3 });
  await expect(few.ask(9)).rejects.toBe(down);
  expect(few.asked()).toBe(3);
  const short = setUp({ tries: 9, patience: { questionMs: 3_500 } });
  await expect(short.ask(9)).rejects.toBe(down);
  expect(short.slept).toEqual([1000, 2000]);
});

test("a transfer of which nothing comes is not begun again after as long as silence is waited for", async () => {
  const { run, slept } = setUp({ tries: 9, patience: { silentMs: 3_500, slowMs: 45_000 } });
  await expect(run("transfer", () => Promise.reject(down))).rejects.toBe(down);
  expect(slept).toEqual([1000, 2000]);
});

test("a copy between disks that has moved much is begun again after longer, as a download is", async () => {
  const { run, slept, time } = setUp({ patience: { silentMs: 3_500 } });
  let tries = 0;
  const copied = run("transfer", async ({ onProgress }) => {
    tries += 1;
    onProgress?.({ quietMs: 60_000 });
    onProgress?.({ quietMs: 60_000, bytes: 2 ** 20 });
    time.nowMs += 10_000;
    if (tries < 3) throw new StoreError("ESTALE", { reason: "unavailable", retryable: true });
    return "copied";
  });
  expect(await copied).toBe("copied");
  expect(slept).toEqual([1000, 2000]);
});

test.each([
  ["what is not retryable", new StoreError("denied", { reason: "denied" })],
  ["a bug", new TypeError("a bug")],
])("%s is thrown at once", async (_what, error) => {
  const { ask, asked } = setUp();
  await expect(ask(1, error)).rejects.toBe(error);
  expect(asked()).toBe(1);
});

test("after a call that failed in vain the service is not asked again for a while", async () => {
  const { ask, asked, time } = setUp({ patience: { restMs: 10_000 } });
  await expect(ask(4)).rejects.toBe(down);
  expect(asked()).toBe(4);
  await expect(ask(4)).rejects.toMatchObject({
    reason: "unavailable",
    message: "store: it did not answer before, so it is not asked again for now",
  });
  expect(asked()).toBe(4);
  time.nowMs += 10_000;
  expect(await ask(4)).toBe("answer");
});

test.each<StoreErrorReason>(["denied", "absent", "full", "broken"])("%s is not an outage", async (reason) => {
  const { ask } = setUp();
  await expect(ask(1, new StoreError("no", { reason }))).rejects.toMatchObject({ reason });
  await expect(ask(9, new StoreError("no", { reason, retryable: true }))).rejects.toMatchObject({ reason });
  expect(await ask(0)).toBe("answer");
});

/** A time that passes only while somebody waits in it, so that a busy machine changes nothing. */
function ownTime() {
  let nowMs = 0;
  const wait = async (ms: number) => {
    for (const endMs = nowMs + ms; nowMs < endMs; ) {
      // Meanwhile what was sent arrives, and the guard looks. No faster than other time, so that it is none that was lost.
      await sleep(10);
      nowMs += Math.min(10, endMs - nowMs);
    }
  };
  return { clock: () => nowMs, wait };
}

type Wait = (ms: number) => Promise<void>;

/** A server and a call that downloads from it, with limits of fractions of a second of their own time. */
async function download(
  listen: (wait: Wait) => RequestListener,
  kind: "question" | "transfer" = "transfer",
  quietMs = 0,
) {
  const { clock, wait } = ownTime();
  const server = createServer(listen(wait));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const run = guard({
    label: "store",
    log: recordingLog(),
    clock,
    sleep: wait,
    random: () => 1,
    patience: { silentMs: 300, quietMs: 600, questionMs: 900, slowMs: 900, slowBytes: 1_000 },
  });
  return run(kind, ({ signal, onProgress }) => {
    if (quietMs > 0) onProgress?.({ quietMs });
    return new Promise<number>((ended, failed) => {
      get({ port, host: "127.0.0.1", signal, agent: false }, (answer) => {
        let bytes = 0;
        answer.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
        });
        answer.once("end", () => ended(bytes)).once("error", failed);
      }).once("error", failed);
    });
  });
}

/** Sends pieces so often, and then ends, or says nothing more until it is left. */
const sends =
  (pieces: number, bytes: number, everyMs: number, ends: boolean) =>
  (wait: Wait): RequestListener =>
  async (_request, response) => {
    for (let i = 0; i < pieces && !response.closed; i += 1) {
      await new Promise((written) => response.write(Buffer.alloc(bytes), written));
      await wait(everyMs);
    }
    if (ends) response.end();
    else while (!response.closed) await wait(100);
  };

test("a slow transfer that progresses is waited for, however long it takes", async () => {
  expect(await download(sends(15, 1_000, 100, true))).toBe(15_000);
});

test("an answer that may take long, as the client says, is waited for", async () => {
  const late =
    (wait: Wait): RequestListener =>
    (_request, response) =>
      void wait(1_500).then(() => response.end());
  expect(await download(late, "transfer", 3_000)).toBe(0);
});

test.each([
  ["never answers", sends(0, 0, 0, false), "store: no answer for 0.3 s"],
  ["stands still", sends(2, 1_000, 50, false), "store: no answer for 0.3 s"],
  ["drips", sends(400, 10, 100, false), /^store: only \d+ bytes in 0.9 s$/],
] as [string, ReturnType<typeof sends>, string | RegExp][])(
  "a transfer that %s is given up",
  async (_what, listen, message) => {
    await expect(download(listen)).rejects.toMatchObject({
      reason: "unavailable",
      retryable: false,
      message: expect.stringMatching(message),
    });
  },
);

test("a question has an end, although something comes all the time", async () => {
  await expect(download(sends(400, 10_000, 100, false), "question")).rejects.toMatchObject({
    message: "store: no end after 0.9 s",
  });
});

test("work on the disk, with no request open, has more time, and may tell that it moves", async () => {
  const { clock, wait } = ownTime();
  const run = guard({
    label: "store",
    log: recordingLog(),
    clock,
    sleep: wait,
    random: () => 1,
    patience: { silentMs: 100, quietMs: 400, slowMs: 200 },
  });
  expect(await run("transfer", () => wait(300).then(() => "packed"))).toBe("packed");
  const told = run("transfer", async ({ onProgress }) => {
    for (let i = 0; i < 5; i += 1) {
      onProgress?.({});
      await wait(200);
    }
    return "copied";
  });
  expect(await told).toBe("copied");
  await expect(run("transfer", () => wait(2_000))).rejects.toMatchObject({
    message: "store: no answer for 0.4 s",
  });
});

test.each([
  [50_000, "answer"],
  [100_000, "store: no end after 15 s"],
])("%i ms in which this process itself did not run end in: %s", async (lostMs, expected) => {
  const { run, time } = setUp();
  const asked = run("question", async () => {
    time.nowMs += lostMs;
    await sleep(1_000);
    return "answer";
  });
  expect(await asked.catch(({ message }: Error) => message)).toBe(expected);
});

test("the caller's own signal ends a call, and that is no outage", async () => {
  const { run, ask } = setUp();
  const stop = new AbortController();
  const asked = run("question", () => sleep(10_000, "late", { ref: false }), { signal: stop.signal });
  stop.abort(new StoreError("enough", { reason: "unavailable" }));
  await expect(asked).rejects.toThrow("enough");
  expect(await ask(0)).toBe("answer");
});

test("a call that has ended is not tried again, whenever it ended", async () => {
  const stop = new AbortController();
  const { run, log } = setUp({ sleep: async () => stop.abort(new Error("enough")) });
  let tries = 0;
  const fail = () => {
    tries += 1;
    return Promise.reject(down);
  };
  await expect(run("question", fail, { signal: stop.signal })).rejects.toThrow("enough");
  expect([tries, log.lines]).toEqual([1, ["info: it throttles us: trying again in 1.0 s"]]);
  const other = new AbortController();
  const asked = run(
    "question",
    () => {
      other.abort(new Error("enough"));
      return fail();
    },
    { signal: other.signal },
  );
  await expect(asked).rejects.toThrow("enough");
  expect([tries, log.lines.length]).toEqual([2, 1]);
});

test("what is given up removes its files before the error comes, and tells of no bundle any more", async () => {
  const { run } = setUp();
  const stop = new AbortController();
  let isTidy = false;
  const told: Arriving[] = [];
  const asked = run(
    "transfer",
    ({ signal, onArriving }) =>
      new Promise<never>((_, failed) => {
        signal?.addEventListener("abort", () => {
          setTimeout(() => {
            isTidy = true;
            onArriving?.({ key: "k", file: "bundle", bytes: 1, ready: async () => {} });
            failed(signal.reason);
          }, 20);
        });
      }),
    { signal: stop.signal, onArriving: (arriving) => told.push(arriving) },
  );
  stop.abort(new Error("enough"));
  await expect(asked).rejects.toThrow("enough");
  expect([isTidy, told]).toEqual([true, []]);
});
