import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nameFor, readTree, writeTree, zipOf } from "../bundle/made-up-entries.ts";
import { run } from "./command-line.ts";

const root = join(import.meta.dirname, "../..");
const windows = process.platform === "win32";
const tsc = join(root, "node_modules/typescript/bin/tsc");
const content = zipOf([{ name: "obj", content: Buffer.alloc(300_000, "x") }], 3);

/** An empty project in which the packed package is installed, and made-up entries lie in `in`. */
let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "sccache-bundle-package-")));
  const packed = await npm(["pack", "--silent", "--pack-destination", folder], root);
  expect(packed, packed.stderr).toMatchObject({ exitCode: 0 });
  const [tarball = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  const install = ["install", "--offline", "--no-audit", "--no-fund", join(folder, tarball)];
  const installed = await npm(install, folder);
  expect(installed, installed.stderr).toMatchObject({ exitCode: 0 });
  await writeTree(join(folder, "in"), [{ name: nameFor(1), content, lastUse: 1_700_000_000 }]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the package installs without anything else, and its program runs", async () => {
  const packages = (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."));
  expect(packages).toEqual(["sccache-bundle"]);
  const dist = join(folder, "node_modules/sccache-bundle/dist");
  const files = (await readdir(dist, { recursive: true })).map((name) => stat(join(dist, name)));
  const bytes = (await Promise.all(files)).reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  expect(bytes).toBeLessThan(12e6); // a runner downloads all of it before a job begins
  const program = join(dist, "cli.js");
  const call = (...args: string[]) => run(process.execPath, [program, ...args], { cwd: folder });
  expect((await call("--version")).stdout).toMatch(/^sccache-bundle \d+\.\d+\.\d+\n$/);
  expect(await call("pack", "in", "-o", "a.tar.zst", "--threads", "2")).toMatchObject({ exitCode: 0 });
  expect(await call("unpack", "a.tar.zst", "out")).toMatchObject({ exitCode: 0 });
  expect((await readTree(join(folder, "out"))).has(nameFor(1))).toBe(true);
});

/** As docs/api.md shows it. */
const consumer = `
import { inspect, pack, plan, restore, save, unpack, verify, type InputName } from "sccache-bundle";

const packed = await pack("in", "b.tar.zst", { threads: 2, created: 1_700_000_000 });
const unpacked = await unpack("b.tar.zst", "out-of-the-library");
const info = await inspect("b.tar.zst");
const findings = await verify("b.tar.zst");
const planned = await plan("b.tar.zst", { maxSize: "1G" });
const input: InputName = "max-size";
const refused = await restore({ inputs: { store: "nowhere", [input]: "500M" } }).catch((error: Error) => error.name);
const unsaved = await save("").catch((error: Error) => error.message);
const label: string | null | undefined = info.entries[0]?.label;
console.log(JSON.stringify({ packed, unpacked, bytes: info.bytes, label, findings, planned, refused, unsaved }));
`;

test("the library packs, unpacks, inspects, verifies and plans", async () => {
  const file = join(folder, "consumer.mjs");
  await writeFile(
    file,
    consumer.replace(/, type InputName|: (InputName|Error|string \| null \| undefined)/g, ""),
  );
  const { stdout, stderr } = await run(process.execPath, [file], { cwd: folder });
  expect(JSON.parse(stdout || "{}"), stderr).toMatchObject({
    packed: { entries: 1, dropped: [], foreign: 0 },
    unpacked: { entries: [nameFor(1)] },
    findings: [],
    planned: { keep: [{ name: nameFor(1) }], evict: [] },
    refused: "ConfigError",
    unsaved: "the state is not what this version's restore returned",
  });
  expect((await readTree(join(folder, "out-of-the-library"))).has(nameFor(1))).toBe(true);
});

test("a strict TypeScript project checks with its types, without any of ours", async () => {
  const project = join(folder, "typed");
  await mkdir(join(project, "node_modules/@types"), { recursive: true });
  await symlink(
    join(root, "node_modules/@types/node"),
    join(project, "node_modules/@types/node"),
    "junction",
  );
  await writeFile(join(project, "consumer.mts"), consumer);
  await writeFile(join(project, "wrong.mts"), `import { pack } from "sccache-bundle";\nawait pack(1);\n`);
  const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2024", "--types", "node"];
  const check = (file: string) => run(process.execPath, [tsc, ...options, file], { cwd: project });
  expect(await check("consumer.mts")).toMatchObject({ exitCode: 0, stdout: "" });
  expect((await check("wrong.mts")).stdout).toContain("error TS");
  const types = await readFile(join(folder, "node_modules/sccache-bundle/dist/api.d.ts"), "utf8");
  expect(types).not.toMatch(/^import |import\(/m);
});

function npm(args: readonly string[], cwd: string) {
  return windows ? run("cmd", ["/c", "npm", ...args], { cwd }) : run("npm", args, { cwd });
}
