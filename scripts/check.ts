/**
 * Checks what needs no test: format and lint, types, and that dist is what the sources give. All of it, always. Workflows and
 * the examples in docs are linted by `npm test -- test/docs`, which installs actionlint and zizmor.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const modules = join(root, "node_modules");

const checks: readonly (readonly [name: string, script: string, ...args: string[]])[] = [
  ["format and lint", join(modules, "@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."],
  ["types", join(modules, "typescript/bin/tsc"), "-p", root],
  ["dist/zstd is what SHA256SUMS says", join(root, "scripts/build-zstd.ts"), "--check"],
  ["dist is up to date", join(root, "scripts/build.ts"), "--check"],
];

for (const [name, script, ...args] of checks) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  console.log(`${status === 0 ? "ok    " : "FAILED"}  ${name}`);
  if (status !== 0) process.exitCode = 1;
}
