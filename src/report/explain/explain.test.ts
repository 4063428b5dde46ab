import { describe, expect, test } from "vitest";
import type { Compilation } from "../../sccache/server/log.ts";
import { readArguments, tellingPrints, variablePrints } from "../../sccache/server/prints.ts";
import { parseStatistics, type Statistics } from "../../sccache/server/statistics.ts";
import { barList } from "../html/charts.ts";
import { makeReport } from "../make-report.ts";
import type { Cause } from "../report.ts";
import { details } from "../summary-details.ts";
import { differenceOf } from "./arguments.ts";
import { type ExplainFacts, explain, workspaceCrates } from "./explain.ts";
import { indexPast } from "./past-index.ts";

const statistics: Statistics = {
  ...(parseStatistics('{"stats":{}}') as Statistics),
  compileRequests: 10,
  misses: { total: 10, byLanguage: { Rust: 10 } },
  cacheLocation: 'Local disk: "/cache"',
};
const none = { total: 0, byLanguage: {} };
const facts: ExplainFacts = {
  restore: { kind: "missed" },
  past: {
    entries: [{ name: "0/0/00", label: "serde" }],
    toolchain: "rustc 1.95.0",
    environment: { CARGO_HOME: "1", PWD: "1" },
    created: 0,
  },
  now: { toolchain: "rustc 1.95.0", environment: { CARGO_HOME: "1", PWD: "1" } },
  lockfilesChanged: false,
  ownCrates: undefined,
  statistics,
  directory: "/cache",
  compilations: undefined,
};

describe("without the server's log, what differs from the last run is the guess", () => {
  test.each<[string, Partial<ExplainFacts>, string]>([
    ["nothing was restored", { past: undefined }, "nothing-restored"],
    ["another compiler", { now: { ...facts.now, toolchain: "rustc 1.96.0" } }, "compiler"],
    ["a variable", { now: { ...facts.now, environment: { CARGO_HOME: "2", PWD: "1" } } }, "environment"],
    ["the path", { now: { ...facts.now, environment: { CARGO_HOME: "1", PWD: "2" } } }, "workspace-path"],
    ["the lockfile", { lockfilesChanged: true }, "lockfile"],
    ["nothing known", {}, "changed"],
    [
      "a bundle without names",
      { past: { ...facts.past, entries: [{ name: "0/0/00", label: null }] } as ExplainFacts["past"] },
      "unknown",
    ],
  ])("%s", (_, change, name) => {
    expect(explain({ ...facts, ...change })?.causes).toMatchObject([{ class: name, compilations: 10 }]);
  });
});

test("a variable that is part of every Rust key is not the reason when Rust hit", () => {
  const hits = { total: 1, byLanguage: { Rust: 1 } };
  const now = { ...facts.now, environment: { CARGO_HOME: "2", PWD: "1" } };
  expect(explain({ ...facts, now, statistics: { ...statistics, hits } })?.causes[0]?.class).toBe("changed");
});

test("nothing missed: nothing to explain", () => {
  const hits = { total: 10, byLanguage: { Rust: 10 } };
  expect(explain({ ...facts, statistics: { ...statistics, hits, misses: none } })).toBeUndefined();
});

describe("misses that the log does not name", () => {
  const named: Compilation = {
    label: "serde",
    entry: null,
    outcome: "miss",
    compileMs: 2000,
    why: "damaged",
    language: null,
    prints: [],
  };
  const untold: Compilation = { ...named, outcome: "unknown" };

  test("are a cause of their own, so that causes add up to the misses", () => {
    const causes = explain({ ...facts, compilations: [named, untold, untold] })?.causes;
    expect(causes?.map((one) => [one.class, one.compilations])).toEqual([
      ["damaged", 1],
      ["unknown", 9],
    ]);
    expect(explain({ ...facts, compilations: [untold] })?.causes).toMatchObject([
      { class: "unknown", compilations: 10 },
    ]);
  });

  test("missed for the same reason as all others where nothing was restored", () => {
    const causes = explain({ ...facts, past: undefined, compilations: [named, untold] })?.causes;
    expect(causes).toMatchObject([{ class: "nothing-restored", compilations: 10, labels: ["serde"] }]);
  });

  test("are none where the log names as many as were counted", () => {
    const ten = Array.from({ length: 10 }, () => named);
    expect(explain({ ...facts, compilations: ten })?.causes).toMatchObject([
      { class: "damaged", compilations: 10 },
    ]);
  });
});

