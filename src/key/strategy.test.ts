import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Strategy } from "../config/config.ts";
import type { Ingredients } from "./ingredients.ts";
import { isFresh, isOfFamily, type KeyOptions, planKeys, saveKey } from "./strategy.ts";

const revision = {
  ref: "refs/heads/main",
  defaultBranch: "main",
  sha: "0123456789abcdef0123456789abcdef01234567",
  run: "42",
  pullRequest: undefined,
};
const ingredients: Ingredients = {
  prefix: "sccache",
  sharedKey: undefined,
  os: "linux",
  arch: "x64",
  toolchain: {
    title: "rustc 1.95.0 (59807616e 2026-04-14)",
    release: "1.95.0",
    commit: "59807616e0e1b8d2a3f4c5d6e7f8091a2b3c4d5e",
  },
  compiler: undefined,
  job: "unit-tests",
  matrix: '{"os":"linux"}',
  lockfiles: { files: ["Cargo.lock"], sha256: "0123456789abcdef".repeat(4) },
  revision,
  nowMs: Date.parse("2026-11-23T12:00:00Z"),
};
const options: KeyOptions = { strategy: "lockfile", key: undefined, restoreKeys: [], pullRequest: "overlay" };
const pullRequest = { ...revision, ref: "refs/pull/7/merge", pullRequest: "7" };

describe("planKeys", () => {
  test("joins what tells bundles apart, and falls back to ever wider families", () => {
    expect(planKeys(ingredients, options)).toMatchInlineSnapshot(`
      {
        "digest": true,
        "explanation": [
          {
            "from": "key-prefix sccache",
            "part": "sccache",
          },
          {
            "from": "operating system",
            "part": "linux",
          },
          {
            "from": "architecture",
            "part": "x64",
          },
          {
            "from": "rustc 1.95.0 (59807616e 2026-04-14)",
            "part": "rust1.95.0.59807616e",
          },
          {
            "from": "job unit-tests",
            "part": "unit_tests",
          },
          {
            "from": "{"os":"linux"}",
            "part": "m5809269d",
          },
          {
            "from": "lockfiles Cargo.lock",
            "part": "0123456789abcdef",
          },
        ],
        "fallbacks": [
          "sccache-linux-x64-rust1.95.0.59807616e-unit_tests-m5809269d-",
          "sccache-linux-x64-rust1.95.0.59807616e-unit_tests-",
          "sccache-linux-x64-rust1.95.0.59807616e-",
        ],
        "family": "sccache-linux-x64-rust1.95.0.59807616e-unit_tests-m5809269d",
        "overlay": null,
        "primary": "sccache-linux-x64-rust1.95.0.59807616e-unit_tests-m5809269d-0123456789abcdef",
      }
    `);
  });

  test.each([
    { title: "no job, no matrix", change: { job: undefined, matrix: undefined } },
    { title: "no rustc", change: { toolchain: undefined } },
    { title: "a C compiler", change: { compiler: "cc (Debian 12.2.0-14) 12.2.0" } },
    {
      title: "a C compiler alone",
      change: { toolchain: undefined, compiler: "cc (Debian 12.2.0-14) 12.2.0" },
    },
    { title: "no lockfile", change: { lockfiles: { files: [], sha256: "e3b0c44298fc1c14".repeat(4) } } },
    { title: "a job id of 600 letters", change: { job: "x".repeat(600) } },
    { title: "a job id in another script", change: { job: "сборка, 構築" } },
    {
      title: "a nightly",
      change: { toolchain: { title: "rustc 1.97.0-nightly", release: "1.97.0-nightly", commit: undefined } },
    },
  ])("$title", ({ change }) => {
    expect(planKeys({ ...ingredients, ...change }, options).primary).toMatchSnapshot();
  });

  test("keys are short, printable and free of commas, whatever the ingredients", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary" }),
        fc.string(),
        (job, matrix, os) => {
          const plan = planKeys({ ...ingredients, os, job, matrix }, options);
          for (const key of [saveKey(plan, "0123456789ab"), ...plan.fallbacks]) {
            expect(key).toMatch(/^[A-Za-z0-9._-]{1,300}$/);
          }
          expect(plan.fallbacks.every((prefix) => plan.primary.startsWith(prefix))).toBe(true);
        },
      ),
    );
  });

  test("jobs that differ never share a family, and none begins with another", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (one, other) => {
        fc.pre(one.replaceAll("-", "_") !== other.replaceAll("-", "_"));
        const [a, b] = [one, other].map(
          (job) => planKeys({ ...ingredients, job, matrix: undefined }, options).family,
        );
        expect(`${a}-`.startsWith(`${b}-`)).toBe(false);
      }),
    );
  });
});

