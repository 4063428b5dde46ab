/**
 * Feeds damaged input to every parser of foreign bytes: `npm run fuzz -- --minutes 30 --seed 7`. What makes one do other
 * than take it or refuse it is written to test/bundle/crashes, where the tests find it; the exit code is then 1.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fuzzTargets, mutate, randomFrom } from "../test/bundle/fuzz.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now()) },
  },
});
const seed = Number(values.seed);
const ends = performance.now() + Number(values.minutes) * 60_000;
const batch = 1000;
console.log(`seed ${seed}`);

const random = randomFrom(seed);
const targets = Object.entries(await fuzzTargets());
let inputs = 0;
const crashed = new Map<string, string>();
while (performance.now() < ends) {
  for (const [name, { samples, attempt }] of targets) {
    for (let i = 0; i < batch; i += 1) {
      const input = mutate(samples, random);
      inputs += 1;
      try {
        attempt(input);
      } catch (error) {
        keep(name, input, error as Error);
      }
    }
  }
}
console.log(`${inputs} inputs, ${crashed.size} kinds of crashes`);
if (crashed.size > 0) process.exitCode = 1;

/** Writes down the first input of each kind of crash. */
function keep(name: string, input: Buffer, error: Error): void {
  const kind = `${name}: ${error.message}`;
  if (crashed.has(kind)) return;
  const digest = createHash("sha256").update(input).digest("hex").slice(0, 12);
  const file = join(import.meta.dirname, "../test/bundle/crashes", `${name.replace(" ", "_")}-${digest}`);
  writeFileSync(file, input);
  crashed.set(kind, file);
  console.error(`${kind}\n${error.stack}\n  ${file}`);
}
