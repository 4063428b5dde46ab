/** Opens all the files that it may, and prints what a pool then does: used by pool.test.ts. */
import { closeSync, openSync } from "node:fs";
import { openPool } from "../../src/bundle/threads/pool.ts";
import { openZstd } from "../../src/zstd/open.ts";

const { zstd } = openZstd();
const opened: number[] = [];
try {
  for (;;) opened.push(openSync("/dev/null", "r"));
} catch {
  // Too many, as it should be. A task needs one.
  for (const descriptor of opened.splice(-2)) closeSync(descriptor);
}
const pool = openPool(4, zstd);
pool.warm(2);
const done = await Promise.all(Array.from({ length: 9 }, () => pool.run("examine", { entries: [] })));
await pool.close();
console.log(JSON.stringify(done));
