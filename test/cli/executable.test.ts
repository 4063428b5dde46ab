import { mkdir, mkdtemp, readFile, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nameFor, readTree, writeTree, zipOf } from "../bundle/made-up-entries.ts";
import { run, sccacheBundle } from "./command-line.ts";

const root = join(import.meta.dirname, "../..");
const buildMs = 300_000;

let folder: string;
let executable: string;
/** Nothing but a PATH on which there is nothing, as in an image without Node, and what makes equal bundles. */
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "sccache-bundle-executable-")));
  executable = join(folder, process.platform === "win32" ? "program.exe" : "program");
  const built = await run(process.execPath, [join(root, "scripts/build-executable.ts"), executable]);
  expect(built, built.stderr).toMatchObject({ exitCode: 0 });
  const temp = join(folder, "temp");
  await mkdir(temp);
  env = { PATH: temp, HOME: folder, TMPDIR: temp, TEMP: temp, SOURCE_DATE_EPOCH: "1700000000" };
}, buildMs);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the executable runs without Node, and tells its version and commands", async () => {
  expect((await run(executable, ["--version"], { env })).stdout).toMatch(/^sccache-bundle \d+\.\d+\.\d+\n$/);
  expect((await run(executable, ["pack", "--help"], { env })).stdout).toContain("--compression-level");
  expect((await stat(executable)).size).toBeLessThan(150e6);
  expect(await readFile(`${executable}.licenses.txt`, "utf8")).toContain("Copyright Node.js contributors");
});

test("its threads and its zstd make the bundle that the program on Node makes", async () => {
  const entries = Array.from({ length: 12 }, (_, i) => ({
    name: nameFor(i),
    content: zipOf([{ name: "obj", content: Buffer.alloc(300_000, `content ${i}`) }], 3),
    lastUse: 1_700_000_000,
  }));
  await writeTree(join(folder, "in"), entries);
  const args = ["pack", "in", "--threads", "2", "--segment-size", "1M", "-o"];
  expect(await run(executable, [...args, "a.tar.zst"], { cwd: folder, env })).toMatchObject({ exitCode: 0 });
  expect(await sccacheBundle([...args, "b.tar.zst"], { cwd: folder, env })).toMatchObject({ exitCode: 0 });
  const bytes = (name: string) => readFile(join(folder, name));
  expect((await bytes("a.tar.zst")).equals(await bytes("b.tar.zst"))).toBe(true);
  const again = (...rest: string[]) => run(executable, [...rest, "--threads", "2"], { cwd: folder, env });
  expect(await again("verify", "a.tar.zst")).toMatchObject({ exitCode: 0 });
  expect(await again("unpack", "a.tar.zst", "out")).toMatchObject({ exitCode: 0 });
  expect([...(await readTree(join(folder, "out"))).keys()].sort()).toEqual(
    entries.map(({ name }) => name).sort(),
  );
});

test("a job's steps load all they need", async () => {
  const args = ["--store", `local:${join(folder, "store")}`, "--sccache", "path", "--job", "build", "--json"];
  const restored = await run(executable, ["restore", ...args], { cwd: folder, env });
  expect(restored).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(restored.stdout)).toMatchObject({
    step: "restore",
    store: expect.stringContaining("local"),
  });
  expect(await run(executable, ["env"], { cwd: folder, env })).toMatchObject({ exitCode: 0 });
  expect(await run(executable, ["save"], { cwd: folder, env })).toMatchObject({ exitCode: 0 });
});
