/**
 * A watch on a directory in which things happen: `node --expose-gc watch-child.ts FOLDER ROUNDS EVENTS`. After each round
 * prints the bytes in use after a collection, a line each.
 */

import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../../../src/flow/deps.ts";
import { watch } from "../../../src/flow/watch/watch.ts";
import { planKeys } from "../../../src/key/key.ts";
import { localStore } from "../../../src/store/local/local.ts";
import { nameFor, zipOf, zstd } from "../../bundle/made-up-entries.ts";
import { configOf, contextOf, ingredientsOf } from "../../flow/made-up-job.ts";
import { silent } from "../../logs.ts";

const [folder = "", rounds = "10", events = "1000"] = process.argv.slice(2);
const directory = join(folder, "sccache");
const stateFolder = join(folder, "state");
for (const path of [directory, stateFolder, join(folder, "temp")]) await mkdir(path, { recursive: true });

const config = configOf({ save: "always" });
const context = contextOf({ workspace: folder, job: "build", event: "push", defaultBranch: "main" });
const ingredients = ingredientsOf(context);
const store = localStore({ path: join(folder, "store") });
let published = 0;
const log = {
  ...silent,
  info(line: string) {
    if (line.startsWith("Published")) published += 1;
  },
};
const deps: Deps = {
  ...{
    log,
    store,
    catalog: store,
    repository: undefined,
    signing: undefined,
    zstd,
    threads: 1,
    cpu: "00000000",
    now: Date.now,
  },
  tempDirectory: join(folder, "temp"),
};
const ended = new AbortController();
const watching = watch(
  {
    ...{ config, context, directory, stateFolder, left: undefined },
    prepareKeys: async () => ({ keys: planKeys(ingredients, config), toolchain: null }),
    sccacheVersion: null,
    times: { quietMs: 50, everyMs: undefined },
  },
  deps,
  ended.signal,
);

/** As many entries are there, so that the bundle and the listing are of the same size all the time. */
const entries = 100;
const content = (i: number, round: number) =>
  zipOf([{ name: "obj", content: Buffer.alloc(2000, `${i} ${round} `) }], 3);
for (let round = 0; round < Number(rounds); round += 1) {
  for (let i = 0; i < Number(events); i += 1) {
    const path = join(directory, nameFor(i % entries));
    if (round === 0 || i < entries) {
      await mkdir(join(path, ".."), { recursive: true });
      await writeFile(path, content(i % entries, round));
    } else await utimes(path, new Date(), new Date());
    if (i % 100 === 99) await sleep(5);
  }
  // A new entry in the place of the last round's: otherwise nothing would be new.
  const before = published;
  await rm(join(directory, nameFor(`round ${round - 1}`)), { force: true });
  const added = join(directory, nameFor(`round ${round}`));
  await mkdir(join(added, ".."), { recursive: true });
  await writeFile(added, content(round, round));
  while (published === before) await sleep(20);
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc?.();
    await sleep(20);
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  console.log(heapUsed + external + arrayBuffers);
}
ended.abort();
await watching;
