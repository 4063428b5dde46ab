/** Every class of misses, provoked with real sccache and cargo, through the commands that a job calls. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MissClass, Report } from "../../src/report/report.ts";
import { projectFiles } from "../report/provocation.ts";
import { openShell } from "./shell.ts";

/** What a job does otherwise than the one that saved, as lines of a shell. */
interface Otherwise {
  /** Before the restore. */
  readonly before?: string;
  /** Between the restore and the build. */
  readonly after?: string;
  /** In place of `usual`. */
  readonly build?: string;
  /** After the build. */
  readonly end?: string;
}

const usual = `cargo build -q --offline
sccache cc -c -O1 one.c -o one.o`;

const job = ({ before = "", after = "", build = usual }: Otherwise) => `
${before}
sccache-bundle restore
eval "$(sccache-bundle env)"
${after}
rm -rf target
${build}
`;

let folder: string;
let shell: Awaited<ReturnType<typeof openShell>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "explain-classes-"));
  for (const [name, text] of Object.entries(projectFiles)) {
    await mkdir(dirname(join(folder, "checkout", name)), { recursive: true });
    await writeFile(join(folder, "checkout", name), text);
  }
  shell = await openShell(folder);
  const saved = await shell(`${job({})}sccache-bundle save --save always`);
  expect(saved, saved.stderr).toMatchObject({ exitCode: 0 });
  await forget();
  for (const name of ["checkout", "store"])
    await cp(join(folder, name), join(folder, `first-${name}`), {
      recursive: true,
      preserveTimestamps: true,
    });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a runner does not keep between jobs. */
async function forget(): Promise<void> {
  await rm(join(folder, ".cache"), { recursive: true, force: true });
}

/**
 * Puts another toolchain first on PATH: the installed one with another version and another library, by which sccache tells
 * compilers apart. So no second one has to be installed.
 */
const otherToolchain = `root=$(rustc --print sysroot)
mkdir -p "$HOME/other/bin" "$HOME/other/lib"
echo other > "$HOME/other/lib/libother.so"
ln -s "$(command -v "$root/bin/cargo" || command -v cargo)" "$HOME/other/bin/cargo"
cat > "$HOME/other/bin/rustc" << END
#!/bin/sh
case "\\$*" in
  -vV) exec "$root/bin/rustc" -vV | sed 's/^\\(rustc\\|release:\\) [0-9.]*/\\1 1.99.9/' ;;
  *--print=sysroot | *'--print sysroot') echo "$HOME/other" ;;
  *) exec "$root/bin/rustc" "\\$@" ;;
esac
END
chmod +x "$HOME/other/bin/rustc"
export PATH="$HOME/other/bin:$PATH"`;

/** A key that no compiler is part of. */
const customKey = "export SCCACHE_BUNDLE_STRATEGY=custom SCCACHE_BUNDLE_KEY=mine";

const edit = (file: string, from: string, to: string) => `sed -i 's|${from}|${to}|' ${file}`;
/** Damages every entry that was restored. */
const eachEntry = (command: string) =>
  `find "$SCCACHE_DIR" -type f -size +0 ! -path '*/preprocessor/*' | while read -r file; do ${command}; done`;

