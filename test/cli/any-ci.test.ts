import { execFileSync } from "node:child_process";
import { chmod, copyFile, cp, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { freePort, isListening } from "../../src/sccache/server/address.ts";
import { filesIn, libraries, openWorld, type World } from "../e2e/world.ts";
import { openMirror } from "../sccache/release-mirror.ts";
import { type Ended, main, run } from "./command-line.ts";

/** What the recipe in the documentation asks a shell to do. */
const recipe = `
set -eu
sccache-bundle restore "$@"
eval "$(sccache-bundle env)"
cargo build --offline
sccache --show-stats --stats-format=json
sccache-bundle save
`;

/** A shell in the checkout, as a CI would start it, with \`sccache-bundle\` on its PATH. */
async function openShell(world: World, more: Record<string, string> = {}) {
  const job = await world.job();
  const bin = join(world.folder, "it's a bin");
  await mkdir(bin, { recursive: true });
  const program = join(bin, "sccache-bundle");
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  await chmod(program, 0o755);
  const strangers = /^(GITHUB_|RUNNER_|CI$)/;
  const own = Object.entries(job.env()).filter(([name]) => !strangers.test(name));
  const env = {
    ...Object.fromEntries(own),
    PATH: [bin, job.env()["PATH"]].join(delimiter),
    XDG_CACHE_HOME: join(world.folder, "user's cache"),
    SCCACHE_BUNDLE_STORE: `local:${world.store}`,
    SCCACHE_BUNDLE_SCCACHE_DIR: world.directory,
    ...more,
  };
  return (script: string, ...args: string[]): Promise<Ended> =>
    run("sh", ["-c", script, "sh", ...args], { cwd: world.workspace, env });
}

function hits(ended: Ended): number {
  const { stats } = JSON.parse(ended.stdout.slice(ended.stdout.indexOf("{")));
  return Object.values<number>(stats.cache_hits.counts).reduce((sum, count) => sum + count, 0);
}

test("in a plain shell: cold, then warm with only hits, and nothing new is not saved", async () => {
  const world = await openWorld();
  const cold = await (await openShell(world))(recipe);
  expect(cold, cold.stderr).toMatchObject({ exitCode: 0 });
  expect(hits(cold)).toBe(0);
  expect(cold.stderr).toMatch(/Saved 3 entries as /);
  const stored = await filesIn(world.store);

  const warm = await (await openShell(world))(recipe);
  expect(warm, warm.stderr).toMatchObject({ exitCode: 0 });
  expect(hits(warm)).toBe(libraries);
  expect(warm.stderr).toContain("Not saved: nothing is new");
  expect(await filesIn(world.store)).toEqual(stored);
  expect(await filesIn(join(world.folder, "user's cache"))).toEqual([]);
});

test.runIf(process.platform === "linux")(
  "a build after the temporary folder was cleared, or sccache was removed, runs without sccache",
  async () => {
    const world = await openWorld();
    const tools = join(world.folder, "tools");
    const temporary = join(world.folder, "t");
    for (const folder of [tools, temporary]) await mkdir(folder);
    await copyFile(world.sccachePath, join(tools, "sccache"));
    const { PATH = "" } = (await world.job()).env();
    const shell = await openShell(world, { TMPDIR: temporary });
    const built = await shell(`
set -eu
PATH="${tools}:$(dirname "$(command -v sccache-bundle)"):${PATH}"
sccache-bundle restore
eval "$(sccache-bundle env)"
echo "$RUSTC_WRAPPER"
cargo build --offline --quiet
rm -r target
rm -r "$TMPDIR"/*
cargo build --offline --quiet
sccache-bundle save
rm -r target
rm "${tools}/sccache"
cargo build --offline --quiet
`);
    expect(built, built.stderr).toMatchObject({ exitCode: 0 });
    const [launcher = ""] = /^\/\S+\/launcher-[0-9a-f]{12}\/sccache\n$/.exec(built.stdout) ?? [];
    expect(launcher).toBe(built.stdout);
    await rm(dirname(launcher), { recursive: true }); // it stays after a job
    expect(built.stderr).toContain("Saved 3 entries as ");
  },
);

test("in GitLab: save finds what restore left, though it runs in a shell of its own", async () => {
  const world = await openWorld();
  const shell = await openShell(world, {
    CI: "true",
    GITLAB_CI: "true",
    CI_PROJECT_DIR: world.workspace,
    CI_JOB_NAME: "build: [stable]",
    CI_COMMIT_REF_NAME: "main",
    CI_DEFAULT_BRANCH: "main",
    CI_PIPELINE_SOURCE: "push",
    CI_JOB_STATUS: "failed",
    SCCACHE_BUNDLE_SAVE: "default-branch",
  });
  const built = await shell(
    `sccache-bundle restore && eval "$(sccache-bundle env)" && cargo build --offline`,
  );
  expect(built, built.stderr).toMatchObject({ exitCode: 0 });
  const saved = await shell("sccache-bundle save --json");
  expect(saved, saved.stderr).toMatchObject({ exitCode: 0 });
  expect(saved.stderr).not.toContain("No restore ran in this job");
  const { outcome, entries } = JSON.parse(saved.stdout).save;
  expect(outcome).toMatchObject({ kind: "saved", entries: libraries });
  expect(entries).toMatchObject({ added: libraries });
  expect(outcome.key).toContain("build");
});

test.each([
  ["Jenkins", { JENKINS_URL: "https://ci.example" }, "WORKSPACE"],
  ["Buildkite", { BUILDKITE: "true" }, "BUILDKITE_BUILD_CHECKOUT_PATH"],
  ["GitLab", { GITLAB_CI: "true" }, "CI_PROJECT_DIR"],
])("%s: a restore in a subfolder sees the CMakeLists.txt of the checkout", async (_ci, variables, name) => {
  const world = await openWorld();
  await mkdir(join(world.workspace, "sub"));
  await writeFile(join(world.workspace, "CMakeLists.txt"), "");
  const shell = await openShell(world, { ...variables, [name]: world.workspace });
  const restored = await shell("cd sub && sccache-bundle restore && sccache-bundle env");
  expect(restored, restored.stderr).toMatchObject({ exitCode: 0 });
  expect(restored.stdout).toContain("CMAKE_C_COMPILER_LAUNCHER");
});

test("a merge request in GitLab is a pull request: what it saves, no branch reads", async () => {
  const world = await openWorld();
  const gitlab = { GITLAB_CI: "true", CI_DEFAULT_BRANCH: "main", SCCACHE_BUNDLE_PULL_REQUEST: "full" };
  const request = { CI_PIPELINE_SOURCE: "merge_request_event", CI_MERGE_REQUEST_IID: "7" };
  // The branch of a fork may have any name.
  const mergeRequest = { ...gitlab, ...request, CI_COMMIT_REF_NAME: "main" };
  const saved = await (await openShell(world, mergeRequest))(recipe);
  expect(saved.stderr).toContain("Saved 3 entries as ");
  const main = { ...gitlab, CI_COMMIT_REF_NAME: "main" };
  const missed = await (await openShell(world, main))("sccache-bundle restore");
  expect(missed.stderr).toContain("No bundle for this key or its fallbacks yet");
  const again = await (await openShell(world, mergeRequest))("sccache-bundle restore");
  expect(again.stderr).toContain("Restored 3 entries");

  const none = { ...mergeRequest, CI_MERGE_REQUEST_IID: "8", SCCACHE_BUNDLE_PULL_REQUEST: "none" };
  expect((await (await openShell(world, none))(recipe)).stderr).toMatch(/Not saved: .*pull request/);
});

test("a flag wins over its variable, and both are read by the same grammar", async () => {
  const world = await openWorld();
  const shell = await openShell(world, {
    SCCACHE_BUNDLE_KEY_PREFIX: "from-variable",
    SCCACHE_BUNDLE_STRICT: "maybe",
  });
  const bad = await shell("sccache-bundle restore --lookup-only");
  expect(bad).toMatchObject({ exitCode: 2, stdout: "" });
  expect(bad.stderr).toContain('strict: "maybe" is not true or false');
  const good = await shell("sccache-bundle restore --lookup-only --no-strict --key-prefix from-flag --json");
  expect(good, good.stderr).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(good.stdout)).toMatchObject({
    step: "restore",
    restore: { outcome: { kind: "missed" } },
  });
  expect(JSON.parse(good.stdout).key.primary).toMatch(/^from_flag-/);
});