describe("where nothing was looked up, the cause is what most calls were", () => {
  test.each<[string, Partial<Statistics>, string, RegExp | null]>([
    [
      "errors",
      { executed: 10, errors: { total: 10, byLanguage: {} } },
      "10 of 10 calls: errors of sccache",
      /error/,
    ],
    ["failures", { executed: 9, compileFails: 9 }, "9 of 10 calls: compilations that failed", null],
    ["SCCACHE_NO_CACHE", { executed: 8 }, "8 of 10 calls: not cached, as SCCACHE_NO_CACHE asks", /Unset/],
    ["rustc -vV alone", {}, "10 of 10 calls: no compilations", null],
  ])("%s", (_title, change, words, remedy) => {
    const causes = explain({ ...facts, statistics: { ...statistics, misses: none, ...change } })?.causes;
    expect(causes).toMatchObject([{ class: "not-looked-up", detail: `Nothing was looked up (${words})` }]);
    if (remedy === null) expect(causes?.[0]?.remedy).toBeNull();
    else expect(causes?.[0]?.remedy).toMatch(remedy);
  });

  test("what is not cacheable has causes of its own", () => {
    const nonCacheable = { incremental: 7, "crate-type": 2 };
    const causes = explain({ ...facts, statistics: { ...statistics, misses: none, nonCacheable } })?.causes;
    expect(causes?.map((one) => [one.class, one.compilations])).toEqual([
      ["not-cacheable", 7],
      ["not-cacheable", 2],
    ]);
  });
});

test.each([
  [["-C#1", "opt-level#a", "metadata#b"], ["-C#1", "opt-level#c", "metadata#d"], "profile", ["opt-level"]],
  [["--cfg#1", "feature#a"], ["--cfg#1"], "features", ["feature"]],
  [["--e#969e77", "serde#1"], ["--e#969e77", "serde#2"], "none", []],
  [["--emit#1"], ["--emit#2"], "emit", ["--emit"]],
  [["--emit#1", "opt-level#a"], ["--emit#2"], "profile", ["--emit", "opt-level"]],
  [["-O#1", "-g#1"], ["-O#2", "-m#1"], "profile", ["-O", "-g", "-m"]],
  [["#1"], ["#2"], "source-path", []],
  [["-D#1"], ["-D#2", "-W#1"], "options", ["-D", "-W"]],
])("%j and %j differ in %s", (before, now, kind, names) => {
  const compared = { language: "rust", isElsewhere: false } as const;
  expect(differenceOf(now, [new Set(tellingPrints(before))], compared)).toMatchObject({ kind, names });
});

const read = readArguments();
/** What the log tells of a call of this compiler. */
const called = (call: string, more: Partial<Compilation> = {}): Compilation => ({
  ...read(JSON.stringify(call.split(" "))),
  ...{ label: "x", entry: "1/1/11", outcome: "miss", compileMs: null, why: null },
  ...more,
});
const oneMiss = { ...statistics, misses: { total: 1, byLanguage: {} } };
type Environment = Readonly<Record<string, string>> | null;
/** The cause of one compilation's miss, which the run before called as `before`. */
function causeOf(
  miss: Compilation,
  before: Compilation,
  { was = {}, is = {}, hits = [] }: { was?: Environment; is?: Environment; hits?: Compilation[] } = {},
) {
  const place = { CARGO_HOME: "1", PWD: "1" };
  const entries = [{ name: "0/0/00", label: miss.label, prints: before.prints }];
  const explanation = explain({
    ...facts,
    past: { ...facts.past, entries, toolchain: "t", created: 0, environment: was && { ...place, ...was } },
    now: { toolchain: "t", environment: is && { ...place, ...is } },
    compilations: [...hits, miss],
    statistics: oneMiss,
  });
  return explanation?.causes[0];
}

