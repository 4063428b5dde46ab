/**
 * Kills restores, saves and commands at random points: `npm run crashes -- --kills 500 --seed 7`. Prints what is broken
 * afterwards; the exit code is then 1. A signal ends it with the figures so far.
 */
import { parseArgs } from "node:util";
import { untilSignalled } from "../test/fire/campaign.ts";
import { playCrashes } from "../test/fire/crashes/play.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const played = await playCrashes({
  seed: Number(values.seed),
  kills: Number(values.kills),
  until: untilSignalled(),
  onProgress: (text) => console.log(text),
  onBroken: (text) => console.error(text),
});
console.log(played.text);
if (played.broken > 0) process.exitCode = 1;