test("what is printed is JSON alone, though sccache is looked for where it is downloaded", async () => {
  const world = await openWorld();
  const mirror = await openMirror({});
  onTestFinished(() => mirror.close());
  const restore = `sccache-bundle restore --json --sccache install --sccache-mirror ${mirror.address}`;
  const ended = await (await openShell(world))(restore);
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(ended.stdout)).toMatchObject({
    step: "restore",
    restore: { outcome: { kind: "skipped" } },
  });
  expect(ended.stderr).toContain("warning: sccache not found");
  expect(ended.stderr).not.toContain("::debug::");
});

test.each([
  ["lookup-only", "", "--lookup-only", { kind: "missed" }, /^lookup-only is true$/],
  [
    "nothing calls it",
    "export RUSTC_WRAPPER=;",
    "",
    { kind: "skipped" },
    /^nothing in this job calls sccache$/,
  ],
  [
    "a failed proof",
    "export SCCACHE_GHA_ENABLED=true;",
    "",
    { kind: "failed", failure: "server" },
    /^sccache does not work here: /,
  ],
  [
    "no sccache",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's.
    'PATH="${PATH%%:*}:/usr/bin:/bin";',
    "--sccache path",
    { kind: "skipped" },
    /^there is no sccache$/,
  ],
])(
  "a job without a server of its own says why, and not that one ended: %s",
  async (_, first, flags, restored, why) => {
    const world = await openWorld();
    const shell = await openShell(world);
    const before = await shell(`${first} sccache-bundle restore --json ${flags}`);
    expect(before, before.stderr).toMatchObject({ exitCode: 0 });
    const { outcome } = JSON.parse(before.stdout).restore;
    expect(outcome).toMatchObject(restored);
    const after = await shell("sccache-bundle save --json");
    expect(after, after.stderr).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(after.stdout)).toMatchObject({
      restore: { outcome },
      build: { counts: null, noCounts: { kind: "no-server", why: expect.stringMatching(why) } },
      save: { outcome: { kind: "not-allowed", why: expect.stringMatching(why) } },
      explanation: null,
      advice: null,
    });
    expect(after.stderr).toContain("Cache hits: not known, since ");
    expect(before.stderr + after.stderr).not.toMatch(/server.* ended|had ended|did not answer/);
  },
);