test("a key is fresh when only the digest differs", () => {
  const { primary } = planKeys(ingredients, options);
  expect(isFresh(saveKey({ primary, digest: true }, "0123456789ab"), primary)).toBe(true);
  expect(isFresh(saveKey({ primary, digest: false }, "0123456789ab"), primary)).toBe(true);
  expect(isFresh(`${primary.slice(0, -1)}x-0123456789ab`, primary)).toBe(false);
});

describe("strategies", () => {
  const family = "sccache-linux-x64-rust1.95.0.59807616e-unit_tests-m5809269d";

  test.each<{ strategy: Strategy; saved: string; first: string }>([
    { strategy: "lockfile", saved: "0123456789abcdef-d1d1d1d1d1d1", first: "" },
    { strategy: "lockfile-once", saved: "0123456789abcdef", first: "" },
    { strategy: "rolling", saved: "rolling-d1d1d1d1d1d1", first: "" },
    { strategy: "daily", saved: "d20261123", first: "" },
    { strategy: "weekly", saved: "2026w48", first: "" },
    { strategy: "commit", saved: "c0123456789ab", first: "" },
    { strategy: "branch", saved: "bmain-d1d1d1d1d1d1", first: "bmain-" },
  ])("$strategy saves as $saved", ({ strategy, saved, first }) => {
    const plan = planKeys(ingredients, { ...options, strategy });
    expect(saveKey(plan, "d1d1d1d1d1d1")).toBe(`${family}-${saved}`);
    expect(plan.fallbacks[0]).toBe(`${family}-${first}`);
    expect(isOfFamily(saveKey(plan, "d1d1d1d1d1d1"), plan)).toBe(true);
  });

  test.each<[string, Partial<Ingredients["revision"]>, Strategy, string]>([
    ["a detached head", { ref: undefined }, "branch", "bnone"],
    [
      "a 600-character branch name",
      { ref: `refs/heads/${"x".repeat(600)}` },
      "branch",
      `b${"x".repeat(40)}.`,
    ],
    ["a branch with slashes and commas", { ref: "refs/heads/fix/a,b" }, "branch", "bfixab."],
    ["a branch in another script", { ref: "refs/heads/ветка" }, "branch", "b."],
    ["a pull request", pullRequest, "branch", "brefspull7merge."],
    ["no commit", { sha: undefined }, "commit", "cnone"],
  ])("%s", (_title, change, strategy, ending) => {
    const plan = planKeys({ ...ingredients, revision: { ...revision, ...change } }, { ...options, strategy });
    expect(plan.primary.slice(family.length + 1).startsWith(ending)).toBe(true);
    expect(plan.primary).toMatch(/^[A-Za-z0-9._-]{1,200}$/);
  });

  test("custom is what the user says, placeholders filled", () => {
    const plan = planKeys(ingredients, {
      ...options,
      strategy: "custom",
      key: "mine-{os}-{arch}-{toolchain}-{lockfiles}-{ref}-{sha}-{run}-{date}-{job}-{matrix}-{prefix}",
      restoreKeys: ["mine-{os}-", "mine-"],
    });
    expect(plan).toMatchObject({
      family: "",
      digest: false,
      primary:
        "mine-linux-x64-rust1.95.0.59807616e-0123456789abcdef-refs/heads/main-" +
        "0123456789abcdef0123456789abcdef01234567-42-20261123-unit_tests-m5809269d-sccache",
      fallbacks: ["mine-linux-", "mine-"],
    });
    expect(isOfFamily(plan.primary, plan)).toBe(false);
  });
});

describe("overlays", () => {
  const inPullRequest = { ...ingredients, revision: pullRequest };

  test("belong to a pull request, and are for its policy alone", () => {
    expect(planKeys(ingredients, options).overlay).toBeNull();
    expect(planKeys(inPullRequest, { ...options, pullRequest: "full" }).overlay).toBeNull();
    expect(planKeys(inPullRequest, options).overlay).toBe(
      "sccache+overlay-linux-x64-rust1.95.0.59807616e-unit_tests-m5809269d-pr7",
    );
  });

  test("are never matched by a base's key or fallbacks, whatever anybody is called", () => {
    const text = fc.string({ maxLength: 20 });
    const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/);
    fc.assert(
      fc.property(name, name, text, text, (base, other, job, otherJob) => {
        const { primary, fallbacks } = planKeys({ ...ingredients, prefix: base, job }, options);
        const { overlay } = planKeys({ ...inPullRequest, prefix: other, job: otherJob }, options);
        for (const prefix of [primary, ...fallbacks]) expect(overlay?.startsWith(prefix)).toBe(false);
      }),
    );
  });
});