const object = (root: string, flags = "-O2") =>
  called(
    `-I${root}/include -isystem ${root}/third -DROOT="${root}" ${flags} -MD -MF ${root}/b/x.d -MT ${root}/b/x.o -c ${root}/x.c -o ${root}/b/x.o`,
  );

test.each([
  ["at another path", object("/b"), "workspace-path", /SCCACHE_BASEDIRS/],
  ["at another path, with another flag", object("/b", "-O3"), "arguments", /same profile/],
])("C code %s: %s", (_what, miss, name, remedy) => {
  const cause = causeOf(miss, object("/a"), { was: { PWD: "a" }, is: { PWD: "b" } });
  expect(cause?.class).toBe(name);
  expect(cause?.remedy).toMatch(remedy);
});

test("a crate of a registry that misses at another path reads OUT_DIR, unless the lockfile has changed", () => {
  const miss = called("--crate-name serde x.rs", { label: "serde" });
  const at = (lockfilesChanged: boolean | undefined, label: string) =>
    explain({
      ...facts,
      past: {
        ...facts.past,
        entries: [{ name: "0/0/00", label, prints: miss.prints }],
      } as ExplainFacts["past"],
      now: { ...facts.now, environment: { CARGO_HOME: "1", PWD: "2" } },
      ...{ lockfilesChanged, ownCrates: new Set(["own"]), statistics: oneMiss },
      compilations: [
        { ...miss, label: "log", outcome: "hit" },
        { ...miss, label },
      ],
    })?.causes[0];
  expect(at(false, "serde")).toMatchObject({
    class: "workspace-path",
    detail: expect.stringMatching(/OUT_DIR/),
  });
  expect(at(true, "serde")?.class).toBe("lockfile");
  expect(at(undefined, "serde")?.class).toBe("changed");
  expect(at(true, "own")?.detail).toBe("The checkout is at another path");
});

test("another version of a crate is one, whatever flags its author has changed", () => {
  const [miss, before] = [
    called("--crate-name x --edition=2021 --warn=y /registry/x-2.0.0/src/lib.rs", { label: "x" }),
    called("--crate-name x --edition=2018 /registry/x-1.0.0/src/lib.rs", { label: "x" }),
  ];
  const now = (lockfilesChanged: boolean) =>
    explain({
      ...facts,
      past: {
        ...facts.past,
        entries: [{ name: "0/0/00", label: "x", prints: before.prints }],
      } as ExplainFacts["past"],
      ...{ lockfilesChanged, statistics: oneMiss, compilations: [miss] },
    })?.causes[0]?.class;
  expect(now(true)).toBe("lockfile");
  expect(now(false)).toBe("arguments");
});

test("what changes in C is a header, in Rust a crate", () => {
  expect(causeOf(cObject, cObject)?.detail).toMatch(/header/);
  expect(causeOf(crate, crate)?.detail).toMatch(/crate/);
});

