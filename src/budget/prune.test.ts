import { describe, expect, test } from "vitest";
import { familyOf, planPrune } from "./prune.ts";
import type { StoredVersion } from "./superseded.ts";

const family = "sccache-linux-x64-rust1.95.0.59807616e-build-any";
const overlay = "sccache+overlay-linux-x64-rust1.95.0.59807616e-build-any-pr7";

describe("familyOf", () => {
  test.each([
    [`${family}-0123456789abcdef-d1d1d1d1d1d1`, "sccache", family],
    [`${family}-d20261123`, "sccache", family],
    [`${overlay}-d1d1d1d1d1d1`, "sccache", overlay],
    ["v0-rust-build-Linux-x64-0123-4567", "sccache", ""],
    [family, "sccache", ""],
    [`my-${family}-d`, "my-sccache", `my-${family}`],
    [`my-${family}-d`, "sccache", ""],
  ])("%s of %s", (key, name, wanted) => {
    expect(familyOf(key, name)).toBe(wanted);
  });
});

describe("planPrune", () => {
  const main = "refs/heads/main";
  const version = (key: string, savedAtMs: number, ref = main): StoredVersion => ({ key, ref, savedAtMs });
  const bundles = [
    version(`${family}-a-1`, 1),
    version(`${family}-a-2`, 2),
    version(`${family}-b-3`, 3),
    version(`${family}-a-1`, 4, "refs/heads/other"),
    version(`${overlay}-1`, 5, "refs/pull/7/merge"),
    version(`${overlay}-2`, 6, "refs/pull/7/merge"),
    version("v0-rust-build-Linux-x64-0123-4567", 1),
  ];
  const options = { name: "sccache", ref: undefined, keep: 1, nowMs: 1e12 };
  const saved = (list: readonly StoredVersion[]) => list.map(({ savedAtMs }) => savedAtMs).sort();

  test("keeps the newest of each family and ref, and what is not ours", () => {
    expect(saved(planPrune(bundles, options))).toEqual([1, 2, 5]);
  });

  test("keeps as many as asked", () => {
    expect(saved(planPrune(bundles, { ...options, keep: 2 }))).toEqual([1]);
  });

  test("of one ref alone, and all of it when the ref is gone", () => {
    expect(saved(planPrune(bundles, { ...options, ref: "refs/pull/7/merge" }))).toEqual([5]);
    expect(saved(planPrune(bundles, { ...options, ref: "refs/pull/7/merge", keep: 0 }))).toEqual([5, 6]);
  });
});
