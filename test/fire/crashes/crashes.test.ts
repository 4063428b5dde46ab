import { expect, test } from "vitest";
import { untilAfter } from "../campaign.ts";
import { playCrashes } from "./play.ts";

test("whenever a step or a command is killed, what is there is whole, and the next one heals and clears", async () => {
  const broken: string[] = [];
  const played = await playCrashes({
    seed: 1,
    kills: 60,
    until: untilAfter(20_000),
    onBroken: (text) => broken.push(text),
  });
  expect(broken.join("\n"), played.text).toBe("");
  expect(played.kills).toBeGreaterThan(0);
}, 180_000);
