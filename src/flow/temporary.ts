import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";

/** What `work` returns. It names new files and folders in `folder`, which are removed when it ends. */
export async function withTemporary<T>(
  folder: string,
  work: (temporary: (name: string) => string) => Promise<T>,
): Promise<T> {
  const made: string[] = [];
  try {
    return await work((name) => {
      const path = join(folder, `${name}-${randomBytes(4).toString("hex")}`);
      made.push(path);
      return path;
    });
  } finally {
    for (const path of made) await rm(path, { recursive: true, force: true });
  }
}