describe("variables that a source reads", () => {
  const reading = (lines: string) => ({ ...crate, prints: [...variablePrints(lines), ...crate.prints] });
  const sha = (value: string) =>
    reading(`x.d: x.rs\n\n# env-dep:GIT_SHA${value}\n# env-dep:API_TOKEN=${value}\n`);

  test("are named where they differ, but for what may be a secret", () => {
    expect(causeOf(sha("=2"), sha("=1"))).toMatchObject({
      class: "environment",
      detail: "GIT_SHA has changed, and the crate's source reads it (env!)",
      remedy: expect.stringMatching(/few others/),
    });
    expect(causeOf(sha(""), sha("=1"))?.detail).toMatch(/^GIT_SHA/);
    expect(causeOf(sha("=1"), sha("=1"))?.class).toBe("changed");
  });

  test("tell nothing where only one of the two runs knows them", () => {
    expect(causeOf(crate, sha("=1"))?.class).toBe("changed");
    expect(causeOf(sha("=1"), crate)?.class).toBe("changed");
  });

  test("are the target folder's, or the checkout's where that has moved", () => {
    const at = (root: string) =>
      reading(`# env-dep:CARGO_MANIFEST_DIR=${root}/x\n# env-dep:OUT_DIR=${root}/t\n`);
    expect(causeOf(at("/b"), at("/a"))?.detail).toMatch(/^The target folder/);
    expect(causeOf(at("/b"), at("/a"), { is: { PWD: "2" } })?.detail).toBe("The checkout is at another path");
  });

  test("of the package are nothing to change", () => {
    const of = (version: string) => reading(`# env-dep:CARGO_PKG_VERSION=${version}\n`);
    expect(causeOf(of("2"), of("1"))).toMatchObject({ class: "environment", remedy: null });
  });
});

describe("crates that others depend on", () => {
  const unit = (name: string, of: readonly string[], flags = "") =>
    called(
      `--crate-name ${name} ${flags} -C extra-filename=-1${of.map((one) => ` --extern ${one}=/t/lib${one}-1.rmeta`).join("")}`,
      { label: name, entry: `1/1/${name}`, compileMs: 1000 },
    );
  const causes = (...compilations: Compilation[]) =>
    explain({
      ...facts,
      past: {
        ...(facts.past as NonNullable<ExplainFacts["past"]>),
        entries: ["a", "b", "c", "d"].map((label) => ({
          name: `0/0/${label}`,
          label,
          prints: unit(label, []).prints,
        })),
      },
      statistics: { ...statistics, misses: { total: compilations.length, byLanguage: {} } },
      compilations,
    })?.causes.map(({ class: name, detail, labels }) => [name, detail, labels.join(" ")]);

  test("are named as where it began", () => {
    expect(
      causes(unit("d", ["c"]), unit("c", ["b"]), unit("b", ["a", "syn"]), unit("a", [], "-Copt-level=3")),
    ).toEqual([
      ["changed", "Depends on a, which was compiled anew", "d c b"],
      ["arguments", "Other flags: -Copt-level", "a"],
    ]);
    expect(causes(unit("c", ["a", "b"]), unit("a", []), unit("b", []))?.[1]?.[1]).toBe(
      "Depends on a, b, which were compiled anew",
    );
  });

  test("are not the reason where they give the same as before", () => {
    const damaged = { ...unit("a", []), why: "damaged" } as const;
    expect(causes(unit("b", ["a"]), damaged)?.map(([name, , labels]) => [name, labels])).toEqual([
      ["changed", "b"],
      ["damaged", "a"],
    ]);
  });

  test("may be named in a circle by a log that makes no sense", () => {
    expect(causes(unit("a", ["b"]), unit("b", ["a"]))).toHaveLength(1);
  });
});

test("a profile that crates and C get in different options is one cause", () => {
  const rust = (flags: string, label: string) => called(`--crate-name ${label} ${flags}`, { label });
  const misses = [
    rust("-Cstrip=y -C opt-level=3", "a"),
    rust("-Cstrip=y -C opt-level=3", "b"),
    called("-O3 -c c.c", { label: "c.o" }),
  ];
  const past = [
    rust("-C opt-level=0", "a"),
    rust("-C opt-level=0", "b"),
    called("-O0 -c c.c", { label: "c.o" }),
  ];
  const found = explain({
    ...facts,
    past: {
      ...(facts.past as NonNullable<ExplainFacts["past"]>),
      entries: past.map(({ label, prints }) => ({ name: `0/0/${label}`, label, prints })),
    },
    statistics: { ...statistics, misses: { total: 3, byLanguage: {} } },
    compilations: misses,
  });
  expect(found?.causes).toMatchObject([
    { class: "arguments", detail: "The profile differs: -Cstrip, opt-level, -O", compilations: 3 },
  ]);
});

