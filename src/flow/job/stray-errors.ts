import { setTimeout as sleep } from "node:timers/promises";

/** How long work may take to end by itself after a stray error: as a rule the call that caused it fails, too. */
const graceMs = 10_000;

/** An error that no promise and no listener of ours took, and that Node would have ended the process for. */
class StrayError extends Error {
  override readonly name = "StrayError";
}

/**
 * What `work` returns, although something that it started raises an error that nothing awaits, such as a stream of a client
 * without a listener: Node ends the process with exit code 1 for that. From then on the process no longer ends by one. `stray`
 * is the first such error that the work outlived.
 * @throws {StrayError} when the work does not end soon after one, or when it waits for what can no longer happen; otherwise
 * what `work` throws
 */
export async function survivingStrays<T>(
  work: () => Promise<T>,
): Promise<{ value: T; stray: StrayError | undefined }> {
  let stray: StrayError | undefined;
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => {}); // when the work has ended first, nobody waits for it
  const note = (cause: unknown) => {
    if (stray !== undefined) return;
    stray = new StrayError(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause), {
      cause,
    });
    void sleep(graceMs).then(() => over.reject(stray));
  };
  const idle = () => over.reject(new StrayError("the step waited for something that could no longer happen"));
  process.on("uncaughtException", note).on("unhandledRejection", note).once("beforeExit", idle);
  try {
    const value = await Promise.race([work(), over.promise]);
    return { value, stray };
  } finally {
    process.removeListener("beforeExit", idle);
  }
}
