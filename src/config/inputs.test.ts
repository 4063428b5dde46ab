import fc from "fast-check";
import { expect, test } from "vitest";
import { ConfigError } from "./config-error.ts";
import { inputs, parseConfig } from "./inputs.ts";

const parse = (given: Record<string, string>) => parseConfig((name) => given[name] ?? "");

test("what is not given has its default", () => {
  expect(parse({})).toMatchInlineSnapshot(`
    {
      "cleanup": true,
      "directory": undefined,
      "evict": "auto",
      "failOnCacheMiss": false,
      "keep": 1,
      "key": undefined,
      "level": 3,
      "lockfiles": [
        "**/Cargo.lock",
        "**/vcpkg.json",
        "**/conan.lock",
      ],
      "lookupOnly": false,
      "maxAgeDays": undefined,
      "maxSizeBytes": 500000000,
      "name": "sccache",
      "pullRequest": "overlay",
      "repositoryLimitBytes": 10000000000,
      "reserveBytes": 500000000,
      "restoreKeys": [],
      "save": "auto",
      "sccache": "auto",
      "sccacheMirror": undefined,
      "sccacheSha256": undefined,
      "sccacheVersion": undefined,
      "segmentBytes": 128000000,
      "share": "job",
      "store": {
        "kind": "github",
      },
      "strategy": "lockfile",
      "strict": false,
      "summary": true,
      "threads": undefined,
      "wrap": [
        "rust",
      ],
    }
  `);
});

test.each([
  ["max-size", "1.5GiB", { maxSizeBytes: 1_610_612_736 }],
  ["max-size", "0", { maxSizeBytes: 0 }],
  ["name", "my.cache_2-b", { name: "my.cache_2-b" }],
  ["share", "name", { share: "name" }],
  ["lockfiles", "a/Cargo.lock", { lockfiles: ["a/Cargo.lock"] }],
  ["lockfiles", "**/*.lock\n# not these\n!old/**, \n", { lockfiles: ["**/*.lock", "!old/**"] }],
  ["save", "true", { save: "always" }],
  ["save", "false", { save: "never" }],
  ["save", "default-branch", { save: "default-branch" }],
  ["directory", " /var/cache/sccache ", { directory: "/var/cache/sccache" }],
  ["level", "19", { level: 19 }],
  ["store", "local:/srv/bundles", { store: { kind: "local", path: "/srv/bundles" } }],
  ["store", "local:C:\\bundles", { store: { kind: "local", path: "C:\\bundles" } }],
  ["wrap", "none", { wrap: [] }],
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
  ["summary", "false", { summary: false }],
])("%s: %j", (name, text, config) => {
  expect(parse({ [name]: text })).toMatchObject(config);
});

test.each([
  ["max-size", "1.5.G"],
  ["max-size", "-1"],
  ["max-size", "lots"],
  ["strategy", "hourly"],
  ["strategy", "Lockfile"],
  ["name", "with space"],
  ["name", "comma,comma"],
  ["name", "x".repeat(61)],
  ["share", "all"],
  ["lockfiles", "!only/what/is/left/out"],
  ["save", "yes"],
  ["save", "True"],
  ["level", "0"],
  ["level", "20"],
  ["level", "3.0"],
  ["level", "12x"],
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

test("all that is wrong is told at once", () => {
  const problems = problemsOf({ "max-size": "-1", strategy: "x", store: "y", level: "z", strict: "!" });
  expect(problems.map(({ name }) => name)).toEqual(["max-size", "strategy", "level", "store", "strict"]);
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
