import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { bundle, bundleWorker, type Entries } from "../../scripts/dist/bundle.ts";

const root = join(import.meta.dirname, "../..");
const built = join(".bench", "built");

/** What measures: bundled as dist is, since its threads start in a third of the time that the sources take. */
export const childFile = join(root, built, "child", "child-main.js");

/** A step of a job that uses the client of actions/cache. */
export const cacheStepFile = join(root, built, "child", "cache-step.js");

/** The action's folder, relative to the root, as the runner of the tests wants it. */
export const actionFolder = join(built, "action");

/** Makes `childFile` and `cacheStepFile` of the sources as they are. */
export async function buildChild(): Promise<void> {
  await build("child", {
    "child-main": "bench/measure/child-main.ts",
    "cache-step": "bench/whole-job/cache-step.ts",
  });
}

/** Makes the action of the sources as they are: dist may be older. */
export async function buildAction(): Promise<void> {
  await build(join("action", "dist"), {
    main: "src/action/main.ts",
    save: "src/action/save.ts",
  });
  await cp(join(root, "action.yml"), join(root, actionFolder, "action.yml"));
}

async function build(name: string, entries: Entries): Promise<void> {
  const folder = join(root, built, name);
  await rm(folder, { recursive: true, force: true });
  await buildInto(folder, entries);
}

/** Bundles the entries as dist is, with what packing and unpacking need beside them. */
export async function buildInto(folder: string, entries: Entries): Promise<void> {
  await bundle({ entries, root, into: folder, executable: [] });
  await bundleWorker(root, folder);
  await cp(join(root, "dist", "zstd"), join(folder, "zstd"), { recursive: true });
}
