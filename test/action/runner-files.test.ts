import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readActionFile } from "../e2e/action-file.ts";
import { openStepFiles } from "../e2e/runner-files.ts";
import { parseCommands } from "../e2e/workflow-commands.ts";
import { openWorld } from "../e2e/world.ts";

// A container whose user is not the runner's: no step can set a variable, so that the build must not notice us.
test.each(["GITHUB_ENV", "GITHUB_OUTPUT", "RUNNER_TEMP"])(
  "a step that may not write %s says what to do, and does nothing",
  async (closed) => {
    const world = await openWorld();
    const files = await openStepFiles(join(world.folder, "step"));
    const inputs = { "INPUT_SCCACHE-DIR": world.directory, INPUT_STORE: `local:${world.store}` };
    const missing = join(world.folder, "not-there");
    const run = async (more: Record<string, string> = {}) => {
      const env = { ...files.variables, RUNNER_TEMP: world.folder, ...inputs, [closed]: missing, ...more };
      const job = await world.job();
      const assign = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      const { ok, output } = await job.run(
        "env",
        ...assign,
        process.execPath,
        (await readActionFile(".")).main,
      );
      return { ok, output, ...parseCommands(output) };
    };
    const { ok, output, warnings, errors } = await run();
    expect({ ok, errors }, output).toEqual({ ok: true, errors: [] });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^This step may not write .*not-there, .*--user 1001\)\. Building without a cache\. /,
      ),
    ]);
    expect(await world.entries()).toEqual([]);
    for (const file of Object.values(files.variables)) expect(await readFile(file, "utf8")).toBe("");

    const strict = await run({ INPUT_STRICT: "true" });
    expect(strict.ok).toBe(false);
    expect(strict.errors, strict.output).toEqual([expect.stringContaining("(strict is true)")]);
  },
);
