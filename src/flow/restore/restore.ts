import { anyCompiler, compilersOf, isFresh, type KeyPlan } from "../../key/key.ts";
import { makeReport } from "../../report/make-report.ts";
import type { Report, RestoreOutcome, RestoreReport } from "../../report/report.ts";
import { otherBackends } from "../../sccache/environment/backends.ts";
import type { BuildEnvironment } from "../../sccache/environment/environment.ts";
import { withoutSccache } from "../../sccache/environment/without-sccache.ts";
import { hasSccache } from "../../sccache/install/source.ts";
import { openServer } from "../../sccache/server/server.ts";
import type { Deps } from "../deps.ts";
import { isFailure, orFailure } from "../failures.ts";
import { findBase } from "../find-base.ts";
import { type Handoff, type Part, restoredBy } from "../handoff.ts";
import type { FoundSccache } from "../job/sccache.ts";
import { openPhases, type Phases } from "../phases.ts";
import { whyNotRestore } from "../policy.ts";
import { fetchParts } from "./fetch.ts";
import {
  type BuildPlace,
  finishBuild,
  type JobBuildRequest,
  type Opened,
  openBuild,
  proveBuild,
} from "./job-build.ts";
import { limitsOf } from "./limits.ts";
import { outcomeOf } from "./outcome.ts";

type RestoreRequest = BuildPlace &
  Pick<Handoff, "context" | "keys" | "toolchain" | "compiler"> & { readonly sccache: FoundSccache };

export interface Restored {
  readonly report: Report;
  readonly handoff: Handoff;
  /**
   * What the build's environment needs so that it uses the directory. When there is no sccache that works, the build must run
   * as if we were not there: then undefined, or what it needs because its settings call an sccache that is missing.
   */
  readonly environment: BuildEnvironment | undefined;
}

/**
 * Starts the job's own sccache server, proves that it wraps the build's compilers, and brings sccache's directory to where
 * the best bundle left it, in a pull request with its overlay on top. No failure of the cache is thrown: the directory is
 * then as it was, or holds the base alone.
 */
export async function restore(request: RestoreRequest, deps: Deps): Promise<Restored> {
  const started = deps.now();
  const { config, keys, directory, toolchain, compiler } = request;
  const phases = openPhases(deps);
  const { environment = spared(request), outcome, ...done } = await bringIn(request, deps, phases);
  const readyAtMs = deps.now();
  const restore: RestoreReport = {
    outcome,
    seconds: (readyAtMs - started) / 1000,
    phases: phases.list(),
  };
  return {
    environment,
    report: makeReport({ step: "restore", key: keys, store: deps.store.label, restore }),
    handoff: {
      format: 4,
      // A mirror's address may hold a password.
      config: { ...config, sccacheMirror: undefined },
      context: request.context,
      directory,
      keys,
      toolchain,
      compiler,
      readyAtMs,
      restore,
      ...{ server: null, rawAtSource: false, ...done },
    },
  };
}

/** A build that gets no sccache from here, and may call one all the same. */
function spared({ env, settings, context: { workspace } }: RestoreRequest): BuildEnvironment | undefined {
  const place = { env, workspace, platform: process.platform };
  return withoutSccache({ env, settings }, (program) => hasSccache(program, place));
}

/** What came of the restore alone. */
interface Brought extends Pick<Handoff, "base" | "overlay"> {
  readonly outcome: RestoreOutcome;
}

/** The server is missing in a job that does not use sccache. */
interface Done extends Brought, Pick<Handoff, "sccache">, Partial<Pick<Handoff, "server" | "rawAtSource">> {
  readonly environment?: BuildEnvironment;
}

