/**
 * Runs jobs whose store is dead, and prints what each step waited for it: `npm run dead-stores -- --stores github,s3`. The exit code is
 * 1 when a step fails, or waits longer than ten seconds.
 */
import { parseArgs } from "node:util";
import { deadStores, deaths, playDead } from "../test/fire/dead-stores.ts";

const { values } = parseArgs({
  options: { stores: { type: "string", default: Object.keys(deadStores).join(",") } },
});
console.log("| store | service | main | post |\n| --- | --- | --- | --- |");
for (const store of values.stores.split(",")) {
  for (const death of deaths) {
    const { main, post } = await playDead(store, death);
    console.log(`| ${store} | ${death} | ${main.seconds.toFixed(1)} s | ${post.seconds.toFixed(1)} s |`);
    for (const step of [main, post]) {
      console.error(`  ${step.warnings.join("; ")}`);
      if (step.exitCode !== 0 || step.seconds > 10) {
        console.error(`  exit code ${step.exitCode}: ${step.warnings.join("; ")}`);
        process.exitCode = 1;
      }
    }
  }
}
