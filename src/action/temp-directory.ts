import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Env } from "./env.ts";

/** Makes a folder of our own that the runner clears after the job. */
export function makeTempDirectory(env: Env): string {
  return mkdtempSync(join(env["RUNNER_TEMP"] || tmpdir(), "sccache-bundle-"));
}
