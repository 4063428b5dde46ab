/**
 * Plays a long history of jobs, then a watch with many events: `npm run long -- --jobs 200 --events 10000 --seed 7`. Prints
 * the figures and what is broken; the exit code is then 1.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { untilSignalled } from "../test/fire/campaign.ts";
import { playLong } from "../test/fire/long/play.ts";
import { inFolder } from "../test/folder.ts";

const { values } = parseArgs({
  options: {
    jobs: { type: "string", default: "200" },
    events: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const { broken, text } = await playLong({
  seed: Number(values.seed),
  jobs: Number(values.jobs),
  until: untilSignalled(),
});
for (const line of broken) console.error(`  ${line}`);
console.log(`seed ${values.seed}: ${text}`);
if (broken.length > 0) process.exitCode = 1;

const rounds = 10;
await inFolder(async (folder) => {
  const child = join(import.meta.dirname, "../test/fire/long/watch-child.ts");
  const events = String(Math.ceil(Number(values.events) / rounds));
  const args = ["--expose-gc", child, folder, String(rounds), events];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const megabytes = stdout
    .trim()
    .split("\n")
    .map((bytes) => (Number(bytes) / 1e6).toFixed(1));
  console.log(`watch: ${values.events} events; MB in use after each tenth: ${megabytes.join(", ")}`);
});