test("trouble with the cache is a warning and exit code 0, with --strict 1", async () => {
  const world = await openWorld();
  await writeFile(world.store, "a file where the store's folder should be");
  const shell = await openShell(world);
  const mild = await shell("sccache-bundle restore");
  expect(mild, mild.stderr).toMatchObject({ exitCode: 0, stdout: "" });
  expect(mild.stderr).toContain("warning: ");
  const strict = await shell("sccache-bundle restore --strict");
  expect(strict).toMatchObject({ exitCode: 1 });
});

test("GitHub's store outside of a workflow says what is missing", async () => {
  const world = await openWorld();
  const ended = await (await openShell(world))("sccache-bundle restore --store github");
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  expect(ended.stderr).toMatch(/GitHub's cache: there is none here/);
});

test("a miss is exit code 1 when that was asked for; it says where nobody tells the default branch", async () => {
  const world = await openWorld();
  const shell = await openShell(world, { JENKINS_URL: "https://ci.example", BRANCH_NAME: "topic" });
  const missed = await shell("sccache-bundle restore --fail-on-cache-miss");
  expect(missed).toMatchObject({ exitCode: 1 });
  expect(missed.stderr).toMatch(/notice: Only bundles of refs\/heads\/topic .*: set --default-branch NAME/);
  const told = await shell("sccache-bundle restore --default-branch main");
  expect(told.stderr).toContain("No bundle for this key or its fallbacks yet");
  expect(told.stderr).not.toContain("notice: Only bundles");
});

test("a save that is told another directory than its restore says which one it reads", async () => {
  const world = await openWorld();
  const shell = await openShell(world);
  const other = join(world.workspace, "elsewhere");
  const saved = await shell("sccache-bundle restore && sccache-bundle save --sccache-dir elsewhere");
  expect(saved, saved.stderr).toMatchObject({ exitCode: 0 });
  expect(saved.stderr).toContain(`This save reads ${world.directory}`);
  expect(saved.stderr).toContain(`and not ${other}`);
  const same = await shell(`sccache-bundle restore && sccache-bundle save --sccache-dir ${world.directory}`);
  expect(same.stderr).not.toContain("This save reads");
});

test("a restore without a server leaves its state where the temporary folder cannot be written", async () => {
  const world = await openWorld();
  const shell = await openShell(world, { TMPDIR: join(world.folder, "missing") });
  const restored = await shell("sccache-bundle restore --lookup-only");
  expect(restored, restored.stderr).toMatchObject({ exitCode: 0 });
  const left = await filesIn(join(world.folder, "user's cache"));
  expect(left).toEqual([expect.stringMatching(/handoff\.json$/)]);
});

test("a user without a home has the state in a private folder of the temporary one", async () => {
  const world = await openWorld();
  const [file, temporary] = [join(world.folder, "a file"), join(world.folder, "t")];
  await writeFile(file, "");
  await mkdir(temporary);
  const shell = await openShell(world, { XDG_CACHE_HOME: join(file, "cache"), TMPDIR: temporary });
  const saved = await shell(recipe);
  expect(saved, saved.stderr).toMatchObject({ exitCode: 0 });
  expect(saved.stderr).toContain("Saved 3 entries");
  const [folder = ""] = (await readdir(temporary)).filter((name) => /^sccache-bundle-\d+$/.test(name));
  expect((await stat(join(temporary, folder))).mode & 0o777).toBe(0o700);

  await chmod(join(temporary, folder), 0o777);
  const refused = await shell("sccache-bundle restore");
  expect(refused).toMatchObject({ exitCode: 0 });
  expect(refused.stderr).toMatch(
    /warning: .*a file.*not a directory\. Building without a cache.*#file-system/,
  );
});

if (process.platform === "linux")
  test.each([
    ["whose home is somebody else's", "HOME=$PWD/../locked", /Restored 3 entries/],
    ["who has none", "-u HOME", /; this user has no home: set HOME\. Building without a cache/],
  ])("a user that is a number alone, %s, builds", async (_who, home, says) => {
    const world = await openWorld();
    const temporary = join(world.folder, "t");
    await mkdir(temporary);
    await mkdir(join(world.folder, "locked"), { mode: 0o555 });
    const shell = await openShell(world, {
      CARGO_HOME: process.env["CARGO_HOME"] ?? join(homedir(), ".cargo"),
      RUSTUP_HOME: process.env["RUSTUP_HOME"] ?? join(homedir(), ".rustup"),
      XDG_CACHE_HOME: "",
      SCCACHE_BUNDLE_SCCACHE_DIR: "",
      TMPDIR: temporary,
    });
    const enter = `exec unshare --user --map-user=54321 env ${home} sh -c '${recipe.replace(/^sccache --show-stats.*$/m, "")}'`;
    for (const said of [/Building|starts without a cache/, says]) {
      const ended = await shell(enter);
      expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
      expect(ended.stderr).toMatch(said);
      for (const folder of ["t", "checkout/target"])
        await rm(join(world.folder, folder), { recursive: true });
      await mkdir(temporary);
    }
  });

test("a shell in a checkout that was made anew stands in the new one; in one that is gone nothing fails", async () => {
  const world = await openWorld();
  const shell = await openShell(world);
  // As npm installs it: another shell in between would not know the name.
  const program = `"${process.execPath}" "${main}"`;
  const anew = await shell(`d=$PWD/x; mkdir "$d"; cd "$d"; rmdir "$d"; mkdir "$d"; ${program} env`);
  expect(anew).toMatchObject({ exitCode: 0, stdout: "" });
  expect(anew.stderr).toContain(`No restore ran in this job, in ${join(world.workspace, "x")}`);
  for (const [command, exitCode] of [
    ["save", 0],
    ["save --strict", 1],
    ["--version", 1],
  ] as const) {
    const gone = await shell(`mkdir y; cd y; rmdir "$PWD"; ${program} ${command}`);
    expect(gone).toMatchObject({ exitCode, stdout: "" });
    expect(gone.stderr).toMatch(/^(warning|error): the working directory \S+ is gone\. Run .*\n$/);
  }
});

test("env without a restore sets nothing, and says so", async () => {
  const world = await openWorld();
  const ended = await (await openShell(world))("sccache-bundle env");
  expect(ended).toMatchObject({ exitCode: 0, stdout: "" });
  expect(ended.stderr).toContain("No restore ran in this job");
});

test.each([
  ["saves all there is on a machine that was new", "github-hosted", { kind: "saved", entries: libraries }],
  [
    "saves nothing on a machine with a past: nobody knows whose entries are there",
    "",
    { kind: "nothing-new" },
  ],
])("save without a restore %s", async (_what, machine, outcome) => {
  const world = await openWorld();
  const shell = await openShell(world, {
    SCCACHE_DIR: world.directory,
    SCCACHE_SERVER_PORT: String(await freePort()),
    RUSTC_WRAPPER: world.sccachePath,
    RUNNER_ENVIRONMENT: machine,
  });
  const script = "export CARGO_INCREMENTAL=0; cargo build --offline && sccache-bundle save --json";
  const saved = await shell(script);
  expect(saved, saved.stderr).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(saved.stdout).save.outcome).toMatchObject(outcome);
});

