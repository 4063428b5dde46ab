import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roomFor } from "./room.ts";
import { type StoredVersion, superseded } from "./superseded.ts";

const GB = 1e9;

describe("roomFor", () => {
  test.each([
    { title: "an empty repository", others: 0, own: 0, budget: 0.5, limited: false },
    { title: "room enough", others: 8, own: 0.4, budget: 0.5, limited: false },
    { title: "little room", others: 9.2, own: 0.1, budget: 0.3, limited: true },
    { title: "no room", others: 9.8, own: 0, budget: 0, limited: true },
    { title: "over the limit already", others: 12, own: 0, budget: 0, limited: true },
    {
      title: "what is replaced is larger than the reserve",
      others: 8.9,
      own: 0.8,
      budget: 0.3,
      limited: true,
    },
  ])("$title", ({ others, own, budget, limited }) => {
    const room = roomFor(
      { others: others * GB, own: own * GB },
      { maxSizeBytes: 0.5 * GB, repositoryLimitBytes: 10 * GB, reserveBytes: 0.5 * GB },
    );
    expect(room.budgetBytes / GB).toBeCloseTo(budget);
    expect(room.limitedByRepository).toBe(limited);
  });

  test("a bundle within the budget never takes the repository over its limit, before or after the cleanup", () => {
    const size = fc.nat(1000);
    fc.assert(
      fc.property(size, size, size, size, size, (others, own, maxSizeBytes, limit, reserveBytes) => {
        const options = { maxSizeBytes, repositoryLimitBytes: limit, reserveBytes };
        const { budgetBytes } = roomFor({ others, own }, options);
        expect(budgetBytes).toBeLessThanOrEqual(maxSizeBytes);
        if (budgetBytes > 0) expect(others + own + budgetBytes).toBeLessThanOrEqual(limit);
        if (budgetBytes > 0) expect(others + budgetBytes + reserveBytes).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

describe("superseded", () => {
  const minute = 60_000;
  const nowMs = 100 * minute;
  const version = (key: string, more: Partial<StoredVersion> = {}): StoredVersion => ({
    key,
    ref: "refs/heads/main",
    savedAtMs: 0,
    lastReadAtMs: 0,
    ...more,
  });
  const options = {
    isFamily: (key: string) => key.startsWith("ours-"),
    ref: "refs/heads/main",
    newestKey: "ours-new",
    keep: 1,
    nowMs,
  };

  test.each<{ title: string; versions: StoredVersion[]; keep?: number; gone: string[] }>([
    {
      title: "older ones of the family and ref go, the oldest first",
      versions: [
        version("ours-new"),
        version("ours-b", { savedAtMs: 2 }),
        version("ours-a", { savedAtMs: 1 }),
      ],
      gone: ["ours-a", "ours-b"],
    },
    { title: "another family stays", versions: [version("theirs-a"), version("oursnot-a")], gone: [] },
    { title: "another ref stays", versions: [version("ours-a", { ref: "refs/pull/1/merge" })], gone: [] },
    {
      title: "the newest keep stay",
      versions: [version("ours-b", { savedAtMs: 2 }), version("ours-a", { savedAtMs: 1 })],
      keep: 2,
      gone: ["ours-a"],
    },
    {
      title: "one that was just read stays",
      versions: [version("ours-a", { lastReadAtMs: nowMs - 4 * minute }), version("ours-b")],
      gone: ["ours-b"],
    },
  ])("$title", ({ versions, keep = 1, gone }) => {
    expect(superseded(versions, { ...options, keep }).map(({ key }) => key)).toEqual(gone);
  });
});
