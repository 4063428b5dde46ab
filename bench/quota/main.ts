/**
 * What a size budget is good for, from a recorded trace of real builds:
 *
 *     node bench/quota/main.ts
 *
 * Compares policies of what to keep, and lives through weeks of a repository whose cache is shared with rust-cache:
 * once with GitHub's quota in memory, once scaled down on the cache service of the tests, by real requests. Prints
 * tables, and at the end what is to be reached, and whether it is.
 */
import { measureQuota } from "./measure.ts";
import { targetTable } from "./tables.ts";

const { from, lines, targets } = await measureQuota();
console.log(`${from}\n`);
console.log(lines.join("\n"));
console.log(targetTable(targets));