test("a second restore in a shell, before the save of the first, is the one that env and save know", async () => {
  const world = await openWorld();
  const other = join(world.folder, "another checkout");
  await cp(world.workspace, other, { recursive: true });
  const built = await (await openShell(world))(`
set -eu
SCCACHE_BUNDLE_JOB=one sccache-bundle restore
eval "$(sccache-bundle env)"
echo "$SCCACHE_SERVER_UDS"
cargo build --offline
cd "${other}"
SCCACHE_BUNDLE_JOB=two sccache-bundle restore
eval "$(sccache-bundle env)"
echo "$SCCACHE_SERVER_UDS"
cargo build --offline
sccache-bundle save
cd "${world.workspace}"
sccache-bundle save
`);
  expect(built, built.stderr).toMatchObject({ exitCode: 0 });
  const saved = [...built.stderr.matchAll(/^Saved (\d+) entries as sccache-(?:[^-]+-){3}([^-]+)-/gm)];
  expect(saved.map(([, entries, job]) => `${entries} ${job}`)).toEqual([
    `${libraries} two`,
    `${libraries} one`,
  ]);
  const sockets = built.stdout.trim().split("\n");
  expect(new Set(sockets).size).toBe(2);
  for (const path of sockets) expect(await isListening({ kind: "socket", path })).toBe(false);
});

