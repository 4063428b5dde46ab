import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

// The client takes its folders from the environment and the working directory of the process it runs in,
// and offers no parameter for either: https://github.com/actions/toolkit/tree/main/packages/cache
// biome-ignore lint/style/noProcessEnv: see above; nothing else of the store reads or writes it
const env = process.env;

export interface Folders {
  /** Where relative paths start, in the archive and on the disk. */
  readonly work: string;
  /** Where the client keeps its archive meanwhile. */
  readonly scratch: string;
}

/**
 * Points this process at `folders`, which must be free of symbolic links: the client compares them with
 * the working directory as the system names it. Returns what undoes it.
 */
export function enter({ work, scratch }: Folders): () => void {
  const cwd = process.cwd();
  const undoEnv = setEnv({ GITHUB_WORKSPACE: work, RUNNER_TEMP: scratch });
  process.chdir(work);
  return () => {
    process.chdir(cwd);
    undoEnv();
  };
}

function setEnv(values: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(values).map((name) => [name, env[name]] as const);
  Object.assign(env, values);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
  };
}

/** Whether a runner of GitHub Actions reads what this process prints, and acts on the commands in it. */
export function isHeardByRunner(): boolean {
  return env["GITHUB_ACTIONS"] === "true";
}

/** Why there is no cache service here, and what to do. */
export function absentText(): string {
  if (env["GITHUB_ACTIONS"] !== "true")
    return "GitHub's cache: there is none here (not a job of GitHub Actions?)";
  const server = env["GITHUB_SERVER_URL"] || "https://github.com";
  const isGithub = /^https:\/\/github\.com\/?$/i.test(server);
  return isGithub
    ? "GitHub's cache: the runner gives no address of it (ACTIONS_RESULTS_URL)"
    : `GitHub's cache: ${server} gives no address of a cache service (ACTIONS_CACHE_URL): turn it on there, or set store`;
}

/** Whether a program of this name is on PATH. */
export async function hasProgram(name: string): Promise<boolean> {
  const suffixes = process.platform === "win32" ? (env["PATHEXT"] ?? ".EXE").split(delimiter) : [""];
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const folder of folders) {
    for (const suffix of suffixes) {
      if (await isExecutable(join(folder, name + suffix))) return true;
    }
  }
  return false;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
