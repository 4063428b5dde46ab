import { expect, test } from "vitest";
import { waitMs } from "./watch.ts";

const times = { quietMs: 100, everyMs: 1000 };

test.each([
  ["nothing happened", { lastMs: undefined, publishedMs: 0 }, 5000, undefined],
  ["just now", { lastMs: 50, publishedMs: 0 }, 50, 100],
  ["a while ago", { lastMs: 50, publishedMs: 0 }, 90, 60],
  ["long enough ago", { lastMs: 50, publishedMs: 0 }, 150, 0],
  ["long ago", { lastMs: 50, publishedMs: 0 }, 900, 0],
  ["never at rest, but due soon", { lastMs: 980, publishedMs: 0 }, 990, 10],
  ["never at rest, and due", { lastMs: 1200, publishedMs: 0 }, 1210, 0],
])("%s", (_title, activity, nowMs, wanted) => {
  expect(waitMs(activity, times, nowMs)).toBe(wanted);
});

test("without a schedule only rest counts", () => {
  expect(waitMs({ lastMs: 1200, publishedMs: 0 }, { ...times, everyMs: undefined }, 1210)).toBe(90);
});
