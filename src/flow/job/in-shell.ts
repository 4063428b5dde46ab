import type { Variable } from "../../sccache/environment/environment.ts";
import { folderForPath, searchPathFrom } from "../../sccache/install/source.ts";
import type { Restored } from "../restore/restore.ts";
import type { Job } from "./job.ts";
import { openSccacheOf, sayNoSccache } from "./sccache.ts";
import { restoreJob } from "./steps.ts";
import type { Surroundings } from "./surroundings.ts";

interface RestoredInShell extends Restored {
  /** What the build must be started with. */
  readonly variables: readonly Variable[];
  /** Whether there is an sccache, be it one that does not work. */
  readonly hasSccache: boolean;
}

/** The step before the build where no runner hands on variables and PATH: whoever starts the build does, with what `leave` leaves. */
export async function restoreInShell<T>(
  job: Job,
  folders: Parameters<typeof restoreJob>[2],
  leave: (restored: RestoredInShell) => Promise<T>,
): Promise<T> {
  const { env, log } = job.surroundings;
  const sccache = await openSccacheOf(job);
  sayNoSccache(sccache, log);
  return restoreJob(job, sccache, folders, async (restored) => {
    const variables = await variablesFor(restored, env, folders.serverFolder);
    return leave({ ...restored, variables, hasSccache: sccache.path !== null });
  });
}

/** The environment of the build, in which PATH leads to the job's sccache, by a folder in `folder`. */
async function variablesFor(
  { environment, handoff: { sccache } }: Restored,
  env: Surroundings["env"],
  folder: string,
): Promise<readonly Variable[]> {
  if (!environment || sccache.path === null) return environment?.exports ?? [];
  const first = await folderForPath(sccache.path, env, folder);
  if (first === undefined) return environment.exports;
  return [...environment.exports, { name: "PATH", value: searchPathFrom(first, env, process.platform) }];
}