test("the state is the user's alone, and gone after the save", async () => {
  const world = await openWorld();
  const shell = await openShell(world);
  const restored = await shell(
    'sccache-bundle restore; eval "$(sccache-bundle env)"; echo "$SCCACHE_BUNDLE_STATE"; echo "$SCCACHE_SERVER_UDS"',
  );
  const [folder = "", socket = ""] = restored.stdout.split("\n");
  expect(await readdir(dirname(socket))).toContain("sccache");
  const file = join(folder, "handoff.json");
  const listing = execFileSync("stat", ["-c", "%a", file, folder], { encoding: "utf8" });
  expect(listing.split("\n")).toEqual(["600", "700", ""]);
  expect(await readFile(file, "utf8")).toContain(world.directory);
  expect(await shell("sccache-bundle save")).toMatchObject({ exitCode: 0 });
  expect(await readdir(dirname(folder))).toEqual([]);
  const left = await readdir(dirname(socket));
  expect(left.filter((name) => ["sccache", "sccache-server.log"].includes(name))).toEqual([]);
});

test("jobs that never save leave no copy of their bundle for long, and no folder for ever", async () => {
  const world = await openWorld();
  const job = async (id: string, script: string) =>
    (await openShell(world, { GITLAB_CI: "true", CI_COMMIT_REF_NAME: "main", CI_JOB_ID: id }))(script);
  const jobs = join(world.folder, "user's cache", "sccache-bundle", "jobs");
  const aged = async (path: string, hours: number) => {
    const then = Date.now() / 1000 - hours * 3600;
    for (const name of [".", ...(await readdir(path, { recursive: true }))])
      await utimes(join(path, name), then, then);
  };
  await job("1", recipe);
  await job("2", "sccache-bundle restore");
  const bundles = async () => (await filesIn(jobs)).filter((file) => file.endsWith(".tar.zst"));
  expect(await bundles()).toHaveLength(1);
  await aged(jobs, 7);
  await job("3", "sccache-bundle restore --lookup-only");
  expect(await bundles()).toEqual([]);
  expect((await filesIn(jobs)).filter((file) => file.endsWith("handoff.json"))).toHaveLength(2);
  await aged(jobs, 80);
  await job("4", "sccache-bundle restore --lookup-only");
  expect(await readdir(jobs)).toHaveLength(1);
});

test("two jobs of one user and one directory never take each other's state, and save uses what its restore used", async () => {
  const world = await openWorld();
  const store = (name: string) => `local:${join(world.folder, name)}`;
  const gitlab = { GITLAB_CI: "true", CI_COMMIT_REF_NAME: "main", SCCACHE_BUNDLE_STORE: "" };
  const job = (id: string, script: string) => async () =>
    (await openShell(world, { ...gitlab, CI_JOB_ID: id, CI_JOB_NAME: id }))(script);
  const keyOf = (ended: { stdout: string }) => JSON.parse(ended.stdout).key.primary;
  const a = keyOf(await job("a", `sccache-bundle restore --json --store ${store("one")}`)());
  const b = keyOf(await job("b", `sccache-bundle restore --json --store ${store("two")}`)());
  const saved = JSON.parse((await job("a", "sccache-bundle save --json")()).stdout);
  expect(saved.key.primary).toBe(a);
  expect(a).not.toBe(b);
  expect(saved.store).toContain("one");
});
