import { expect, test } from "vitest";
import { untilAfter } from "../campaign.ts";
import { playFaults } from "./play.ts";

test("whatever the cache service does, a job goes on, and the last bundle is still there", async () => {
  const broken: string[] = [];
  const played = await playFaults({
    // The same cases each time, so that a failure is one of the change; `npm run faults` plays others.
    seeds: Array.from({ length: 40 }, (_, i) => 1 + i),
    atOnce: 8,
    until: untilAfter(25_000),
    onBroken: ({ text, run }) => broken.push(`${text}\n  ${run.broken.join("\n  ")}\n${run.output}`),
  });
  expect(broken.join("\n"), played.text).toBe("");
  expect(played.cases).toBeGreaterThan(0);
}, 180_000);
