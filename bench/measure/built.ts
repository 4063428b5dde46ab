import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "../../scripts/dist/bundle.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".bench", "built");

/** What measures: bundled as dist is, since its threads start in a third of the time that the sources take. */
export const childFile = join(folder, "child-main.js");

/** Makes `childFile` of the sources as they are. */
export async function buildChild(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const entries = { "child-main": "bench/measure/child-main.ts", worker: "src/bundle/worker.ts" };
  await bundle({ entries, root, into: folder, executable: [] });
  await cp(join(root, "dist", "zstd"), join(folder, "zstd"), { recursive: true });
}
