import type { SccachePolicy } from "../../config/config.ts";
import type { Log } from "../../log.ts";
import { type Download, toolCacheDownload } from "./download.ts";
import type { Machine } from "./machine.ts";
import { pathSource } from "./on-path.ts";
import { DEFAULT_VERSION } from "./release.ts";
import { releaseSource } from "./release-source.ts";
import { firstFound, type Installed, type Source } from "./source.ts";

/** Which sccache the user wants. */
export interface Wanted {
  readonly policy: SccachePolicy;
  /** Exactly this one, also from PATH; undefined takes any from PATH, and installs the default one. */
  readonly version?: string | undefined;
  /** Of the release archive, in hex. */
  readonly sha256?: string | undefined;
  /** A base address with the release's files, instead of the project's own. */
  readonly mirror?: string | undefined;
}

export interface InstallDeps {
  readonly machine: Machine;
  readonly log: Log;
  readonly download?: Download;
}

/**
 * The sccache that `wanted` describes, installed into the machine's tools folder when it must be, and found there
 * the next time. Takes minutes at most.
 * @throws {SccacheUnavailable} that says what was tried
 */
export async function findSccache(wanted: Wanted, deps: InstallDeps): Promise<Installed> {
  const installed = await firstFound(sourcesFor(wanted, deps), deps.log);
  deps.log.info(`sccache ${installed.version} from ${installed.from}: ${installed.path}`);
  return installed;
}

/** Where to look, in order. */
function sourcesFor(wanted: Wanted, deps: InstallDeps): readonly Source[] {
  const { env, platform } = deps.machine;
  const onPath = pathSource(env, platform, wanted.version);
  const sources: Readonly<Record<SccachePolicy, readonly Source[]>> = {
    auto: [onPath, released(wanted, deps)],
    path: [onPath],
    install: [released(wanted, deps)],
  };
  return sources[wanted.policy];
}

function released({ version, sha256, mirror }: Wanted, deps: InstallDeps): Source {
  const { machine, download = toolCacheDownload() } = deps;
  return releaseSource(machine, { version: version ?? DEFAULT_VERSION, sha256, mirror, download });
}
