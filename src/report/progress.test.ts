import { expect, test } from "vitest";
import { followWait, progressText } from "./progress.ts";

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

function follow(isTerminal: boolean) {
  let now = 0;
  const said: string[] = [];
  const shown: string[] = [];
  const say = (line: string) => void said.push(line);
  const show = isTerminal ? (line: string) => void shown.push(line) : undefined;
  const meter = followWait("Pack", { say, show }, () => now);
  const at = (ms: number, done: number, total?: number) => {
    now = ms;
    meter.onProgress({ done, total });
    meter.tick();
  };
  return { at, said, shown, meter };
}

test("in a log there is a line every ten seconds, and none of what is quick", () => {
  const { at, said, meter } = follow(false);
  for (const seconds of [1, 5, 9, 11, 15, 20, 22]) at(seconds * 1000, seconds * 1e6, 100e6);
  meter.end();
  expect(said).toEqual([
    "Pack: 11.0 MB of 100 MB (11 %), 1.00 MB/s, 1 min 29 s left",
    "Pack: 22.0 MB of 100 MB (22 %), 1.00 MB/s, 1 min 18 s left",
  ]);
});

test("on a terminal there is a bar after a second, which is gone at the end", () => {
  const { at, said, shown, meter } = follow(true);
  at(500, 10e6, 100e6);
  expect(shown).toEqual([]);
  at(2_000, 50e6, 100e6);
  at(3_000, 60e6);
  at(4_000, 0, 100e6);
  at(5_000, 100e6, 100e6);
  meter.end();
  expect(shown).toEqual([
    "Pack [###############---------------] 50.0 MB of 100 MB (50 %), 25.0 MB/s, 2.0 s left",
    "Pack 60.0 MB, 20.0 MB/s",
    `Pack [${"-".repeat(30)}] 4.0 s so far`,
    `Pack [${"#".repeat(30)}] 100 MB of 100 MB (100 %), 20.0 MB/s`,
    "",
  ]);
  expect(said).toEqual([]);
});

test("what was never shown leaves nothing to clear", () => {
  const { shown, meter } = follow(true);
  meter.end();
  expect(shown).toEqual([]);
});
