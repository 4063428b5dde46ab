/**
 * Feeds damaged input to every parser of foreign bytes: `npm run fuzz -- --minutes 30 --seed 7`. What makes one do other
 * than take it or refuse it is written to test/fire/fuzz/crashes, where the tests find it; the exit code is then 1. A signal ends it with the figures so far.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { parseArgs } from "node:util";
import { untilSignalled } from "../test/fire/campaign.ts";
import { mutate } from "../test/fire/fuzz/mutate.ts";
import { fixtureName, fuzzTargets } from "../test/fire/fuzz/targets.ts";
import { randomFrom } from "../test/fire/random.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now()) },
  },
});
const seed = Number(values.seed);
const until = untilSignalled();
const ends = performance.now() + Number(values.minutes) * 60_000;
const batch = 1000;
console.log(`seed ${seed}`);

const random = randomFrom(seed);
const targets = Object.entries(await fuzzTargets());
let inputs = 0;
const crashed = new Map<string, string>();
while (performance.now() < ends && !until.isOver()) {
  // A signal is heard in between.
  await setImmediate();
  if (inputs % 1_000_000 === 0 && inputs > 0) console.log(`${inputs} inputs`);
  for (const [name, target] of targets) {
    for (let i = 0; i < batch; i += 1) {
      const input = mutate(target, random);
      inputs += 1;
      try {
        target.attempt(input);
      } catch (error) {
        keep(name, input, error as Error);
      }
    }
  }
}
console.log(`${inputs} inputs for ${targets.length} parsers, ${crashed.size} kinds of crashes`);
if (crashed.size > 0) process.exitCode = 1;

/** Writes down the first input of each kind of crash. */
function keep(name: string, input: Buffer, error: Error): void {
  const kind = `${name}: ${error.message}`;
  if (crashed.has(kind)) return;
  const digest = createHash("sha256").update(input).digest("hex").slice(0, 12);
  const file = join(import.meta.dirname, "../test/fire/fuzz/crashes", `${fixtureName(name)}${digest}`);
  writeFileSync(file, input);
  crashed.set(kind, file);
  console.error(`${kind}\n${error.stack}\n  ${file}`);
}
