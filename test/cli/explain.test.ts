import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { filesIn } from "../e2e/world.ts";
import { testFolder } from "../test-folder.ts";
import { openShell } from "./shell.ts";

/** A checkout with one crate, a store, and a shell in which `sccache-bundle` is a command. */
async function openCheckout() {
  const folder = await testFolder();
  const checkout = join(folder, "checkout");
  await mkdir(join(checkout, "one/src"), { recursive: true });
  await mkdir(join(checkout, "src"));
  const crate = (name: string) => `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n`;
  await writeFile(join(checkout, "Cargo.toml"), `${crate("app")}[dependencies]\none = { path = "one" }\n`);
  await writeFile(join(checkout, "src/main.rs"), "fn main() { one::one() }\n");
  await writeFile(join(checkout, "one/Cargo.toml"), crate("one"));
  await writeFile(join(checkout, "one/src/lib.rs"), "pub fn one() {}\n");
  const shell = await openShell(folder);
  return { folder, checkout, shell };
}

const build = `
sccache-bundle restore
eval "$(sccache-bundle env)"
rm -rf target
cargo build -q --offline
`;

test("explain names the variable that differs, between restore and save and from save's report", async () => {
  const { folder, shell } = await openCheckout();
  const cold = await shell(`${build}sccache-bundle save --save always`);
  expect(cold, cold.stderr).toMatchObject({ exitCode: 0 });

  const other = await shell(
    `export CARGO_TERM_COLOR=always${build}sccache-bundle explain --html page.html
    sccache-bundle save --save always --json > report.json
    sccache-bundle explain report.json`,
  );
  expect(other, other.stderr).toMatchObject({ exitCode: 0 });
  const told = other.stdout.split("Cache hits: 0 of 1 compilation").slice(1);
  expect(told).toHaveLength(2);
  for (const text of told)
    expect(text).toContain("CARGO_TERM_COLOR differs from the run that saved the bundle");
  expect(await readFile(join(folder, "checkout/page.html"), "utf8")).toContain("CARGO_TERM_COLOR differs");
  const report: Report = JSON.parse(await readFile(join(folder, "checkout/report.json"), "utf8"));
  expect(report).toMatchObject({ version: 1, restore: { outcome: { kind: "restored" } } });
  expect(report.explanation?.causes[0]?.class).toBe("environment");
});

test("explain says what is not known, and not that nothing missed", async () => {
  const { shell } = await openCheckout();
  const before = await shell(
    "sccache-bundle restore --json > restore.json; sccache-bundle explain restore.json",
  );
  expect(before, before.stderr).toMatchObject({ exitCode: 0 });
  expect(before.stdout).toBe(
    "Cache hits: not known, since this is the report of a restore, before the build\n",
  );
  const none = await shell("sccache-bundle restore --lookup-only; sccache-bundle explain");
  expect(none, none.stderr).toMatchObject({ exitCode: 0 });
  expect(none.stdout).toBe("Cache hits: not known, since lookup-only is true\n");
});

test("where nothing was looked up, explain says what sccache counted in its place", async () => {
  const { shell } = await openCheckout();
  const explained = async (calls: string) => {
    const ended = await shell(`sccache-bundle restore; eval "$(sccache-bundle env)"; ${calls}
      sccache-bundle explain; sccache-bundle save > /dev/null`);
    expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
    return ended.stdout;
  };
  expect(await explained("sccache rustc -vV > /dev/null")).toContain("(1 of 1 call: no compilations)");
  const compile = "sccache rustc --crate-name one --crate-type lib --emit metadata,link --out-dir";
  const asked = await explained(`SCCACHE_NO_CACHE=1 ${compile} "$HOME" one/src/lib.rs`);
  expect(asked).toContain("(1 of 1 call: not cached, as SCCACHE_NO_CACHE asks)");
  expect(asked).toContain("to do: Unset SCCACHE_NO_CACHE.");
  expect(await explained(`${compile} "$HOME" /no/such/file.rs 2> /dev/null || true`)).toMatch(
    /1 of 1 call: (errors of sccache|compilations that failed)/,
  );
  expect(await explained("echo 'fn main() {}' > main.rs; sccache rustc main.rs")).toContain(
    "(1 of 1 call: not cacheable)",
  );
});

