/** Fetches `url` into the file `into`, which must not exist yet. @throws Error that says why, in one line. */
export type Download = (url: string, into: string) => Promise<void>;

/** For one file with its retries; the archive is about 15 MB. */
const LIMIT_MS = 120_000;

/**
 * Downloads with @actions/tool-cache, which knows the runner's proxies and tries three times when it is worth it.
 * It needs none of the runner's variables, as the place is always given; outside a runner its debug lines show on
 * stdout. An attempt that the time limit cut off goes on in the background, and what it writes is nobody's.
 */
export function toolCacheDownload(limitMs = LIMIT_MS): Download {
  return async (url, into) => {
    const { downloadTool } = await import("@actions/tool-cache");
    await withLimit(downloadTool(url, into), limitMs);
  };
}

async function withLimit(work: Promise<unknown>, limitMs: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 1000} s`)), limitMs);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
