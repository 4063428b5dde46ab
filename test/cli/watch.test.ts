import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { plainEnvironment } from "../../demo/environment.ts";
import { localStore } from "../../src/store/local/local.ts";
import { nameFor, writeTree, zipOf } from "../bundle/made-up-entries.ts";
import { inFolder } from "../folder.ts";
import { main, sccacheBundle } from "./command-line.ts";

const entry = (seed: number) => ({
  name: nameFor(seed),
  content: zipOf([{ name: "obj", content: Buffer.alloc(20_000, `${seed} `) }], 3),
  lastUse: Date.now() / 1000,
});

interface Watched {
  readonly process: ChildProcess;
  readonly said: () => string;
}

/** A watch that publishes after 0.6 s of rest; it is killed at the end of the test if it still runs. */
function startWatch(args: readonly string[], env: Record<string, string>): Watched {
  const child = spawn(process.execPath, [main, "watch", ...args, "--idle", "0.01"], {
    env: { ...plainEnvironment(process.env), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stderr.on("data", (chunk) => {
    text += chunk;
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { process: child, said: () => text };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(50);
}

test("a watch publishes when the directory comes to rest, ends on a signal, and goes on after a crash", async () => {
  await inFolder(async (folder) => {
    const directory = join(folder, "sccache");
    const path = join(folder, "store");
    const args = [
      "--store",
      `local:${path}`,
      "--sccache-dir",
      directory,
      "--sccache",
      "path",
      "--save",
      "always",
    ];
    const env = { XDG_CACHE_HOME: join(folder, "cache"), LOCALAPPDATA: join(folder, "cache"), HOME: folder };
    const count = async () => (await localStore({ path }).list("")).bundles.length;
    await writeTree(directory, [entry(1)]);

    const first = startWatch(args, env);
    await until(() => first.said().includes("Published"));
    await writeTree(directory, [entry(2), entry(3)]);
    await until(() => first.said().includes("3 entries"));
    first.process.kill("SIGKILL");
    await once(first.process, "exit");

    await writeTree(directory, [entry(4)]);
    const second = startWatch(args, env);
    await until(() => second.said().includes("4 entries"));
    second.process.kill("SIGTERM");
    const [code] = await once(second.process, "exit");
    expect(code, second.said()).toBe(0);

    const nothing = await sccacheBundle(["watch", "--once", ...args], { env });
    expect(nothing, nothing.stderr).toMatchObject({ exitCode: 0 });
    expect(nothing.stderr).toContain("Nothing published: nothing is new");
    await writeTree(directory, [entry(5)]);
    const something = await sccacheBundle(["watch", "--once", "--json", ...args], { env });
    expect(something.stderr).toContain("5 entries");
    expect(JSON.parse(something.stdout)).toMatchObject({ version: 1, kind: "saved", entries: 5 });
    expect(await count()).toBeGreaterThan(0);

    // What was published elsewhere, or under another name, tells nothing of this.
    for (const more of [
      ["--store", `local:${join(folder, "other")}`],
      ["--key-prefix", "other"],
    ]) {
      const elsewhere = await sccacheBundle(["watch", "--once", ...args, ...more], { env });
      expect(elsewhere.stderr).toContain("5 entries");
    }
  });
});