/** What must be named, and what a person is told to do. */
const table: readonly (readonly [string, MissClass, RegExp, RegExp | null, Otherwise])[] = [
  ["the first run", "nothing-restored", /no bundle for this key/, null, { before: 'rm -rf "$HOME/store"' }],
  [
    "the first run with another compiler",
    "compiler",
    /no bundle for this compiler yet \(rust1\.99\.9\S*; the newest one is for rust1\.\S*\)/,
    /rust-toolchain\.toml/,
    { before: otherToolchain },
  ],
  [
    "a damaged bundle",
    "nothing-restored",
    /./,
    /next save replaces/,
    {
      before: `find "$HOME/store" -name '*.tar.zst' -exec dd if=/dev/zero of={} bs=1 seek=99 count=99 conv=notrunc status=none ';'`,
    },
  ],
  [
    "another CARGO_HOME",
    "environment",
    /CARGO_HOME differs/,
    /CARGO_HOME/,
    { before: 'export CARGO_HOME="$HOME/cargo"' },
  ],
  [
    "CARGO_TERM_COLOR",
    "environment",
    /CARGO_TERM_COLOR differs/,
    /CARGO_TERM_COLOR/,
    { before: "export CARGO_TERM_COLOR=always" },
  ],
  [
    "RUSTFLAGS",
    "environment",
    /RUSTFLAGS differs/,
    /RUSTFLAGS/,
    { before: "export RUSTFLAGS='-C force-frame-pointers=yes'" },
  ],
  [
    "another path of the checkout",
    "workspace-path",
    /another path/,
    /same path/,
    { before: 'rm -rf "$HOME/elsewhere"; cp -r . "$HOME/elsewhere"; cd "$HOME/elsewhere"' },
  ],
  [
    "another profile",
    "arguments",
    /profile differs:.*opt-level/,
    /same profile/,
    { build: "cargo build -q --offline --release" },
  ],
  [
    "another feature",
    "arguments",
    /features/,
    /same features/,
    { build: "cargo build -q --offline --features extra" },
  ],
  [
    "flags in a file",
    "arguments",
    /Other flags: .*force-frame-pointers/,
    /same flags/,
    { before: `printf '[build]\\nrustflags = ["-C", "force-frame-pointers=yes"]\\n' >> .cargo/config.toml` },
  ],
  [
    "another profile of C",
    "arguments",
    /profile differs: -O/,
    /same profile/,
    { build: "sccache cc -c -O2 one.c -o one.o" },
  ],
  [
    "a newer version of a vendored crate",
    "lockfile",
    /another version of the crate/,
    null,
    {
      before: `mv vendor/third vendor/third-1.1.0
${edit("vendor/third-1.1.0/Cargo.toml", "1.0.0", "1.1.0")}
rm Cargo.lock; cargo generate-lockfile -q --offline`,
    },
  ],
  [
    "a new crate",
    "new",
    /no earlier run/,
    null,
    {
      before: `mkdir -p more/src; sed 's|"far"|"more"|' far/Cargo.toml > more/Cargo.toml
echo 'pub fn more() {}' > more/src/lib.rs
${edit("Cargo.toml", "^near = ", 'more = { path = "more" }\\nnear = ')}`,
    },
  ],
  ["a new C file", "new", /no earlier run/, null, { build: "cp one.c two.c; sccache cc -c two.c -o two.o" }],
  [
    "an edited crate",
    "changed",
    /has changed/,
    null,
    { before: edit("near/src/lib.rs", "+ third", "+ 1 + third") },
  ],
  ["an edited dependency", "changed", /has changed/, null, { before: edit("far/src/lib.rs", "1", "2") }],
  [
    "what depends on an edited crate",
    "changed",
    /^Depends on far, which was compiled anew$/,
    null,
    { before: edit("far/src/lib.rs", "1", "2") },
  ],
  [
    "a variable that a source reads",
    "environment",
    /^NEAR_SHA has changed/,
    /few others depend/,
    { after: "export NEAR_SHA=abc" },
  ],
  [
    "a flag at another path of the checkout",
    "arguments",
    /-DX/,
    /same flags/,
    {
      before: 'rm -rf "$HOME/elsewhere"; cp -r . "$HOME/elsewhere"; cd "$HOME/elsewhere"',
      build: "sccache cc -c -O1 -DX=1 one.c -o one.o",
    },
  ],
  [
    "whole names of flags of C",
    "arguments",
    /-fno-strict-aliasing, -mavx2/,
    /same flags/,
    { build: "sccache cc -c -O1 -mavx2 -fno-strict-aliasing one.c -o one.o" },
  ],
  [
    "flags in a file that is named to C",
    "arguments",
    /@FILE/,
    /same flags/,
    { before: "echo -DX=1 > flags", build: "sccache cc -c -O1 @flags one.c -o one.o" },
  ],
  [
    "a file of dependencies that the entry lacks",
    "arguments",
    /no file of dependencies/,
    /^Nothing to do once/,
    { build: "sccache cc -c -O1 -MD -MF one.d one.c -o one.o" },
  ],
  [
    "another mode of the preprocessor",
    "environment",
    /SCCACHE_DIRECT differs/,
    /SCCACHE_DIRECT/,
    { before: "export SCCACHE_DIRECT=false", build: "sccache cc -c -O1 one.c -o one.o" },
  ],
  [
    "another C compiler",
    "compiler",
    /^Another C compiler: mine 99; the bundle is of .*\d/,
    /image/,
    {
      before: `real=$(command -v cc)
mkdir -p "$HOME/other/bin"
printf '#!/bin/sh\\ncase "$*" in *--version*) echo mine 99;; *) exec %s "$@";; esac\\n' "$real" > "$HOME/other/bin/cc"
chmod +x "$HOME/other/bin/cc"
export PATH="$HOME/other/bin:$PATH"`,
      build: "sccache cc -c -O1 one.c -o one.o",
    },
  ],
  [
    "another compiler",
    "compiler",
    /Another compiler: rustc 1\.99\.9 .*the bundle is of rustc 1\./,
    /rust-toolchain\.toml/,
    {
      before: `${customKey}
rm -rf "$HOME/store"
${job({})}sccache-bundle save
rm -rf "$HOME/.cache"
${otherToolchain}`,
    },
  ],
  [
    "left out by the budget",
    "evicted",
    /Evicted: .*\d{4}-\d\d-\d\d/,
    /Raise max-size/,
    {
      before: `rm -rf "$HOME/store"
printf 'pub static LARGE: &str = "%s";\\n' "$(head -c 20000 /dev/urandom | od -An -v -tx1 | tr -d ' \\n')" >> far/src/lib.rs
${job({})}sccache-bundle save --max-size 12K
rm -rf "$HOME/.cache"`,
    },
  ],
  [
    "damaged content",
    "damaged",
    /damaged|could not use/,
    /disk/,
    { after: eachEntry('head -c 300 /dev/zero | dd of="$file" bs=1 seek=60 conv=notrunc 2> /dev/null') },
  ],
  [
    "cut short",
    "damaged",
    /damaged|cannot be read|could not use/,
    /disk|directory/,
    { after: eachEntry('truncate -s 30 "$file"') },
  ],
  ["a program", "not-cacheable", /linked crates/, null, {}],
  [
    "a preprocessor's output",
    "not-cacheable",
    /Not cacheable/,
    null,
    { build: `${usual}\nsccache cc -E one.c -o one.i` },
  ],
  [
    "a server that was stopped",
    "server-died",
    /had ended/,
    /stop-server/,
    { end: "sccache --stop-server > /dev/null 2>&1" },
  ],
  [
    "no wrapper",
    "never-called",
    /never called/,
    /RUSTC_WRAPPER/,
    { after: "unset RUSTC_WRAPPER", build: "cargo build -q --offline" },
  ],
  [
    "another directory",
    "other-place",
    /another directory/,
    /SCCACHE_DIR/,
    { after: 'sccache --stop-server > /dev/null 2>&1; export SCCACHE_DIR="$HOME/other"' },
  ],
];

test.each(table)("%s is explained: %s", async (_, name, detail, remedy, otherwise) => {
  await forget();
  await rm(join(folder, "other"), { recursive: true, force: true });
  for (const part of ["checkout", "store"]) {
    await rm(join(folder, part), { recursive: true, force: true });
    await cp(join(folder, `first-${part}`), join(folder, part), {
      recursive: true,
      preserveTimestamps: true,
    });
  }
  const report = join(folder, "report.json");
  const ended = await shell(`${job(otherwise)}
${otherwise.end ?? ""}
sccache-bundle explain --json > "${report}"
sccache --stop-server > /dev/null 2>&1 || true`);
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  const { explanation }: Report = JSON.parse(await readFile(report, "utf8"));
  const causes = explanation?.causes ?? [];
  const cause = causes.find((one) => one.class === name && detail.test(one.detail));
  expect(cause, `${ended.stderr}\n${JSON.stringify(causes, null, 1)}`).toBeDefined();
  if (remedy === null) expect(cause?.remedy).toBeNull();
  else expect(cause?.remedy).toMatch(remedy);
});
