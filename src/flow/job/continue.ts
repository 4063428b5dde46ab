import type { Config } from "../../config/config.ts";
import { inputs } from "../../config/inputs.ts";
import type { Handoff, Part } from "../handoff.ts";
import { isNewMachine } from "./context.ts";
import { type FoundSccache, type Job, openKeys, type Surroundings } from "./job.ts";

/** Inputs that decide what a bundle is called. */
const ofKeys: ReadonlySet<keyof Config> = new Set([
  "strategy",
  "key",
  "restoreKeys",
  "keyPrefix",
  "sharedKey",
  "lockfiles",
  "pullRequest",
  "wrap",
  "cmdFormat",
]);

/**
 * The handoff for the save of a job: what its restore was told counts, except what the save itself was told
 * otherwise (`isGiven`), which is said.
 */
export async function continueJob(
  restored: Handoff,
  own: { readonly config: Config; readonly isGiven: (field: keyof Config) => boolean },
  job: Job,
  surroundings: Surroundings,
): Promise<Handoff> {
  const fields = Object.keys(inputs) as (keyof Config)[];
  const changed = fields.filter((field) => {
    const isSame = JSON.stringify(own.config[field]) === JSON.stringify(restored.config[field]);
    return own.isGiven(field) && !isSame && field !== "sccacheDir";
  });
  if (changed.length === 0) return restored;
  const names = changed.map((field) => inputs[field].name).join(", ");
  surroundings.log.notice(
    `This save has other settings than the restore of the same job, and uses its own: ${names}`,
  );
  const config: Config = {
    ...restored.config,
    ...Object.fromEntries(changed.map((field) => [field, own.config[field]])),
  };
  const keys = changed.some((field) => ofKeys.has(field)) ? await openKeys(config, job, surroundings) : {};
  return { ...restored, config, ...keys };
}

/** The handoff for the save of a job in which no restore step ran: every entry counts as new, and as used. */
export async function startCold(
  config: Config,
  { job, sccache }: { readonly job: Job; readonly sccache: FoundSccache | undefined },
  surroundings: Surroundings,
): Promise<Handoff> {
  const skipped: Part = { kind: "skipped", why: "no restore step ran in this job" };
  return {
    format: 2,
    config,
    context: job.context,
    directory: job.directory,
    ...(await openKeys(config, job, surroundings)),
    readyAtMs: isNewMachine(surroundings.env) ? 0 : null,
    sccache: sccache && "path" in sccache ? { path: sccache.path, version: null } : null,
    server: null,
    rawAtSource: false,
    base: skipped,
    overlay: skipped,
    restoreMs: 0,
    restorePhases: [],
  };
}
