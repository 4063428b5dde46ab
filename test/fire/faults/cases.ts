import type { Fault } from "../../cache-service/faults.ts";
import type { Call } from "../../cache-service/journal.ts";
import { pick, type Random, randomFrom } from "../random.ts";

/** One job in which something goes wrong, told by its number alone. */
export interface FaultCase {
  readonly seed: number;
  /** The step during which the faults strike. */
  readonly step: "main" | "post";
  readonly faults: readonly Fault[];
  /** A run that may only read, or whose token nobody takes. */
  readonly token: "writes" | "reads" | "unknown";
  /** Blobs come in parallel ranges, as at GitHub, or in one piece. */
  readonly azure: boolean;
}

/** What a service can be asked, by the step that asks. */
const calls: Readonly<Record<FaultCase["step"], readonly (Call | "any")[]>> = {
  main: ["GetCacheEntryDownloadURL", "blob-get", "blob-head", "any"],
  post: [
    "CreateCacheEntry",
    "blob-put",
    "FinalizeCacheEntryUpload",
    "GetCacheEntryDownloadURL",
    "blob-get",
    "rest-list",
    "rest-usage",
    "rest-delete",
    "any",
  ],
};

const statuses = [200, 204, 302, 400, 401, 403, 404, 408, 409, 412, 413, 429, 500, 502, 503, 504, 507];

/** The case number `seed`; equal numbers give equal cases. */
export function faultCase(seed: number): FaultCase {
  const random = randomFrom(seed);
  const step = pick(["main", "post", "post"] as const, random);
  const count = pick([1, 1, 1, 2, 3], random);
  const token = random(25) === 0 ? pick(["reads", "unknown"] as const, random) : "writes";
  const faults = Array.from({ length: count }, () => faultFor(pick(calls[step], random), random));
  return { seed, step, faults, token, azure: random(3) === 0 };
}

function faultFor(call: Call | "any", random: Random): Fault {
  const times = pick([1, 1, 2, 3, undefined, undefined], random);
  const after = pick([0, 0, 0, 1, 2], random);
  const when = { call, after, ...(times !== undefined && { times }) };
  const isBlob = call === "blob-get" || call === "blob-put";
  switch (random(isBlob ? 10 : 6)) {
    case 0:
      return { ...when, reset: true };
    case 1:
      return { ...when, reset: true, late: true };
    case 2:
      return { ...when, status: pick(statuses, random), late: true };
    case 3:
      return random(2) === 0
        ? { ...when, hang: true }
        : { ...when, delayMs: pick([300, 2_000, 12_000], random) };
    case 4:
    case 5:
      return { ...when, status: pick(statuses, random) };
    case 6:
    case 7:
      return { ...when, cutAfterBytes: random(60_000) };
    case 8:
      return { ...when, bytesPerSecond: pick([400, 8_000, 40_000], random) };
    default:
      // Nobody can tell that an upload was damaged on its way before it is read again.
      return call === "blob-get" ? { ...when, corrupt: true } : { ...when, cutAfterBytes: random(60_000) };
  }
}

/** The case in a line, to be read in a failure. */
export function describeCase({ seed, step, faults, token, azure }: FaultCase): string {
  return `#${seed} ${step}${azure ? " ranges" : ""}${token === "writes" ? "" : ` token:${token}`} ${JSON.stringify(faults)}`;
}
