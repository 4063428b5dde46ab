import { githubRepository } from "../../src/store/github/repository.ts";
import { type CacheService, startCacheService } from "../../test/cache-service/service.ts";
import { stranger } from "../../test/cache-service/stranger.ts";
import type { Repository, Rules } from "./repository.ts";

/**
 * The same on the cache service of the tests, by real requests: entries by the protocol of GitHub's client, everything
 * else by the calls that the action makes. Knows no age, so it is for lives of less than seven days.
 */
export async function servedRepository(
  { quotaBytes, now, evicted }: Rules,
  defaultRef: string,
): Promise<Repository & { service: CacheService }> {
  const service = await startCacheService({ quotaBytes, now, defaultBranch: defaultRef });
  const caches = githubRepository({
    repository: "someone/something",
    token: "any",
    env: { GITHUB_API_URL: service.url },
  });
  const held = () => service.entries().map(({ key, ref, sizeBytes }) => ({ key, ref, bytes: sizeBytes }));
  const jobs = new Map<string, ReturnType<typeof stranger>>();
  const jobOf = (ref: string) => {
    const job = jobs.get(ref) ?? stranger(service, { ref });
    jobs.set(ref, job);
    return job;
  };
  return {
    ...caches,
    service,
    held,
    find: ([ref = defaultRef], key, fallbacks) => jobOf(ref).find(key, fallbacks),
    async save(ref, key, bytes) {
      const before = held();
      const saved = await jobOf(ref).save(key, bytes);
      const after = new Set(held().map((entry) => `${entry.ref} ${entry.key}`));
      for (const entry of before) if (!after.has(`${entry.ref} ${entry.key}`)) evicted(entry, "quota");
      return saved;
    },
  };
}
