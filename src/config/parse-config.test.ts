import fc from "fast-check";
import { expect, test } from "vitest";
import { ConfigError } from "./config.ts";
import { inputs } from "./inputs.ts";
import { configOfJob, parseConfig } from "./parse-config.ts";

const parse = (given: Record<string, string>) => parseConfig((name) => given[name] ?? "");

test("what is not given has its default", () => {
  expect(parse({})).toMatchInlineSnapshot(`
    {
      "cmdFormat": undefined,
      "compressionLevel": undefined,
      "deleteSuperseded": true,
      "evict": "auto",
      "failOnCacheMiss": false,
      "jobSummary": "always",
      "keepLast": 1,
      "key": undefined,
      "keyPrefix": "sccache",
      "lockfiles": [
        "**/Cargo.lock",
        "**/vcpkg.json",
        "**/conan.lock",
      ],
      "lookupOnly": false,
      "maxAgeDays": undefined,
      "maxSizeBytes": 500000000,
      "prComment": false,
      "pullRequest": "overlay",
      "repositoryLimitBytes": 10000000000,
      "reserveBytes": 500000000,
      "restore": "auto",
      "restoreKeys": [],
      "save": "auto",
      "sccache": "auto",
      "sccacheDir": undefined,
      "sccacheMirror": undefined,
      "sccacheSha256": undefined,
      "sccacheVersion": undefined,
      "segmentBytes": 128000000,
      "sharedKey": undefined,
      "store": {
        "kind": "github",
      },
      "strategy": "lockfile",
      "strict": false,
      "threads": undefined,
      "wrap": "auto",
    }
  `);
});

test.each([
  ["max-size", "1.5GiB", { maxSizeBytes: 1_610_612_736 }],
  ["max-size", "0", { maxSizeBytes: 0 }],
  ["key-prefix", "my cache, 2-b/ü", { keyPrefix: "my cache, 2-b/ü" }],
  ["shared-key", "tests", { sharedKey: "tests" }],
  ["lockfiles", "a/Cargo.lock", { lockfiles: ["a/Cargo.lock"] }],
  ["lockfiles", "**/*.lock\n# not these\n!old/**, \n", { lockfiles: ["**/*.lock", "!old/**"] }],
  ["save", "true", { save: "auto" }],
  ["save", "always", { save: "always" }],
  ["save", "false", { save: "never" }],
  ["save", "default-branch", { save: "default-branch" }],
  ["sccache-dir", " /var/cache/sccache ", { sccacheDir: "/var/cache/sccache" }],
  ["compression-level", "19", { compressionLevel: 19 }],
  ["store", "local:/srv/bundles", { store: { kind: "local", path: "/srv/bundles" } }],
  ["store", "local:C:\\bundles", { store: { kind: "local", path: "C:\\bundles" } }],
  ["wrap", "auto", { wrap: "auto" }],
  ["wrap", "none", { wrap: [] }],
  ["delete-superseded", "never", { deleteSuperseded: false }],
  ["delete-superseded", "true", { deleteSuperseded: true }],
  ["restore", "false", { restore: "never" }],
  ["restore", "true", { restore: "always" }],
  ["wrap", "cmake, rust", { wrap: ["rust", "cmake"] }],
  ["wrap", "rust\nc", { wrap: ["rust", "c"] }],
  ["sccache", "path", { sccache: "path" }],
  ["sccache-version", "v0.16.0", { sccacheVersion: "0.16.0" }],
  ["sccache-version", "0.17.0-rc.1", { sccacheVersion: "0.17.0-rc.1" }],
  ["sccache-sha256", "AB".repeat(32), { sccacheSha256: "ab".repeat(32) }],
  ["sccache-mirror", "https://mirror.example/sccache//", { sccacheMirror: "https://mirror.example/sccache" }],
  ["lookup-only", "true", { lookupOnly: true }],
  ["fail-on-cache-miss", "true", { failOnCacheMiss: true }],
  ["strict", "true", { strict: true }],
  ["job-summary", "on-failure", { jobSummary: "on-failure" }],
  ["pr-comment", "true", { prComment: true }],
])("%s: %j", (name, text, config) => {
  expect(parse({ [name]: text })).toMatchObject(config);
});

test.each([
  ["max-size", "1.5.G"],
  ["max-size", "-1"],
  ["max-size", "lots"],
  ["strategy", "hourly"],
  ["strategy", "Lockfile"],
  ["key-prefix", "a\nb"],
  ["shared-key", "x".repeat(201)],
  ["lockfiles", "!only/what/is/left/out"],
  ["save", "yes"],
  ["save", "True"],
  ["compression-level", "0"],
  ["compression-level", "20"],
  ["compression-level", "3.0"],
  ["compression-level", "12x"],
  ["store", "local:"],
  ["store", "local: "],
  ["store", "ftp://somewhere"],
  ["store", "GitHub"],
  ["wrap", "rust, go"],
  ["wrap", "rust rust"],
  ["wrap", "none, rust"],
  ["wrap", ","],
  ["sccache", "maybe"],
  ["sccache-version", "latest"],
  ["sccache-version", "0.16"],
  ["sccache-version", "0.16.0/../.."],
  ["sccache-sha256", "ab"],
  ["sccache-mirror", "file:///etc"],
  ["sccache-mirror", "https://"],
  ["lookup-only", "1"],
  ["strict", "TRUE"],
])("%s: %j is refused by name, with its value", (name, text) => {
  const problems = problemsOf({ [name]: text });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ name, value: text.trim() });
});

test("all that is wrong is told at once, in the order of the documentation", () => {
  const problems = problemsOf({
    "max-size": "-1",
    strategy: "x",
    store: "y",
    "compression-level": "z",
    strict: "!",
  });
  expect(problems.map(({ name }) => name)).toEqual([
    "max-size",
    "strategy",
    "store",
    "strict",
    "compression-level",
  ]);
});

test("wrap: auto adds cmake where the workspace uses it, and nothing else does", () => {
  const wrapIn = (isUsed: boolean, wrap: string) => configOfJob(parse({ wrap }), { isUsed }).wrap;
  expect(wrapIn(true, "")).toEqual(["rust", "cmake"]);
  expect(wrapIn(true, "auto")).toEqual(["rust", "cmake"]);
  expect(wrapIn(false, "auto")).toEqual(["rust"]);
  expect(wrapIn(true, "rust")).toEqual(["rust"]);
  expect(wrapIn(true, "none")).toEqual([]);
});

test.each([
  [{ strategy: "custom" }, "Invalid input:\n  key is required with `strategy: custom`"],
  [{ key: "mine" }, 'Invalid input:\n  key: "mine" needs `strategy: custom`'],
  [
    { reserve: "10G" },
    'Invalid input:\n  reserve: "10G" must be smaller than `repository-limit`, or nothing is ever saved',
  ],
])("%j contradict each other", (given, message) => {
  expect(() => parse(given)).toThrow(ConfigError);
  expect(() => parse(given)).toThrow(message);
});

test("every input's default is one that it takes", () => {
  for (const { fallback, parse: parseText } of Object.values(inputs)) {
    expect(parseText(fallback)).toBeDefined();
  }
});

test("whatever is given, the answer is a configuration or a ConfigError", () => {
  const names = Object.values(inputs).map(({ name }) => name);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: "binary" })), (given) => {
      try {
        expect(parse(given).maxSizeBytes).toBeGreaterThanOrEqual(0);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
      }
    }),
  );
});

function problemsOf(given: Record<string, string>) {
  try {
    parse(given);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
