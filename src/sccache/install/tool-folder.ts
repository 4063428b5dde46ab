import { access, chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";

/**
 * The file `file` in `folder`, which `make` fills when it is not there yet. `make` works in an empty sibling that is
 * renamed into place when it is done: a folder is whole or absent, also when two processes make it at once.
 * Gives the file's absolute path. @throws what `make` throws, and then leaves nothing behind.
 */
export async function provide(
  folder: string,
  file: string,
  make: (empty: string) => Promise<void>,
): Promise<string> {
  const wanted = path.resolve(folder, file);
  if (await exists(wanted)) return wanted;
  await mkdir(path.dirname(folder), { recursive: true });
  const empty = await mkdtemp(`${folder}.`);
  try {
    await make(empty);
    // Temporary folders are their owner's alone; a build may run as somebody else.
    await chmod(empty, 0o755);
    await rename(empty, folder);
  } catch (error) {
    // Another process may have been quicker; its folder is as good as ours.
    if (!(await exists(wanted))) throw error;
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
  return wanted;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
