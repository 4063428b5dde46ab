/**
 * A step that does what actions/cache does, with its client, and ends:
 *
 *     node cache-step.js restore PATH KEY RESTORE_KEYS…
 *     node cache-step.js save PATH KEY
 *
 * A restore leaves the key that it found in the file `found-key` of RUNNER_TEMP. A key that is taken is no failure of a
 * save, as in that action.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { restoreCache, saveCache } from "@actions/cache";

const [what, path = "", key = "", ...restoreKeys] = process.argv.slice(2);
if (what === "restore") {
  const found = await restoreCache([path], key, restoreKeys);
  await writeFile(join(process.env["RUNNER_TEMP"] ?? ".", "found-key"), found ?? "");
} else await saveCache([path], key);
process.exit(); // whatever timers the client has left behind
