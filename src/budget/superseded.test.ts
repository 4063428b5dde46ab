import { describe, expect, test } from "vitest";
import { type StoredVersion, superseded } from "./superseded.ts";

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
