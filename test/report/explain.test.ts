import { chmod, copyFile, readFile, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shortName } from "../../src/report/explain/reason.ts";
import type { Cause, MissClass } from "../../src/report/report.ts";
import { scan } from "../../src/sccache/directory.ts";
import { realSccache } from "../sccache/real-sccache.ts";
import { openWorkbench, type Workbench } from "../sccache/workbench.ts";
import { edit, moved, type Provocation, provoke, type Round, write } from "./provocation.ts";

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench(await realSccache());
});
afterAll(() => bench.close());

const set = (name: string, value: string): Provocation => ({
  change: ({ env }) => ({ env: { ...env, [name]: value } }),
});
const rustOnly = ({ build }: Round) => ({ build: build.slice(0, 1) });
const cargo = (...args: string[]): Provocation => ({
  change: () => ({ build: [["cargo", "build", "-q", "--offline", ...args]] }),
});
const failed = (failure: "lookup" | "damaged", why: string): Provocation => ({
  change: forget,
  facts: () => ({ past: undefined, restore: { kind: "failed", failure, why } }),
});

async function forget({ directory }: Round): Promise<Partial<Round>> {
  await rm(directory, { recursive: true, force: true });
  return {};
}

/** Every object entry of the directory, as paths. */
async function objects({ directory }: Round): Promise<string[]> {
  const { entries } = await scan(directory);
  return entries.filter(({ kind }) => kind === "object").map(({ name }) => path.join(directory, name));
}

/** A rustc that titles itself as another version, with everything else as it was: no second toolchain has to be there. */
const rustcOf =
  (release: string) =>
  async (round: Round): Promise<Partial<Round>> => {
    const shim = path.join(round.project, "..", `rustc-${release}`);
    await writeFile(
      shim,
      `#!/bin/sh\nif [ "$1" = -vV ]; then rustc -vV | sed "s/^rustc [^ ]*/rustc ${release}/; s/^release: .*/release: ${release}/"; else exec rustc "$@"; fi\n`,
    );
    await chmod(shim, 0o755);
    return { ...rustOnly(round), env: { ...round.env, RUSTC: shim } };
  };

