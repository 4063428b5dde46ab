/**
 * Plays jobs against a cache service that fails: `npm run faults -- --count 1000 --seed 7 --at-once 4`. Prints each broken
 * invariant with its case, which `--only N` plays again; the exit code is then 1. A signal ends it with the figures so far.
 */
import { parseArgs } from "node:util";
import { untilSignalled } from "../test/fire/campaign.ts";
import { playFaults } from "../test/fire/faults/play.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "100" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    only: { type: "string" },
    "at-once": { type: "string", default: "4" },
  },
});
const first = Number(values.only ?? values.seed);
const played = await playFaults({
  seeds: Array.from({ length: values.only ? 1 : Number(values.count) }, (_, i) => first + i),
  atOnce: Number(values["at-once"]),
  until: untilSignalled(),
  onProgress: (text) => console.log(text),
  onBroken: ({ text, run }) => console.error(`${text}\n  ${run.broken.join("\n  ")}\n${heard(run.output)}`),
});
console.log(played.text);
if (values.only) console.log(played.outputs.join("\n"));
if (played.broken > 0) process.exitCode = 1;

/** What the steps said, without what they would say only when asked. */
function heard(output: string): string {
  const lines = output.split("\n").filter((line) => !/^::(debug|add-mask)::/.test(line));
  return lines.map((line) => `  | ${line}`).join("\n");
}
