import { onTestFinished } from "vitest";
import { type CacheService, startCacheService } from "../cache-service/service.ts";
import { openWorld, type World } from "./world.ts";

/** A repository, and the cache service that its jobs use. */
export interface Place {
  readonly world: World;
  readonly service: CacheService;
}

/** A new place, until the test ends. Its service dates bundles an hour back, so that none is still being read by somebody. */
export async function openPlace(): Promise<Place> {
  const world = await openWorld();
  const service = await startCacheService({ now: () => Date.now() - 3_600_000 });
  onTestFinished(() => service.close());
  return { world, service };
}