/** Two provocations a class, where sccache allows two; what must be named, and what a person is told to do. */
const table: readonly (readonly [string, MissClass, RegExp, RegExp | null, Provocation])[] = [
  [
    "the first run",
    "nothing-restored",
    /no bundle for this key/,
    null,
    { change: forget, facts: () => ({ past: undefined, restore: { kind: "missed" } }) },
  ],
  [
    "an outage",
    "nothing-restored",
    /503/,
    /Run the job again/,
    failed("lookup", "the lookup failed with 503"),
  ],
  [
    "a damaged bundle",
    "nothing-restored",
    /digest mismatch/,
    /next save replaces/,
    failed("damaged", "segment 3: digest mismatch"),
  ],
  [
    "another version of rustc",
    "compiler",
    /rustc 1\.999/,
    /rust-toolchain\.toml/,
    { change: rustcOf("1.999.0") },
  ],
  ["another channel", "compiler", /nightly/, /rust-toolchain\.toml/, { change: rustcOf("1.999.0-nightly") }],
  [
    "another CARGO_HOME",
    "environment",
    /CARGO_HOME differs/,
    /CARGO_HOME/,
    {
      change: ({ env, project }) => ({ env: { ...env, CARGO_HOME: path.join(project, "..", "cargo-home") } }),
    },
  ],
  [
    "CARGO_TERM_COLOR",
    "environment",
    /CARGO_TERM_COLOR differs/,
    /CARGO_TERM_COLOR/,
    set("CARGO_TERM_COLOR", "always"),
  ],
  [
    "RUSTFLAGS",
    "environment",
    /RUSTFLAGS differs/,
    /RUSTFLAGS/,
    set("RUSTFLAGS", "-C force-frame-pointers=yes"),
  ],
  ["another path of the checkout", "workspace-path", /another path/, /same path/, { change: moved }],
  [
    "another path, and one crate unchanged",
    "workspace-path",
    /another path/,
    /same path/,
    {
      change: async (round) => ({ ...(await moved(round)), ...rustOnly(round) }),
    },
  ],
  [
    "C with an absolute include path, at another path",
    "workspace-path",
    /another path/,
    /SCCACHE_BASEDIRS/,
    {
      change: async (round) => {
        const { project, build = [] } = await moved(round);
        return { ...(project !== undefined && { project }), build: build.slice(2) };
      },
    },
  ],
  ["another profile", "arguments", /profile differs:.*opt-level/, /same profile/, cargo("--release")],
  ["another feature", "arguments", /features/, /same features/, cargo("--features", "extra")],
  [
    "flags in a file",
    "arguments",
    /Other flags: .*force-frame-pointers/,
    /same flags/,
    {
      change: ({ project }) =>
        edit(
          path.join(project, ".cargo/config.toml"),
          /^/,
          '[build]\nrustflags = ["-C", "force-frame-pointers=yes"]\n',
        ),
    },
  ],
  [
    "another profile of C",
    "arguments",
    /profile differs: -O/,
    /same profile/,
    {
      change: ({ build }) => ({
        build: build.slice(1).map((call) => call.map((one) => (one === "-O1" ? "-O2" : one))),
      }),
    },
  ],
  [
    "a newer version of a vendored crate",
    "lockfile",
    /another version of the crate/,
    null,
    {
      change: async ({ project }) => {
        const old = path.join(project, "vendor/third");
        const fresh = path.join(project, "vendor/third-1.1.0");
        await write(path.join(fresh, "src/lib.rs"), "pub fn third() -> u32 { 33 }\n");
        await write(path.join(fresh, ".cargo-checksum.json"), '{"files":{},"package":null}');
        await write(
          path.join(fresh, "Cargo.toml"),
          (await readFile(path.join(old, "Cargo.toml"), "utf8")).replace("1.0.0", "1.1.0"),
        );
        await rm(old, { recursive: true });
        await rm(path.join(project, "Cargo.lock"));
      },
    },
  ],
  [
    "a crate of the lockfile changed in place",
    "lockfile",
    /lockfile has changed/,
    null,
    {
      change: ({ project }) => edit(path.join(project, "vendor/third/src/lib.rs"), "{ 3 }", "{ 4 }"),
      facts: () => ({ lockfilesChanged: true }),
    },
  ],
  [
    "a new crate",
    "new",
    /no earlier run/,
    null,
    {
      change: async ({ project }) => {
        await write(
          path.join(project, "more/Cargo.toml"),
          '[package]\nname = "more"\nversion = "1.0.0"\nedition = "2021"\n',
        );
        await write(path.join(project, "more/src/lib.rs"), "pub fn more() {}\n");
        await edit(
          path.join(project, "Cargo.toml"),
          "[dependencies]\n",
          '[dependencies]\nmore = { path = "more" }\n',
        );
      },
    },
  ],
  [
    "a new C file",
    "new",
    /no earlier run/,
    null,
    {
      change: async (round) => {
        await copyFile(path.join(round.project, "one.c"), path.join(round.project, "two.c"));
        const [rust = [], [sccache = ""] = []] = round.build;
        return { build: [rust, [sccache, "cc", "-c", "two.c", "-o", "two.o"]] };
      },
    },
  ],
  [
    "an edited crate",
    "changed",
    /has changed/,
    null,
    { change: ({ project }) => edit(path.join(project, "near/src/lib.rs"), "+ third", "+ 1 + third") },
  ],
  [
    "an edited dependency",
    "changed",
    /has changed/,
    null,
    { change: ({ project }) => edit(path.join(project, "far/src/lib.rs"), "1", "2") },
  ],
  [
    "left out by the budget",
    "evicted",
    /fits.*1970-01-01/,
    /Raise max-size/,
    {
      change: forget,
      facts: ({ compilations }) => ({
        past: {
          entries: [{ name: "0/0/0", label: "near", prints: [] }],
          toolchain: null,
          environment: {},
          created: 0,
          evicted: { "over-budget": (compilations ?? []).map(({ entry }) => shortName(entry ?? "")) },
        },
      }),
    },
  ],
  [
    "removed by sccache itself",
    "evicted",
    /SCCACHE_CACHE_SIZE/,
    /Raise SCCACHE_CACHE_SIZE/,
    set("SCCACHE_CACHE_SIZE", "12000"),
  ],
  [
    "damaged content",
    "damaged",
    /damaged|could not use/,
    /disk/,
    {
      change: async (round) => {
        for (const file of await objects(round)) {
          const bytes = await readFile(file);
          bytes.fill(0x55, 40, bytes.length - 200);
          await writeFile(file, bytes);
        }
      },
    },
  ],
  [
    "cut short",
    "damaged",
    /damaged|cannot be read|could not use/,
    /disk|directory/,
    {
      change: async (round) => {
        for (const file of await objects(round)) await truncate(file, 30);
      },
    },
  ],
  ["a program", "not-cacheable", /linked crates/, null, { change: () => ({}) }],
  [
    "assembler output",
    "not-cacheable",
    /Not cacheable/,
    null,
    {
      change: ({ build }) => ({
        build: [...build, [build[1]?.[0] ?? "", "cc", "-E", "one.c", "-o", "one.i"]],
      }),
    },
  ],
  [
    "another directory",
    "other-place",
    /another directory/,
    /SCCACHE_DIR/,
    {
      change: ({ env, project }) => ({
        env: { ...env, SCCACHE_DIR: path.join(project, "..", "other-cache") },
      }),
    },
  ],
  [
    "a server that was stopped",
    "server-died",
    /had ended/,
    /stop-server/,
    {
      change: () => ({}),
      after: ({ sccache }) => sccache.stop(),
      facts: () => ({ statistics: undefined }),
    },
  ],
  [
    "no wrapper",
    "never-called",
    /never called/,
    /RUSTC_WRAPPER/,
    {
      change: (round) => ({ ...rustOnly(round), env: { ...round.env, RUSTC_WRAPPER: "" } }),
    },
  ],
];

test.each(table)("%s is explained: %s", async (_, name, detail, remedy, provocation) => {
  const explanation = await provoke(bench, provocation);
  const cause = explanation?.causes.find((one) => one.class === name && detail.test(one.detail));
  expect(cause, (explanation?.causes ?? []).map(words).join("\n")).toBeDefined();
  if (remedy === null) expect(cause?.remedy).toBeNull();
  else expect(cause?.remedy).toMatch(remedy);
});

function words({ class: name, detail, compilations, labels }: Cause): string {
  return `${name}: ${detail} (${compilations}: ${labels.join(", ")})`;
}
