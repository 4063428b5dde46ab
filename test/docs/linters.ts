import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { runProgram, tool } from "../stores/tools.ts";
import { pythonProgram } from "./python-program.ts";

const windows = process.platform === "win32";

// Installed as this module loads, since the time limit of a test does not count that.
const actionlintProgram = join(
  await tool("actionlint-1.7.12", async (folder) => {
    await runProgram("go", ["install", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"], {
      GOBIN: folder,
    });
  }),
  windows ? "actionlint.exe" : "actionlint",
);
const zizmorProgram = await pythonProgram("zizmor", "1.32.0");

/** What actionlint and zizmor have to say, and whether they have anything to say. */
export interface Verdict {
  readonly ok: boolean;
  readonly said: string;
}

/** Checks workflow files by actionlint, without the programs that it could ask besides. */
export function actionlint(files: readonly string[], configFile: string): Verdict {
  const args = ["-no-color", "-shellcheck=", "-pyflakes=", "-config-file", configFile, ...files];
  return ask(actionlintProgram, args);
}

/** Checks workflow and action files by zizmor, which looks for weaknesses, without a network. */
export function zizmor(files: readonly string[], configFile: string): Verdict {
  return ask(zizmorProgram, [
    "--offline",
    "--no-progress",
    "--color=never",
    "--quiet",
    "--config",
    configFile,
    ...files,
  ]);
}

function ask(program: string, args: readonly string[]): Verdict {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (error) throw error;
  return { ok: status === 0, said: `${stdout}${stderr}` };
}
