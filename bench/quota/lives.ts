import type { Habits } from "./life.ts";

/** GitHub's own. */
export const quotaBytes = 10e9;

/** Four weeks of a busy repository: six jobs with sccache and four with rust-cache a push, 16 pushes a day. */
export const busy: Habits = {
  days: 28,
  mainPushesADay: 4,
  pullRequestsADay: 4,
  pushesAPullRequest: 3,
  idlePushesAPullRequest: 0,
  systems: ["linux", "macos", "windows"],
  rustCacheJobs: 4,
  snapshotBytes: 500e6,
  versions: 10,
  scale: 1,
};

/** The same in small, for real requests: two days, and everything by 10,000 smaller. */
export const small: Habits = {
  days: 2,
  mainPushesADay: 3,
  pullRequestsADay: 2,
  pushesAPullRequest: 2,
  idlePushesAPullRequest: 0,
  systems: ["linux"],
  rustCacheJobs: 2,
  snapshotBytes: 100_000,
  versions: 3,
  scale: 1e-4,
};
export const smallQuotaBytes = 625_000;

/** The action's inputs in such a repository: its defaults, made smaller like everything else, and less in reserve. */
export function inputsFor({ scale }: Habits, quota: number): Record<string, string> {
  return {
    "max-size": String(Math.round(500e6 * scale)),
    "repository-limit": String(quota),
    reserve: String(quota * 0.02),
  };
}

/** What a line of the manifest and a tar header take. */
export function perEntryBytesFor({ scale }: Habits): number {
  return Math.ceil(100 * scale);
}
