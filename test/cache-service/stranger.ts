import type { CacheService } from "./service.ts";
import type { Scope } from "./token.ts";

/** What another tool, or another job, does with the service, by its plain protocol. */
export interface Stranger {
  /** Saves an entry of so many bytes; false when the key is taken. */
  save(key: string, bytes: number): Promise<boolean>;
  /** Looks for `key`, else for what begins with one of `fallbacks`, and downloads nothing; the key that was found. */
  find(key: string, fallbacks?: readonly string[]): Promise<string | undefined>;
}

const version = "of a stranger";

export function stranger(service: CacheService, scope?: Scope): Stranger {
  const env = service.env(scope);
  const ask = async (method: string, body: object) => {
    const answer = await fetch(`${service.url}/twirp/github.actions.results.api.v1.CacheService/${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${env["ACTIONS_RUNTIME_TOKEN"]}` },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  return {
    async save(key, bytes) {
      const { ok, signed_upload_url } = await ask("CreateCacheEntry", { key, version });
      if (ok !== true) return false;
      const put = await fetch(String(signed_upload_url), { method: "PUT", body: new Uint8Array(bytes) });
      const said = await ask("FinalizeCacheEntryUpload", { key, version, size_bytes: String(bytes) });
      if (!put.ok || said["ok"] !== true) throw new Error(`the service did not keep ${key}`);
      return true;
    },
    async find(key, fallbacks = []) {
      const said = await ask("GetCacheEntryDownloadURL", { key, restore_keys: fallbacks, version });
      return said["ok"] === true ? String(said["matched_key"]) : undefined;
    },
  };
}
