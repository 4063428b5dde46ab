import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Config } from "../config/inputs.ts";
import {
  anyCompiler,
  compilersOf,
  isFresh,
  isOfFamily,
  keyBeginnings,
  parseKey,
  planKeys,
  saveKey,
} from "./key.ts";
import type { Ingredients } from "./parts.ts";

const revision = {
  ref: "refs/heads/main",
  defaultBranch: "main",
  sha: "0123456789abcdef0123456789abcdef01234567",
  run: { id: "42" },
  pullRequest: undefined,
  baseRef: undefined,
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
  cpu: undefined,
  workflow: "ci",
  job: "unit-tests",
  matrix: '{"os":"linux"}',
  lockfiles: { files: ["Cargo.lock"], sha256: "0123456789abcdef".repeat(4) },
  revision,
  nowMs: Date.parse("2026-11-23T12:00:00Z"),
};
const options: Parameters<typeof planKeys>[1] = {
  strategy: "lockfile",
  key: undefined,
  restoreKeys: [],
  pullRequest: "overlay",
};
const pullRequest = { ...revision, ref: "refs/pull/7/merge", pullRequest: "7" };

test("a bundle for another compiler tells so by its key", () => {
  const plan = planKeys(ingredients, options);
  const other = saveKey(
    planKeys({ ...ingredients, job: "lint", toolchain: undefined, compiler: "gcc 12" }, options),
    "0".repeat(12),
  );
  expect(other.startsWith(anyCompiler(plan))).toBe(true);
  expect(compilersOf(other, plan)).toEqual({
    there: expect.stringMatching(/^cc\./),
    here: "rust1.95.0.59807616e",
  });
  expect(compilersOf(saveKey(plan, "0".repeat(12)), plan)).toBeUndefined();
});

