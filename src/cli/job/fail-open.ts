import { ConfigError } from "../../config/config.ts";
import { survivingStrays } from "../../stray-errors.ts";
import { UsageError } from "../args.ts";
import { describeError } from "../errors/error-text.ts";
import type { ExitCode } from "../errors/exit-code.ts";
import type { Terminal } from "../terminal/terminal.ts";

/**
 * Runs the step of a job before or after its build. An error, be it one that nothing awaits, is a warning, and the build
 * continues without the cache; with `strict` it is exit code 1. Wrong usage and configuration are rethrown.
 */
export async function failOpen(
  { strict }: { readonly strict: boolean },
  { say }: Terminal,
  half: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    const { value, stray } = await survivingStrays(half);
    if (!stray) return value;
    say(`warning: ${describeError(stray)}. The command has ended nevertheless.`);
    return strict ? 1 : value;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UsageError) throw error;
    say(`warning: ${describeError(error)}. Building without a cache.`);
    return strict ? 1 : 0;
  }
}
