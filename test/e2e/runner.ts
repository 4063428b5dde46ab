import { spawn } from "node:child_process";
import { mkdir, mkdtemp } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type ActionFile, readActionFile } from "./action-file.ts";
import { openStepFiles, type StepFiles } from "./runner-files.ts";
import { parseCommands, type Said } from "./workflow-commands.ts";

/** What the runner knows of a job. */
export interface JobOptions {
  /** A folder of its own for every job, as runners have it. */
  readonly temp: string;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string>>;
  readonly job?: string;
  /** As in the workflow; absent where the job has none. */
  readonly matrix?: unknown;
}

export type Status = "success" | "failure" | "cancelled";

/** How a step that runs an action ended, and all that it said and wrote. */
export interface StepResult extends StepFiles, Said {
  readonly exitCode: number | null;
  /** Everything it printed, for messages. */
  readonly output: string;
}

/** A job on a runner: its steps share an environment, and actions with a post step have it run at the end. */
export interface Job {
  readonly temp: string;
  /** The environment of the next step. */
  env(): Readonly<Record<string, string>>;
  /** Runs the main step of an action of this repository. `more` is for this step alone, like a step's `env`. */
  uses(action: string, inputs?: Record<string, string>, more?: Record<string, string>): Promise<StepResult>;
  /** Takes note that the main step of an action has run and left `state`, so that its post step is due. */
  hasUsed(action: string, inputs: Record<string, string>, state: Record<string, string>): Promise<void>;
  /** Runs a program in the workspace and tells whether it succeeded. */
  run(program: string, ...args: string[]): Promise<{ ok: boolean; output: string }>;
  /** Kills the next step after so many milliseconds, as a machine that runs out of memory does. */
  killNextAfter(ms: number): void;
  /** Takes note that the job was cancelled or failed; a failed step does so by itself. */
  setStatus(status: Status): void;
  /** Runs the post steps that are due, the last first. */
  finish(): Promise<StepResult[]>;
}

interface Started {
  readonly file: ActionFile;
  readonly inputs: Record<string, string>;
  readonly more: Record<string, string>;
  readonly state: Readonly<Record<string, string>>;
}

/** Does what a runner does with an action: https://github.com/actions/runner. */
export async function startJob({ temp, workspace, env, job = "build", matrix }: JobOptions): Promise<Job> {
  await mkdir(temp, { recursive: true });
  let current: Record<string, string> = {
    ...env,
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_JOB: job,
    RUNNER_TEMP: temp,
  };
  let status: Status = "success";
  let killAfterMs: number | undefined;
  const started: Started[] = [];

  async function step(script: string, { file, inputs, more, state }: Started): Promise<StepResult> {
    const files = await openStepFiles(await mkdtemp(join(temp, "step-")));
    const killMs = killAfterMs;
    killAfterMs = undefined;
    const { code, output } = await runProcess(
      process.execPath,
      [script],
      workspace,
      {
        ...current,
        ...more,
        ...files.variables,
        ...inputVariables(file, inputs, { status, matrix }),
        ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
      },
      killMs,
    );
    const written = await files.read();
    const path = [...written.path].reverse();
    current = { ...current, ...written.env, PATH: [...path, current["PATH"]].join(delimiter) };
    if (code !== 0 && status === "success") status = "failure";
    return { ...written, ...parseCommands(output), exitCode: code, output };
  }

  return {
    temp,
    env: () => current,
    async uses(action, inputs = {}, more = {}) {
      const file = await readActionFile(action);
      const unknown = Object.keys(inputs).filter((name) => !(name in file.inputs));
      if (unknown.length > 0) throw new Error(`${action}/action.yml has no input ${unknown.join(", ")}`);
      const result = await step(file.main, { file, inputs, more, state: {} });
      if (file.post !== undefined) started.push({ file, inputs, more, state: result.state });
      return result;
    },
    async hasUsed(action, inputs, state) {
      started.push({ file: await readActionFile(action), inputs, more: {}, state });
    },
    async run(program, ...args) {
      const { code, output } = await runProcess(program, args, workspace, current);
      if (code !== 0 && status === "success") status = "failure";
      return { ok: code === 0, output };
    },
    killNextAfter(ms) {
      killAfterMs = ms;
    },
    setStatus(next) {
      status = next;
    },
    async finish() {
      const results: StepResult[] = [];
      for (const one of started.reverse()) {
        if (one.file.post !== undefined && isDue(one.file.postIf, status)) {
          results.push(await step(one.file.post, one));
        }
      }
      return results;
    },
  };
}

/** Whether a post step runs. Knows the expressions that this repository uses. */
function isDue(expression: string, status: Status): boolean {
  const conditions: Record<string, boolean> = {
    "always()": true,
    "success()": status === "success",
    "failure()": status === "failure",
    "cancelled()": status === "cancelled",
  };
  return expression.split("||").some((part) => {
    const due = conditions[part.trim()];
    if (due === undefined) throw new Error(`the runner of the tests does not know ${part}`);
    return due;
  });
}

/** Every input as the variable that the action's script finds it in, defaults filled in. */
function inputVariables(
  file: ActionFile,
  inputs: Readonly<Record<string, string>>,
  { status, matrix }: { status: Status; matrix: unknown },
): Record<string, string> {
  const expressions: Record<string, string> = {
    "github.token": "token-of-the-job",
    "job.status": status,
    "toJSON(matrix)": JSON.stringify(matrix ?? null, undefined, 2),
  };
  const evaluate = (text: string) =>
    text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_all, expression: string) => {
      const value = expressions[expression];
      if (value === undefined) throw new Error(`the runner of the tests does not know ${expression}`);
      return value;
    });
  const values = Object.entries(file.inputs).map(([name, input]) => {
    return [`INPUT_${name.toUpperCase()}`, inputs[name] ?? evaluate(input.default ?? "")] as const;
  });
  return Object.fromEntries(values);
}

async function runProcess(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  killMs?: number,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const killing = killMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killMs);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearTimeout(killing);
  return { code, output: Buffer.concat(chunks).toString() };
}
