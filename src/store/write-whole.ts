import { randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";

/**
 * Makes the file `into` of what `write` writes: it appears whole, by one rename, or not at all. Errors are
 * those of `write` and of the file system.
 */
export async function writeWhole<T>(into: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const part = `${into}.part-${randomUUID()}`;
  try {
    const file = await open(part, "wx");
    let written: T;
    try {
      written = await write(file);
    } finally {
      await file.close();
    }
    await rename(part, into);
    return written;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
