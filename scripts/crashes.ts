/**
 * Kills restores, saves and commands at random points: `npm run crashes -- --count 300 --seed 7`. Prints what is broken
 * afterwards; the exit code is then 1.
 */
import { parseArgs } from "node:util";
import { playCrashes } from "../test/fire/crashes/play.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const played = await playCrashes({
  seed: Number(values.seed),
  count: Number(values.count),
  onBroken: (text) => console.error(text),
});
console.log(played.text);
if (played.broken > 0) process.exitCode = 1;
