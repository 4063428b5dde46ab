import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inFolder, nameFor, readTree, writeTree, zipOf } from "../bundle/made-up-entries.ts";
import { run } from "./command-line.ts";

const root = join(import.meta.dirname, "../..");
const windows = process.platform === "win32";

function npm(args: readonly string[], cwd: string) {
  return windows ? run("cmd", ["/c", "npm", ...args], { cwd }) : run("npm", args, { cwd });
}

test("the packed package installs without anything else, and its program runs", async () => {
  await inFolder(async (folder) => {
    const packed = await npm(["pack", "--silent", "--pack-destination", folder], root);
    expect(packed, packed.stderr).toMatchObject({ exitCode: 0 });
    const [tarball = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
    const installed = await npm(
      ["install", "--offline", "--no-audit", "--no-fund", join(folder, tarball)],
      folder,
    );
    expect(installed, installed.stderr).toMatchObject({ exitCode: 0 });
    const packages = (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."));
    expect(packages).toEqual(["sccache-bundle"]);

    const program = join(folder, "node_modules/sccache-bundle/dist/cli.js");
    const call = (...args: string[]) => run(process.execPath, [program, ...args], { cwd: folder });
    expect((await call("--version")).stdout).toMatch(/^sccache-bundle \d+\.\d+\.\d+\n$/);
    const content = zipOf([{ name: "obj", content: Buffer.alloc(300_000, "x") }], 3);
    await writeTree(join(folder, "in"), [{ name: nameFor(1), content, lastUse: 1_700_000_000 }]);
    expect(await call("pack", "in", "-o", "a.tar.zst", "--threads", "2")).toMatchObject({ exitCode: 0 });
    expect(await call("unpack", "a.tar.zst", "out")).toMatchObject({ exitCode: 0 });
    expect((await readTree(join(folder, "out"))).has(nameFor(1))).toBe(true);
  });
});
