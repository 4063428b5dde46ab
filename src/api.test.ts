import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type InputName, inspect, pack, plan, restore, save, unpack, verify } from "./api.ts";
import { inputs } from "./config/inputs.ts";
import { inTemporary } from "./left-over.ts";

test("InputName has every input", async () => {
  const source = await readFile(new URL("./api.ts", import.meta.url), "utf8");
  const [, union = ""] = /export type InputName =([^;]*);/.exec(source) ?? [];
  const named = [...union.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(
    Object.values(inputs)
      .map(({ name }) => name)
      .sort(),
  );
});

test("invalid inputs are all listed before any work", async () => {
  const unknown = "max-sise" as InputName;
  await expect(restore({ env: {} })).rejects.toThrow("store is required outside GitHub Actions");
  await expect(restore({ env: {}, inputs: { store: "local:/x", [unknown]: "1G" } })).rejects.toThrow(
    'max-sise: "1G" is not an input',
  );
  await expect(
    restore({ env: {}, inputs: { store: "local:/x", threads: 0, wrap: "go" } }),
  ).rejects.toMatchObject({
    name: "ConfigError",
    problems: [{ name: "wrap" }, { name: "threads" }],
  });
  await expect(pack("nowhere", "a.tar.zst", { compressionLevel: 20 })).rejects.toThrow("compression-level");
});

test("a path that JavaScript gives otherwise than as text is refused, by name", async () => {
  const url = new URL("file:///a.tar.zst") as unknown as string;
  for (const call of [
    inspect(url),
    verify(url),
    unpack(url, "x"),
    plan(url, { maxSize: "1M" }),
    pack("x", url),
  ])
    await expect(call).rejects.toThrow("must be of type string. Received an instance of URL");
});

test("a directory that is missing or none is no empty one, and leaves no bundle", async () => {
  await inTemporary(tmpdir(), "sccache-bundle-test-", async (folder) => {
    const file = join(folder, "a.tar.zst");
    await expect(pack(join(folder, "typo"), file)).rejects.toMatchObject({ code: "ENOENT" });
    await writeFile(join(folder, "note"), "");
    await expect(pack(join(folder, "note"), file)).rejects.toMatchObject({ code: "ENOTDIR" });
    expect(await readdir(folder)).toEqual(["note"]);
    await mkdir(join(folder, "empty"));
    expect(await pack(join(folder, "empty"), file)).toMatchObject({ entries: 0, foreign: 0 });
  });
});

test.each(["temporary", "missing"])("a job without a server leaves no folder: TMPDIR is %s", async (name) => {
  await inTemporary(tmpdir(), "sccache-bundle-test-", async (folder) => {
    await mkdir(join(folder, "temporary"));
    vi.stubEnv("TMPDIR", join(folder, name));
    onTestFinished(() => void vi.unstubAllEnvs());
    const env = { PATH: "", HOME: folder, XDG_CACHE_HOME: join(folder, "cache") };
    const inputs = { store: `local:${join(folder, "store")}`, sccache: "path", "lookup-only": true };
    const restored = await restore({ env, workingDirectory: folder, inputs });
    expect(restored).toMatchObject({ outcome: "missed", variables: {} });
    const folders = async () =>
      (await readdir(folder, { recursive: true })).filter((path) => path.includes("sccache-server-"));
    expect(await folders()).toEqual([]);
    await save(restored.state, { env, workingDirectory: folder });
    expect(await folders()).toEqual([]);
  });
});

test.each(["", "{}", '{"handoff":{"format":1},"tempDirectory":"/tmp"}'])(
  "save refuses the state %j",
  async (state) => {
    await expect(save(state)).rejects.toThrow("not what this version's restore returned");
  },
);
