import type { Env } from "../../config/config.ts";
import { parseSigningKeys, type SigningKeys } from "../../config/signing-keys.ts";
import type { Log } from "../../log.ts";
import { homeFolder } from "../../meant-path.ts";
import type { ShowProgress } from "../../report/progress.ts";
import { programEnvironment } from "../../sccache/environment/program-environment.ts";
import { workspaceOf } from "./ci.ts";
import { cacheFolder } from "./folders.ts";

/** What an adapter knows of the machine, and how it speaks. */
export interface Surroundings {
  /** What the programs are started with that we start: without credentials of this step, see `programEnvironment`. */
  readonly env: Env;
  /** The whole environment, where stores find their credentials; no program is started with it. */
  readonly storeEnv: Env;
  /** Absolute. */
  readonly workingDirectory: string;
  /** The user's folder. */
  readonly home: string;
  readonly log: Log;
  readonly showProgress?: ShowProgress | undefined;
  /** For GitHub's listing; never in a value that is logged or kept. */
  readonly token: string | undefined;
  /** Like the token. Undefined where there are none. */
  readonly signingKeys: SigningKeys | undefined;
  /** Where an sccache that is installed is kept for later jobs. */
  readonly toolsFolder: string;
}

/** What no environment tells. Installed tools are in `cacheFolder` unless a folder is named. */
type Adapter = Pick<Surroundings, "workingDirectory" | "log" | "showProgress" | "token"> &
  Partial<Pick<Surroundings, "toolsFolder">>;

/** The surroundings of a process with this environment. @throws {ConfigError} when the keys of signatures are none */
export function surroundingsIn(env: Env, adapter: Adapter): Surroundings {
  const home = homeFolder();
  const workspace = workspaceOf(env, adapter.workingDirectory);
  return {
    env: programEnvironment({ workspace, env, home, platform: process.platform }),
    storeEnv: env,
    home,
    signingKeys: parseSigningKeys(env),
    ...adapter,
    toolsFolder: adapter.toolsFolder ?? cacheFolder(env, home),
  };
}
