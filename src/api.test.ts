import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { type InputName, pack, restore, save } from "./api.ts";
import { inputs } from "./config/inputs.ts";

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

test.each(["", "{}", '{"handoff":{"format":1},"tempDirectory":"/tmp"}'])(
  "save refuses the state %j",
  async (state) => {
    await expect(save(state)).rejects.toThrow("not what this version's restore returned");
  },
);
