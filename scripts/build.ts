/**
 * Builds dist/, all of it but dist/zstd (see build-zstd.ts), and what is made from the table of inputs (generated.ts).
 *
 *     npm run build               writes dist
 *     npm run build -- --check    builds elsewhere and compares: fails when dist is not what the sources give
 */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundle, bundleWorker, type Entries } from "./dist/bundle.ts";
import { compareFolders } from "./dist/compare.ts";
import { writeDeclarations } from "./dist/declarations.ts";
import { staleFiles, writeGenerated } from "./generated.ts";

const entries = {
  main: "src/action/main.ts",
  save: "src/action/save.ts",
  merge: "src/action/merge.ts",
  cli: "src/cli/main.ts",
  api: "src/api.ts",
} satisfies Entries;
const executable = ["cli"];

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const zstd = "zstd";

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
if (values.check) await check();
else await build();

async function build(): Promise<void> {
  for (const file of await writeGenerated(root)) console.log(`wrote ${file}`);
  for (const name of await readdir(dist)) {
    if (name !== zstd) await rm(join(dist, name), { recursive: true });
  }
  await bundleAll(dist);
}

async function bundleAll(into: string): Promise<void> {
  await bundle({ entries, root, into, executable });
  await bundleWorker(root, into);
  await writeDeclarations(root, entries.api, join(into, "api.d.ts"));
}

async function check(): Promise<void> {
  for (const file of await staleFiles(root)) {
    console.error(`${file} is not what src/config/inputs.ts gives: run \`npm run build\`.`);
    process.exitCode = 1;
  }
  const fresh = await mkdtemp(join(tmpdir(), "sccache-bundle-dist-"));
  try {
    await bundleAll(fresh);
    const differences = await compareFolders(fresh, dist, zstd);
    for (const difference of differences) console.error(`dist: ${difference}`);
    if (differences.length > 0) {
      console.error("dist is not what the sources give: run `npm run build` and commit dist on its own.");
      process.exitCode = 1;
    }
  } finally {
    await rm(fresh, { recursive: true });
  }
}
