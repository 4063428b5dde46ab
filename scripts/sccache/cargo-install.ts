import type { Machine, Source } from "../../src/sccache/install/source.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import { packageSource } from "./package-source.ts";

/** It is compiled with its hundreds of dependencies. */
const LIMIT_MS = 30 * 60_000;

/** sccache compiled by cargo from crates.io, with the disk as its only store: the slowest way, and the last. */
export function cargoSource(machine: Machine, version: string): Source {
  return packageSource(machine, {
    label: `cargo ${version}`,
    install: async (folder) => {
      const exact = ["--version", version, "--locked", "--no-default-features", "--root", folder];
      // A wrapper in the environment is most likely the sccache that is not here yet.
      const env = { ...machine.env, RUSTC_WRAPPER: "" };
      await runProgram("cargo", ["install", "--quiet", "sccache", ...exact], { env, limitMs: LIMIT_MS });
    },
  });
}