describe("planKeys", () => {
  test("joins what tells bundles apart, and falls back to ever wider families", () => {
    expect(planKeys(ingredients, options)).toMatchInlineSnapshot(`
      {
        "custom": false,
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
            "from": "job unit-tests of workflow ci",
            "part": "ci.unit_tests",
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
          "sccache-linux-x64-rust1.95.0.59807616e-ci.unit_tests-m5809269d-",
          "sccache-linux-x64-rust1.95.0.59807616e-ci.unit_tests-",
          "sccache-linux-x64-rust1.95.0.59807616e-",
        ],
        "family": "sccache-linux-x64-rust1.95.0.59807616e-ci.unit_tests-m5809269d",
        "freshOfAny": false,
        "once": false,
        "overlay": null,
        "primary": "sccache-linux-x64-rust1.95.0.59807616e-ci.unit_tests-m5809269d-0123456789abcdef-",
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
            expect(key).toMatch(/^[a-z0-9._-]{1,300}$/);
          }
          expect(plan.fallbacks.every((prefix) => plan.primary.startsWith(prefix))).toBe(true);
        },
      ),
    );
  });

  test("jobs that differ never share a family, and none begins with another", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (one, other) => {
        const plain = (text: string) => text.replaceAll("-", "_").toLowerCase();
        fc.pre(plain(one) !== plain(other));
        const [a, b] = [one, other].map(
          (job) => planKeys({ ...ingredients, job, matrix: undefined }, options).family,
        );
        expect(`${a}-`.startsWith(`${b}-`)).toBe(false);
      }),
    );
  });
});

test("a key is fresh when only the digest differs, in whatever case a server gives it back", () => {
  const plan = planKeys(ingredients, options);
  const saved = saveKey(plan, "0123456789ab");
  expect(isFresh(saved, plan)).toBe(true);
  expect(isFresh(saved.toUpperCase(), plan)).toBe(true);
  expect(isFresh(saved.replace("0123456789abcdef", "1123456789abcdef"), plan)).toBe(false);
});

describe("strategies", () => {
  const family = "sccache-linux-x64-rust1.95.0.59807616e-ci.unit_tests-m5809269d";

  test.each<{ strategy: Config["strategy"]; ending: string; once: boolean }>([
    { strategy: "lockfile", ending: "0123456789abcdef", once: false },
    { strategy: "lockfile-once", ending: "0123456789abcdef", once: true },
    { strategy: "rolling", ending: "rolling", once: false },
    { strategy: "daily", ending: "d20261123", once: true },
    { strategy: "weekly", ending: "2026w48", once: true },
    { strategy: "commit", ending: "c0123456789ab", once: true },
    { strategy: "branch", ending: "bmain", once: false },
  ])("$strategy saves as $ending and a digest", ({ strategy, ending, once }) => {
    const plan = planKeys(ingredients, { ...options, strategy });
    const key = saveKey(plan, "d1d1d1d1d1d1");
    expect(key).toBe(`${family}-${ending}-d1d1d1d1d1d1`);
    expect(plan).toMatchObject({
      once,
      custom: false,
      fallbacks: [`${family}-`, expect.any(String), expect.any(String)],
    });
    expect(isOfFamily(key, plan)).toBe(true);
    // As of a custom key that begins so.
    expect(isOfFamily(`${family}-${ending}`, plan)).toBe(false);
  });

  test("a commit that is not known does not stop the next one from saving", () => {
    const unknown = { ...revision, sha: undefined };
    expect(planKeys({ ...ingredients, revision: unknown }, { ...options, strategy: "commit" })).toMatchObject(
      { once: false },
    );
  });

  test("a branch falls back to the default branch, and never to one whose name begins like its own", () => {
    const on = (ref: string) =>
      planKeys({ ...ingredients, revision: { ...revision, ref } }, { ...options, strategy: "branch" });
    const feat = on("refs/heads/feat");
    expect(feat.fallbacks[0]).toBe(`${family}-bmain-`);
    const feature = saveKey(on("refs/heads/feature"), "d1d1d1d1d1d1");
    expect(feature.startsWith(feat.primary)).toBe(false);
    expect(isFresh(feature, feat)).toBe(false);
  });

  test.each<[string, Partial<Ingredients["revision"]>, Config["strategy"], string]>([
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
    expect(plan.primary).toMatch(/^[a-z0-9._-]{1,200}$/);
  });

  test("custom is what the user says, placeholders filled", () => {
    const plan = planKeys(ingredients, {
      ...options,
      strategy: "custom",
      key: "mine-{os}-{arch}-{toolchain}-{lockfiles}-{ref}-{sha}-{run}-{date}-{workflow}-{job}-{matrix}-{prefix}",
      restoreKeys: ["mine-{os}-", "mine-"],
    });
    expect(plan).toMatchObject({
      family: planKeys(ingredients, options).family,
      custom: true,
      primary:
        "mine-linux-x64-rust1.95.0.59807616e-0123456789abcdef-refs/heads/main-" +
        "0123456789abcdef0123456789abcdef01234567-42-20261123-ci-unit_tests-m5809269d-sccache",
      fallbacks: ["mine-linux-", "mine-"],
    });
    expect(saveKey(plan, "0123456789ab")).toBe(plan.primary);
    expect(isFresh(plan.primary, plan)).toBe(true);
    expect(isFresh(`${plan.primary}-more`, plan)).toBe(false);
    const found = [plan.primary, "mine-linux-x", "mine-x", "min-x"].map((key) => isOfFamily(key, plan));
    expect(found).toEqual([true, true, true, false]);
  });

  test("a custom key stays within GitHub's limits", () => {
    const change = { revision: { ...revision, ref: `refs/heads/${"a,".repeat(400)}` } };
    const { primary } = planKeys(
      { ...ingredients, ...change },
      { ...options, strategy: "custom", key: "k-{ref}" },
    );
    expect(primary).toMatch(/^[^,]{512}$/);
  });
});

test.each<[string, Partial<Ingredients["revision"]>, Partial<typeof options>, boolean]>([
  ["the default branch", {}, {}, false],
  ["another branch", { ref: "refs/heads/feature" }, {}, true],
  [
    "… with a strategy that tells nothing of the contents",
    { ref: "refs/heads/f" },
    { strategy: "daily" },
    false,
  ],
  ["a pull request to the default branch, which has overlays of its own", pullRequest, {}, false],
  ["… which saves whole bundles", pullRequest, { pullRequest: "full" }, true],
  [
    "… of a fork whose branch is called like the default one",
    { pullRequest: "7" },
    { pullRequest: "full" },
    true,
  ],
  ["a pull request to another branch", { ...pullRequest, baseRef: "release" }, {}, true],
  ["a tag", { ref: "refs/tags/v1" }, {}, false],
  [
    "a branch where the default one is not known",
    { ref: "refs/heads/f", defaultBranch: undefined },
    {},
    false,
  ],
])("whether fresh bundles are looked for on several branches: %s", (_title, change, others, wanted) => {
  const plan = planKeys({ ...ingredients, revision: { ...revision, ...change } }, { ...options, ...others });
  expect(plan.freshOfAny).toBe(wanted);
});

describe("families", () => {
  const familyOf = (change: Partial<Ingredients>) => planKeys({ ...ingredients, ...change }, options).family;

  test("the same job of two workflows is two", () => {
    expect(familyOf({ workflow: "release" })).not.toBe(familyOf({ workflow: "ci" }));
  });

  test("jobs with one shared key are one, and no job is called like it", () => {
    const shared = familyOf({ sharedKey: "all" });
    expect(familyOf({ sharedKey: "all", job: "other", matrix: undefined, workflow: "x" })).toBe(shared);
    expect(familyOf({ workflow: undefined, job: "all", matrix: undefined })).not.toBe(shared);
    expect(shared).toBe("sccache-linux-x64-rust1.95.0.59807616e-all-shared");
  });

  test("native code is for one CPU, and the log says which", () => {
    const cpu = { model: "AMD EPYC 7763", why: "native code, as RUSTFLAGS says" };
    const { family, explanation } = planKeys({ ...ingredients, cpu }, options);
    expect(family).toMatch(/-rust1\.95\.0\.59807616e_cpu\.[0-9a-f]{8}-/);
    expect(explanation[3]?.from).toContain("AMD EPYC 7763");
  });
});

describe("parseKey", () => {
  const base = "sccache-linux-x64-rust1.95.0-ci.build-any-0123456789abcdef-0cea80effffd";

  test.each([
    [
      base,
      "sccache",
      {
        kind: "base",
        family: "sccache-linux-x64-rust1.95.0-ci.build-any",
        job: "sccache-linux-x64-ci.build-any",
        wholeJob: "sccache-linux-x64-ci.build",
      },
    ],
    [
      base.replace("sccache-", "sccache+overlay-").replace("0123456789abcdef", "pr7"),
      "sccache",
      {
        kind: "overlay",
        family: "sccache-linux-x64-rust1.95.0-ci.build-any pr7",
        job: "sccache-linux-x64-ci.build-any pr7",
        wholeJob: "sccache-linux-x64-ci.build pr7",
      },
    ],
    [base.replace("sccache", "my_cache"), "my-cache", { job: "my_cache-linux-x64-ci.build-any" }],
    [base, "sccache-nightly", undefined],
    [base.replace("sccache", "sccache-nightly"), "sccache", undefined],
    [base.replace("sccache", "sccache_nightly"), "sccache", undefined],
    [base.slice(0, -1), "sccache", undefined],
    [base.replace("0cea80effffd", "20261123"), "sccache", undefined],
    [base.replace("sccache-", "sccache+overlay-"), "sccache", undefined],
    [`${base}-0cea80effffd`, "sccache", undefined],
    ["sccache-linux-x64-rust1.95.0-ci.build-any-0123456789abcdef0123", "sccache", undefined],
    ["v0-rust-build-Linux-x64-0123-4567", "sccache", undefined],
    ["", "sccache", undefined],
  ])("%s for %s", (key, prefix, wanted) => {
    const parsed = parseKey(key, prefix);
    if (wanted) expect(parsed).toMatchObject(wanted);
    else expect(parsed).toBeUndefined();
  });

  test("takes apart what was put together, whatever the parts, and no other prefix does", () => {
    const text = fc.string({ maxLength: 30, unit: "binary" });
    fc.assert(
      fc.property(text, text, text, text, (prefix, other, job, matrix) => {
        const plan = planKeys({ ...ingredients, prefix, job, matrix }, options);
        const parsed = parseKey(saveKey(plan, "0123456789ab"), prefix);
        expect(parsed).toMatchObject({ kind: "base", family: plan.family });
        const plain = (name: string) => name.replaceAll("-", "_").toLowerCase();
        if (plain(prefix) !== plain(other)) {
          expect(parseKey(saveKey(plan, "0123456789ab"), other)).toBeUndefined();
        }
      }),
    );
  });
});

describe("overlays", () => {
  const inPullRequest = { ...ingredients, revision: pullRequest };

  test("belong to a pull request, and are for its policy alone", () => {
    expect(planKeys(ingredients, options).overlay).toBeNull();
    expect(planKeys(inPullRequest, { ...options, pullRequest: "full" }).overlay).toBeNull();
    expect(planKeys(inPullRequest, options).overlay).toBe(
      "sccache+overlay-linux-x64-rust1.95.0.59807616e-ci.unit_tests-m5809269d-pr7-",
    );
  });

  test("are of one family for each pull request, whatever a CI calls it", () => {
    const name = fc.string({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const plain = (text: string) => text.replaceAll("-", "_").toLowerCase();
        fc.pre(plain(one) !== plain(other));
        const [a, b] = [one, other].map((name) => {
          const of = { ...ingredients, revision: { ...pullRequest, pullRequest: name } };
          return parseKey(`${planKeys(of, options).overlay}0123456789ab`, "sccache");
        });
        expect([a?.kind, b?.kind]).toEqual(["overlay", "overlay"]);
        expect(a?.family).not.toBe(b?.family);
      }),
    );
  });

  test("are listed with the bases of their prefix, and none of another prefix is", () => {
    const keys = [ingredients, inPullRequest].map((of) => {
      const { primary, overlay } = planKeys({ ...of, prefix: "My-cache" }, options);
      return `${overlay ?? primary}0123456789ab`;
    });
    const listed = (prefix: string) =>
      keys.filter((key) => keyBeginnings(prefix).some((beginning) => key.startsWith(beginning)));
    expect(listed("My-cache")).toEqual(keys);
    for (const other of ["my", "my-cach", "sccache"]) expect(listed(other)).toEqual([]);
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
