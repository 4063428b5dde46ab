import { restoreCache, saveCache } from "@actions/cache";

export interface TheirAsk {
  /** What is cached; the version of an entry depends on this very string. */
  readonly directory: string;
  readonly key: string;
}

/** What actions/cache does before a build: the same client, with what that action tells it. */
export async function theirRestore({ directory, key }: TheirAsk): Promise<() => Promise<string>> {
  return async () => {
    const found = await restoreCache([directory], key, [`${key}-`]);
    if (found === undefined) throw new Error(`actions/cache found no ${key}`);
    return found;
  };
}

/** And after it. */
export async function theirSave({ directory, key }: TheirAsk): Promise<() => Promise<number>> {
  return async () => {
    const id = await saveCache([directory], key);
    if (id === -1) throw new Error(`actions/cache did not save ${key}`);
    return id;
  };
}
