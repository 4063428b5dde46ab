/**
 * Lets jobs of one family restore and save at once, in every kind of store: `npm run concurrency -- --seconds 60 --jobs 20
 * --seed 7 --stores local,s3`. Prints what is broken afterwards; the exit code is then 1.
 */
import { parseArgs } from "node:util";
import { places } from "../test/fire/concurrency/places.ts";
import { playConcurrency } from "../test/fire/concurrency/play.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    jobs: { type: "string", default: "20" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    stores: { type: "string", default: Object.keys(places).join(",") },
  },
});
for (const place of values.stores.split(",")) {
  const { broken, text } = await playConcurrency({
    place,
    seed: Number(values.seed),
    jobs: Number(values.jobs),
    ms: Number(values.seconds) * 1000,
  });
  for (const line of broken) console.error(`  ${line}`);
  console.log(`seed ${values.seed}: ${text}`);
  if (broken.length > 0) process.exitCode = 1;
}
