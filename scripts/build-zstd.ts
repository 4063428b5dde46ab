/**
 * Builds zstd-napi's native binding for every platform on any of them, from the sources in node_modules.
 *
 *     npm run build:zstd                          builds all, writes dist/zstd and its SHA256SUMS
 *     npm run build:zstd -- --check               compares dist/zstd with SHA256SUMS (quick)
 *     npm run build:zstd -- --rebuild-check [T]   builds all again (or target T) from scratch and compares
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compileBinding } from "./zstd/compile.ts";
import { checkSums, sha256, writeSums } from "./zstd/sums.ts";
import { type Target, targets } from "./zstd/targets.ts";
import { installZig } from "./zstd/zig.ts";

const root = join(import.meta.dirname, "..");
const tools = join(root, ".tools");
const output = join(root, "dist", "zstd");

const { values, positionals } = parseArgs({
  options: { check: { type: "boolean" }, "rebuild-check": { type: "boolean" } },
  allowPositionals: true,
});
const chosen = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (chosen.length === 0) throw new Error(`No such target. There are: ${targets.map(fileName).join(", ")}`);

if (values.check) await check();
else if (values["rebuild-check"]) await rebuildCheck();
else await build();

async function build(): Promise<void> {
  const zig = await installZig(tools, join(tools, "zig-cache"));
  for (const target of chosen) {
    await compileBinding(zig, target, root, join(output, fileName(target)));
    console.log(`built dist/zstd/${fileName(target)}`);
  }
  await writeSums(output);
}

async function check(): Promise<void> {
  const wrong = await checkSums(output, targets.map(fileName));
  for (const line of wrong) console.error(`dist/zstd: ${line}`);
  if (wrong.length > 0) process.exitCode = 1;
}

async function rebuildCheck(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sccache-bundle-zstd-"));
  try {
    // A cache of its own, or zig would hand out what it built before.
    const zig = await installZig(tools, join(folder, "zig-cache"));
    for (const target of chosen) {
      const name = fileName(target);
      await compileBinding(zig, target, root, join(folder, name));
      const same = (await sha256(join(folder, name))) === (await sha256(join(output, name)));
      console.log(`dist/zstd/${name}: ${same ? "the same bytes" : "DIFFERS"}`);
      if (!same) process.exitCode = 1;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function fileName(target: Target): string {
  return `${target.name}.node`;
}