async function bringIn(request: RestoreRequest, deps: Deps, phases: Phases): Promise<Done> {
  const { config, keys, env, settings } = request;
  if (config.lookupOnly) return phases.run("look up and download", () => lookUp(keys, deps));
  const { sccache } = request;
  if (sccache.path === null) return unused("there is no sccache");
  const limits = await limitsOf(request, request.context.workspace);
  const build = { ...request, sccache, limits };
  const opened = await phases.run("start the server", () => openBuild(build));
  if (opened.kind !== "ready") return notReady(opened);
  const others = otherBackends(env, settings.sccacheConfig);
  const elsewhere = `sccache uses ${others.map(({ name }) => name).join(" and ")}, not its directory`;
  const whyNot = whyNotRestore(config, request.context) ?? (others.length > 0 ? elsewhere : undefined);
  const proving = proveBuild(build, opened.build);
  const fetching = async () => {
    const done = whyNot === undefined ? await fetchAll(build, { deps, phases }) : skip(whyNot);
    await phases.run("start the server", () => proving);
    return done;
  };
  const [proved, fetched] = await Promise.all([proving, fetching()]);
  if ("why" in proved) {
    await openServer(opened.build.server, { env }).stop();
    return notReady({ kind: "failed", why: proved.why });
  }
  const restoredBytes = fetched.outcome.kind === "restored" ? fetched.outcome.entryBytes : 0;
  const finished = await phases.run("start the server", () =>
    finishBuild(build, opened.build, { ...proved, restoredBytes }),
  );
  if (finished.kind === "unreached") return { ...notReady(finished), ...fetched };
  if (finished.kind === "failed") return notReady(finished);
  const { environment, server, isRaw } = finished.build;
  return { ...fetched, environment, sccache, server, rawAtSource: isRaw };
}

/** Nothing of sccache is used in the job, so that nothing is to be saved either. */
function notReady(opened: Exclude<Opened, { kind: "ready" }>): Done {
  if (opened.kind === "unreached") {
    return { ...unused("nothing in this job calls sccache"), environment: opened.environment };
  }
  const why = `sccache does not work here: ${opened.why}`;
  return { ...unused(why), outcome: { kind: "failed", failure: "server", why } };
}

function unused(why: string): Done {
  return { ...skip(why), sccache: { path: null, why } };
}

function skip(why: string): Brought {
  const skipped: Part = { kind: "skipped", why };
  return { outcome: { kind: "skipped", why }, base: skipped, overlay: skipped };
}

async function lookUp(keys: KeyPlan, { store }: Deps): Promise<Done> {
  const found = await orFailure(() => findBase(keys, (chain) => store.lookup(chain)), "lookup");
  const skipped = unused("lookup-only is true");
  if (isFailure(found)) return { ...skipped, outcome: found };
  if (found.kind === "miss") return { ...skipped, outcome: { kind: "missed" } };
  return { ...skipped, outcome: { kind: "found", key: found.key, fresh: isFresh(found.key, keys) } };
}

async function fetchAll(
  { keys, directory, config, sccache, limits }: JobBuildRequest & Pick<RestoreRequest, "keys">,
  { deps, phases }: { readonly deps: Deps; readonly phases: Phases },
): Promise<Brought> {
  const saves = config.save !== "never";
  const { maxSizeBytes } = config;
  const request = { keys, directory, sccacheVersion: sccache.version, limits, maxSizeBytes, saves };
  const { base, overlay } = await fetchParts(request, deps, phases);
  if (restoredBy(base.part) && overlay.part.kind === "failed")
    deps.log.notice(`The overlay was not restored: ${overlay.part.why}`);
  if (restoredBy(overlay.part) && base.part.kind === "failed")
    deps.log.warning(`Only the overlay was restored: ${base.part.why}`, base.part.failure);
  const outcome = outcomeOf({ base, overlay, keys });
  const told = outcome.kind === "missed" ? { ...outcome, ...(await whyMissed(keys, deps)) } : outcome;
  return { outcome: told, base: base.part, overlay: overlay.part };
}

/** What explains that there is no bundle: an update of the compiler is why most builds start cold. */
async function whyMissed(
  keys: KeyPlan,
  { store }: Deps,
): Promise<Pick<Extract<RestoreOutcome, { kind: "missed" }>, "otherCompiler">> {
  if (keys.custom) return {};
  const chain = { key: anyCompiler(keys), fallbacks: [] };
  const found = await orFailure(() => store.lookup(chain), "lookup");
  const otherCompiler = found.kind === "hit" ? compilersOf(found.key, keys) : undefined;
  return otherCompiler ? { otherCompiler } : {};
}