test("objects of the crate cc are shown without the digest before their names", () => {
  const miss = called("-c x.c -o x.o", { label: "b9b191b8e1a44c35-inflate.o" });
  expect(causeOf(miss, miss)?.labels).toEqual(["inflate.o"]);
});

test("C code at the same path: an include path is a reason, where dependencies are written to is none", () => {
  const call = (include: string, depfile: string) => called(`-I${include} -MF ${depfile} -c x.c -o x.o`);
  expect(causeOf(call("/b", "1.d"), call("/a", "1.d"))).toMatchObject({ class: "arguments" });
  expect(causeOf(call("/a", "2.d"), call("/a", "1.d"))).toMatchObject({ class: "changed" });
});

const crate = called("--crate-name x x.rs");
const cObject = called("-c x.c -o x.o");
test.each<[string, string, Compilation, string]>([
  ["SOURCE_DATE_EPOCH", "of Rust", crate, "changed"],
  ["CC", "of Rust", crate, "changed"],
  ["CFLAGS", "of Rust", crate, "changed"],
  ["RUSTUP_TOOLCHAIN", "of Rust", crate, "changed"],
  ["CARGO_PROFILE_DEV_DEBUG", "of Rust", crate, "environment"],
  ["CARGO_PROFILE_DEV_DEBUG", "of C", cObject, "changed"],
  ["SDKROOT", "of C", cObject, "environment"],
  ["CARGO_HOME", "of C", cObject, "environment"],
  ["SDKROOT", "of Rust", crate, "changed"],
  ["CC", "of C", cObject, "environment"],
  // The arguments are the same, so it did not reach the compiler.
  ["RUSTFLAGS", "of Rust", crate, "changed"],
])("%s differs, and a compilation %s missed", (name, _language, miss, expected) => {
  expect(causeOf(miss, miss, { was: { [name]: "1" }, is: { [name]: "2" } })?.class).toBe(expected);
});

test("what was only checked before, or is only checked now, is told as such", () => {
  const built = called("--crate-name x --emit=dep-info,metadata,link x.rs");
  const checked = called("--crate-name x --emit=dep-info,metadata x.rs");
  expect(causeOf(checked, built)).toMatchObject({
    class: "arguments",
    remedy: expect.stringMatching(/^Nothing/),
  });
});

test("RUSTFLAGS is the reason where the arguments differ", () => {
  const now = called("--crate-name x x.rs -Cforce-frame-pointers=yes");
  const cause = causeOf(now, crate, { was: {}, is: { RUSTFLAGS: "2" } });
  expect(cause).toMatchObject({ class: "environment", detail: expect.stringMatching(/^RUSTFLAGS differs/) });
});

test("an environment that nobody recorded differs in nothing", () => {
  expect(causeOf(crate, crate, { was: null })?.class).toBe("changed");
  expect(causeOf(crate, crate, { is: { CARGO_X: "1" } })?.class).toBe("environment");
});

test.each([
  ["no-cache", "environment", /Unset SCCACHE_NO_CACHE/],
  ["recache", "environment", /Unset SCCACHE_RECACHE/],
  ["unreadable", "damaged", /disk/],
  ["damaged", "damaged", /disk/],
  ["timed-out", "timed-out", /local disk/],
] as const)("a lookup that ended with %s is %s", (why, name, remedy) => {
  const cause = causeOf({ ...crate, why }, crate);
  expect(cause).toMatchObject({ class: name, remedy: expect.stringMatching(remedy) });
});