test("explain tells of misses that the server's log does not show, as with a client that looks by itself", async () => {
  const { shell } = await openCheckout();
  // What such a client leaves: statistics, and an empty log.
  const ended = await shell(`${build}
    log=$(sed -n 's/.*"logFile":"\\([^"]*\\)".*/\\1/p' "$SCCACHE_BUNDLE_STATE/handoff.json")
    test -s "$log"; : > "$log"
    sccache-bundle explain --json > early.json; sccache-bundle explain
    sccache-bundle save --save always --json > late.json`);
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  expect(ended.stdout).toContain("Cache hits: 0 of 1 compilation");
  expect(ended.stdout).toContain("Nothing was restored: there is no bundle");
  expect(ended.stdout).not.toContain("Nothing missed");
  const read = async (name: string): Promise<Report> => JSON.parse((await shell(`cat ${name}`)).stdout);
  const [early, late] = [await read("early.json"), await read("late.json")];
  expect(early.build).toMatchObject({ evidence: "file-times", missed: null, counts: { misses: 1 } });
  expect(late.build).toMatchObject({ evidence: "file-times", missed: null, counts: { misses: 1 } });
  expect(late.explanation).toEqual(early.explanation);
});

test("explain counts as save will, also where a step has set the counts to zero", async () => {
  const { shell } = await openCheckout();
  const ended = await shell(`${build}sccache --zero-stats > /dev/null
    sccache-bundle explain --json > early.json
    sccache-bundle save --save always --json > late.json`);
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  const read = async (name: string): Promise<Report> => JSON.parse((await shell(`cat ${name}`)).stdout);
  const [early, late] = [await read("early.json"), await read("late.json")];
  expect(early.build?.counts).toMatchObject({ hits: 0, misses: 1 });
  expect(early.build).toEqual(late.build);
});

test("explain without a build to explain says what it needs; what is no report is not taken for one", async () => {
  const { shell } = await openCheckout();
  const none = await shell("sccache-bundle explain");
  expect(none).toMatchObject({ exitCode: 2 });
  expect(none.stderr).toContain("between restore and save");
  const odd = await shell("echo '{}' > odd.json; sccache-bundle explain odd.json");
  expect(odd).toMatchObject({ exitCode: 2 });
});

test("doctor: a good set-up ends with 0, one that cannot work with 1 and the fix", async () => {
  const { shell } = await openCheckout();
  const good = await shell("sccache-bundle doctor");
  expect(good, good.stdout).toMatchObject({ exitCode: 0 });
  expect(good.stdout).toMatch(/^ok +sccache +0\.16\.0/m);
  const bad = await shell(
    "RUSTC_WRAPPER=/bin/true SCCACHE_REDIS=x SCCACHE_CACHE_SIZE=1.5G sccache-bundle doctor --json",
  );
  expect(bad).toMatchObject({ exitCode: 1 });
  const { version, checks } = JSON.parse(bad.stdout);
  const errors = checks.filter((check: { status: string }) => check.status === "error");
  expect({ version, names: errors.map((check: { name: string }) => check.name) }).toEqual({
    version: 1,
    names: ["wrapper", "backends", "cache size"],
  });
  for (const { fix } of errors) expect(fix).toMatch(/\w/);
});

test("inspect --html writes one page that holds everything", async () => {
  const { folder, shell } = await openCheckout();
  await shell(`${build}sccache-bundle save --save always`);
  const [bundle] = (await filesIn(join(folder, "store"))).filter((file) => file.endsWith(".tar.zst"));
  const ended = await shell(
    `sccache-bundle inspect --html page.html "${join(folder, "store", bundle ?? "")}"`,
  );
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  const page = await readFile(join(folder, "checkout/page.html"), "utf8");
  expect(page).toContain('aria-label="one: ');
  expect(page).not.toMatch(/(?:src|href)="(?!#)/);
});
