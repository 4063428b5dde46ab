import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/**
 * Code that must not pass, a file each: the rules of biome.json are worth what they catch.
 */
const refused: readonly (readonly [rule: string, file: string, code: string])[] = [
  ["style/noRestrictedImports", "src/bundle/knows-a-flow.ts", 'export * from "../flow/restore.ts";'],
  ["style/noRestrictedImports", "src/store/knows-the-action.ts", 'export * from "../action/inputs.ts";'],
  ["style/noRestrictedImports", "src/store/knows-the-cli.ts", 'export * from "../cli/command.ts";'],
  ["style/noRestrictedImports", "src/key/knows-the-runner.ts", 'export { info } from "@actions/core";'],
  ["style/noRestrictedImports", "src/bundle/knows-zstd-napi.ts", 'export * from "zstd-napi/binding.js";'],
  ["style/noRestrictedImports", "src/store/github/knows-a-flow.ts", 'export * from "../../flow/save.ts";'],
  ["style/noRestrictedImports", "src/store/knows-the-report.ts", 'export * from "../report/text.ts";'],
  ["style/noRestrictedImports", "src/budget/knows-the-report.ts", 'export * from "../report/text.ts";'],
  ["style/noRestrictedImports", "src/flow/knows-the-cli.ts", 'export * from "../cli/command.ts";'],
  ["style/noRestrictedImports", "src/flow/knows-the-runner.ts", 'export { info } from "@actions/core";'],
  [
    "style/noRestrictedImports",
    "src/flow/evidence/knows-the-cli.ts",
    'export * from "../../cli/command.ts";',
  ],
  ["style/noRestrictedImports", "src/flow/evidence/knows-a-use-case.ts", 'export * from "../save/save.ts";'],
  ["style/noRestrictedImports", "src/budget/plan.ts", 'export { readFile } from "node:fs/promises";'],
  ["style/noRestrictedImports", "src/key/parts.ts", 'export { openStore } from "../store/open.ts";'],
  ["style/noRestrictedImports", "src/report/text.ts", 'export { hostname } from "node:os";'],
  ["style/noRestrictedImports", "src/config/config.ts", 'export { getInput } from "@actions/core";'],
  ["style/noRestrictedImports", "src/zstd/knows-bundles.ts", 'export * from "../bundle/manifest.ts";'],
  ["style/noProcessEnv", "src/flow/reads-env.ts", 'export const home = process.env["HOME"];'],
  ["suspicious/noConsole", "src/flow/prints.ts", 'console.log("done");'],
  ["nursery/noFloatingPromises", "src/flow/floats.ts", "async function f(): Promise<void> {}\nf();"],
  ["nursery/noFloatingPromises", "src/flow/floats-from-afar.ts", 'import { g } from "./g.ts";\ng();'],
  [
    "nursery/noMisusedPromises",
    "src/flow/misuses.ts",
    'import { g } from "./g.ts";\nif (g()) throw new Error();',
  ],
  ["style/noNonNullAssertion", "src/flow/asserts.ts", "export const f = (x?: string) => x!.length;"],
  ["suspicious/noExplicitAny", "src/flow/any.ts", "export const f = (x: any) => x;"],
  ["style/noEnum", "src/flow/enum.ts", "export enum Kind {\n  A,\n}"],
  ["style/noDefaultExport", "src/flow/default.ts", "export default 1;"],
  ["suspicious/noImportCycles", "src/flow/cycle-a.ts", 'export * from "./cycle-b.ts";'],
];

const accepted: readonly (readonly [file: string, code: string])[] = [
  ["src/flow/g.ts", "export async function g(): Promise<void> {}"],
  ["src/flow/awaits.ts", 'import { g } from "./g.ts";\nawait g();'],
  ["src/flow/knows-the-domain.ts", 'export * from "../bundle/pack.ts";'],
  [
    "src/report/html/knows-the-report.ts",
    'export * from "../words.ts";\nexport * from "../../budget/plan.ts";',
  ],
  ["src/action/knows-all.ts", 'export { info } from "@actions/core";\nexport * from "../flow/restore.ts";'],
  ["src/cli/knows-all.ts", 'console.log(process.env["HOME"]);\nexport * from "../flow/restore.ts";'],
  ["src/zstd/knows-zstd-napi.ts", 'export type * from "zstd-napi/binding.js";'],
];

const root = join(import.meta.dirname, "..");
let project: string;
let found: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "sccache-bundle-lint-"));
  for (const name of ["biome.json", ".gitignore"]) await cp(join(root, name), join(project, name));
  const cycle = ["src/flow/cycle-b.ts", 'export * from "./cycle-a.ts";'] as const;
  for (const [file, code] of [...refused.map(([, ...rest]) => rest), ...accepted, cycle]) {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await writeFile(join(project, file), `${code}\n`);
  }
  found = lint();
});

afterAll(() => rm(project, { recursive: true }));

test.each(refused)("%s refuses %s", (rule, file) => {
  expect(found.get(file)).toContain(`lint/${rule}`);
});

test.each(accepted)("%s is fine", (file) => {
  expect(found.get(file)).toBeUndefined();
});

/** The rules broken as errors, by file. */
function lint(): Map<string, string[]> {
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const args = [
    biome,
    "lint",
    "--reporter=json",
    "--max-diagnostics=none",
    "--diagnostic-level=error",
    "src",
  ];
  const { stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string } }[];
  };
  const rules = new Map<string, string[]>();
  for (const { category, location } of diagnostics) {
    const file = location.path.replaceAll("\\", "/");
    rules.set(file, [...(rules.get(file) ?? []), category]);
  }
  return rules;
}
