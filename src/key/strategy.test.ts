import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ingredients } from "./ingredients.ts";
import { isFresh, planKeys, saveKey } from "./strategy.ts";

const ingredients: Ingredients = {
  name: "sccache",
  os: "linux",
  arch: "x64",
  toolchain: {
    title: "rustc 1.95.0 (59807616e 2026-04-14)",
    release: "1.95.0",
    commit: "59807616e0e1b8d2a3f4c5d6e7f8091a2b3c4d5e",
  },
  job: "unit-tests",
  matrix: '{"os":"linux"}',
  lockfiles: { files: ["Cargo.lock"], sha256: "0123456789abcdef".repeat(4) },
};

describe("planKeys", () => {
  test("joins what tells bundles apart, and falls back to ever wider families", () => {
    expect(planKeys(ingredients)).toMatchInlineSnapshot(`
      {
        "explanation": [
          {
            "from": "input name",
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
        "primary": "sccache-linux-x64-rust1.95.0.59807616e-unit_tests-m5809269d-0123456789abcdef",
      }
    `);
  });

  test.each([
    { title: "no job, no matrix", change: { job: undefined, matrix: undefined } },
    { title: "no rustc", change: { toolchain: undefined } },
    { title: "no lockfile", change: { lockfiles: { files: [], sha256: "e3b0c44298fc1c14".repeat(4) } } },
    { title: "a job id of 600 letters", change: { job: "x".repeat(600) } },
    { title: "a job id in another script", change: { job: "сборка, 構築" } },
    {
      title: "a nightly",
      change: { toolchain: { title: "rustc 1.97.0-nightly", release: "1.97.0-nightly", commit: undefined } },
    },
  ])("$title", ({ change }) => {
    expect(planKeys({ ...ingredients, ...change }).primary).toMatchSnapshot();
  });

  test("keys are short, printable and free of commas, whatever the ingredients", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary" }),
        fc.string(),
        (job, matrix, os) => {
          const plan = planKeys({ ...ingredients, os, job, matrix });
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
        const [a, b] = [one, other].map((job) => planKeys({ ...ingredients, job, matrix: undefined }).family);
        expect(`${a}-`.startsWith(`${b}-`)).toBe(false);
      }),
    );
  });
});

test("a key is fresh when only the digest differs", () => {
  const { primary } = planKeys(ingredients);
  expect(isFresh(saveKey({ primary }, "0123456789ab"), primary)).toBe(true);
  expect(isFresh(`${primary.slice(0, -1)}x-0123456789ab`, primary)).toBe(false);
});
