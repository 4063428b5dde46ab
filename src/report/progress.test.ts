import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressText, showProgressOn } from "./progress.ts";

test.each([
  [{ done: 12e6, total: 48e6 }, 4, "12.0 MB of 48.0 MB (25 %), 3.00 MB/s, 12 s left"],
  [{ done: 48e6, total: 48e6 }, 16, "48.0 MB of 48.0 MB (100 %), 3.00 MB/s"],
  [{ done: 60e6, total: 48e6 }, 20, "60.0 MB of 48.0 MB (100 %), 3.00 MB/s"],
  [{ done: 12e6, total: undefined }, 4, "12.0 MB, 3.00 MB/s"],
  [{ done: 12e6, total: 0 }, 4, "12.0 MB, 3.00 MB/s"],
  [{ done: 0, total: 48e6 }, 4, "4.0 s so far"],
  [{ done: 0, total: undefined }, 75, "1 min 15 s so far"],
])("%j after %d s: %s", (progress, seconds, text) => {
  expect(progressText(progress, seconds)).toBe(text);
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow(isTerminal: boolean) {
  const said: string[] = [];
  const shown: string[] = [];
  const say = (line: string) => void said.push(line);
  const show = isTerminal ? (line: string) => void shown.push(line) : undefined;
  const { onProgress, end } = showProgressOn({ say, show })("Pack");
  const after = (ms: number, done: number, total?: number) => {
    onProgress({ done, total });
    vi.advanceTimersByTime(ms);
  };
  return { after, end, said, shown };
}

test("in a log there is a line every ten seconds, and none of what is quick", () => {
  const { after, end, said } = follow(false);
  for (let second = 1; second <= 22; second += 1) after(1000, second * 1e6, 100e6);
  end();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([
    "Pack: 10.0 MB of 100 MB (10 %), 1.00 MB/s, 1 min 30 s left",
    "Pack: 20.0 MB of 100 MB (20 %), 1.00 MB/s, 1 min 20 s left",
  ]);
});

test("on a terminal there is a bar after a second, which is gone at the end", () => {
  const { after, end, said, shown } = follow(true);
  after(900, 10e6, 100e6);
  expect(shown).toEqual([]);
  after(100, 0, 100e6);
  after(200, 60e6);
  after(800, 50e6, 100e6);
  after(2000, 100e6, 100e6);
  end();
  vi.advanceTimersByTime(60_000);
  expect([...new Set(shown)]).toEqual([
    `Pack [${"-".repeat(30)}] 1.0 s so far`,
    "Pack 60.0 MB, 50.0 MB/s",
    ...[35.7, 31.3, 27.8, 25].map(
      (speed) =>
        `Pack [${"#".repeat(15)}${"-".repeat(15)}] 50.0 MB of 100 MB (50 %), ${speed.toFixed(1)} MB/s, ${(50 / speed).toFixed(1)} s left`,
    ),
    ...[45.5, 41.7, 38.5, 35.7, 33.3, 31.3, 29.4, 27.8, 26.3, 25].map(
      (speed) => `Pack [${"#".repeat(30)}] 100 MB of 100 MB (100 %), ${speed.toFixed(1)} MB/s`,
    ),
    "",
  ]);
  expect(said).toEqual([]);
});

test("what was never shown leaves nothing to clear", () => {
  const { end, shown } = follow(true);
  end();
  expect(shown).toEqual([]);
});
