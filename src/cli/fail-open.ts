import { ConfigError } from "../config/config-error.ts";
import { UsageError } from "./args.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Runs a half of a job. Whatever keeps it from its end is a warning, and the build goes on without the cache; with
 * `strict` it is exit code 1. Bad usage and configuration are thrown on.
 */
export async function failOpen(
  { strict }: { readonly strict: boolean },
  { say }: Terminal,
  half: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await half();
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UsageError) throw error;
    say(`warning: ${describe(error)}. Building without a cache.`);
    return strict ? 1 : 0;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("syscall" in error) return `the file system refused: ${error.message}`;
  return `sccache-bundle met an error of its own: ${error.stack ?? error.message}`;
}
