import { rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { plainEnvironment } from "../../demo/environment.ts";
import { type RestoreOptions, restore, save } from "../../src/api.ts";
import { libraries, openWorld } from "../e2e/world.ts";
import { run } from "./command-line.ts";

test("a job that the library restores and saves hits in the next one", async () => {
  const world = await openWorld();
  const plain = plainEnvironment(process.env);
  const env = {
    ...plain,
    PATH: [dirname(world.sccachePath), plain["PATH"]].join(delimiter),
    TMPDIR: world.folder,
  };
  const lines: string[] = [];
  const options: RestoreOptions = {
    env,
    workingDirectory: world.workspace,
    inputs: {
      store: `local:${world.store}`,
      "sccache-dir": world.directory,
      sccache: "path",
      save: "always",
      threads: 2,
    },
    job: { job: "build", workflow: "ci" },
    log: (level, message) => void lines.push(`${level}: ${message}`),
  };
  const job = async () => {
    await rm(join(world.workspace, "target"), { recursive: true, force: true });
    const restored = await restore(options);
    const built = await run("cargo", ["build", "--offline"], {
      cwd: world.workspace,
      env: { ...env, ...restored.variables },
    });
    expect(built, built.stderr).toMatchObject({ exitCode: 0 });
    return { restored, saved: await save(restored.state, { env, status: "success" }) };
  };

  const first = await job();
  expect(first.restored, lines.join("\n")).toMatchObject({ outcome: "missed", key: null });
  expect(first.saved, JSON.stringify(first.saved.report)).toMatchObject({ outcome: "saved" });

  await rm(world.directory, { recursive: true });
  const second = await job();
  expect(second.restored.outcome).toBe("restored");
  expect(second.restored.key).toMatch(/^sccache-/);
  expect(second.saved.report).toMatchObject({ build: { counts: { hits: libraries, misses: 0 } } });
  expect(lines.filter((line) => line.startsWith("warning"))).toEqual([]);
});
