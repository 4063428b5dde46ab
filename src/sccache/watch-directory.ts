import { mkdir } from "node:fs/promises";
import { watch } from "chokidar";

/** A watch on sccache's directory. */
export interface DirectoryWatch {
  /** Ends it; nothing is reported afterwards. */
  close(): Promise<void>;
}

/**
 * Calls `onActivity` whenever an entry appears or is used: a hit of sccache's server sets its times. Resolves when
 * everything that is there is being watched. The directory is made when it is missing. Costs next to nothing while
 * nothing happens: the system reports, nobody polls.
 */
export async function watchDirectory(
  directory: string,
  { onActivity, onError }: { onActivity: () => void; onError: (error: Error) => void },
): Promise<DirectoryWatch> {
  await mkdir(directory, { recursive: true });
  const watcher = watch(directory, {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    depth: 4, // preprocessor/a/b/c and the file
  });
  watcher.on("add", onActivity).on("change", onActivity);
  watcher.on("error", (error) => onError(error instanceof Error ? error : new Error(String(error))));
  await new Promise<void>((resolve) => {
    watcher.once("ready", resolve);
  });
  return { close: () => watcher.close() };
}