test.each([["/cache/"], ["/cache/."]])("a directory that sccache names as %s is no other one", (named) => {
  const place = { ...statistics, cacheLocation: `Local disk: ${JSON.stringify(named)}` };
  expect(explain({ ...facts, statistics: place })?.causes[0]?.class).toBe("changed");
});

describe("many compilations", () => {
  const many = (label: (i: number) => string) => {
    const compilations = Array.from({ length: 2_000 }, (_, i) =>
      called(`-O2 -DN=${i} -c ${i}.c`, { label: label(i) }),
    );
    const entries = compilations.map((one, i) => ({
      name: `0/0/${i}`,
      label: one.label,
      prints: one.prints,
    }));
    const past = { ...facts.past, entries } as NonNullable<ExplainFacts["past"]>;
    return { compilations, past };
  };

  test("are explained without a search of the past for each", () => {
    const { compilations, past } = many((i) => `${i}.o`);
    let reads = 0;
    const get = (target: object, name: string | symbol) => {
      reads += 1;
      return Reflect.get(target, name);
    };
    const entries = past.entries.map((entry) => new Proxy<typeof entry>(entry, { get }));
    const found = explain({ ...facts, past: { ...past, entries }, compilations });
    expect(found?.causes).toMatchObject([{ class: "changed", compilations: 2_000 }]);
    expect(reads / entries.length).toBeLessThan(20);
  });

  test("of one name are compared with few of their kind, which are prepared once", () => {
    const past = indexPast(many(() => "main.o").past);
    const alike = past.argumentsOf("main.o");
    expect(alike).toHaveLength(100);
    expect(past.argumentsOf("main.o")).toBe(alike);
  });

  test("of one cause are shown as a few, and how many more there are", () => {
    const compilations = Array.from({ length: 60 }, (_, i) => called("--crate-name x", { label: `c${i}` }));
    const counted = { ...statistics, misses: { total: 60, byLanguage: {} } };
    const [cause, ...others] = explain({ ...facts, compilations, statistics: counted })?.causes ?? [];
    expect([cause, others]).toMatchObject([{ class: "new", compilations: 60 }, []]);
    const causes = Array.from({ length: 52 }, () => cause as Cause);
    expect(barList(causes)).toContain("c9 and 50 more");
    const report = makeReport({
      ...{ step: "save", store: "s", key: { primary: "k", fallbacks: [], explanation: [] } },
      explanation: { causes, misses: [] },
    });
    const sections = details(report).join("\n");
    expect(sections).toContain("and 55 more");
    expect(sections).toContain("2 more are in the report as JSON.");
  });
});

test("crates of the workspace are those without a source", () => {
  const lock =
    'version = 4\n\n[[package]]\nname = "my-app"\nversion = "1.0.0"\n\n[[package]]\nname = "serde"\nversion = "1.0.0"\nsource = "registry+x"\n';
  expect([...workspaceCrates(lock)]).toEqual(["my_app"]);
  expect([...workspaceCrates("nonsense")]).toEqual([]);
});

test.each([
  ["over-budget", "max-size", /^Raise max-size\.$/],
  ["larger", "overlay", /pull-request: full/],
  ["over-budget", "store", /store's address/],
  ["over-budget", "repository", /repository-limit/],
  ["over-budget", undefined, /Raise max-size, unless/],
  ["unused", "repository", /evict: budget-only/],
])("an entry that was left out as %s by %s has that remedy", (rule, limitedBy, remedy) => {
  const left = { evicted: { [rule]: ["11"] }, created: 0, ...(limitedBy !== undefined && { limitedBy }) };
  const base = { ...facts.past, created: 0 } as NonNullable<ExplainFacts["past"]>;
  for (const past of [
    { ...base, ...left },
    { ...base, overlay: left },
  ]) {
    const cause = explain({ ...facts, past, statistics: oneMiss, compilations: [crate] })?.causes[0];
    expect(cause).toMatchObject({ class: "evicted", remedy: expect.stringMatching(remedy) });
  }
});
