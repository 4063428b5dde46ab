import { execFileSync } from "node:child_process";
import { lstat, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { commands } from "../../src/cli/run.ts";
import { make } from "../bundle/hostile-bundle.ts";
import { type MadeUpEntry, nameFor, readTree, writeTree, zipOf } from "../bundle/made-up-entries.ts";
import { makeFolder } from "../folder.ts";
import { sccacheBundle } from "./command-line.ts";

const golden = join(import.meta.dirname, "../golden");

const entries: readonly MadeUpEntry[] = ["serde", "syn", "syn"].map((crate, seed) => ({
  name: nameFor(seed),
  content: zipOf(
    [{ name: `lib${crate}-0123456789abcdef.rlib`, content: Buffer.alloc(500_000, `${seed} `) }],
    3,
  ),
  lastUse: 1_700_000_000,
}));

let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
  await writeTree(join(folder, "in"), entries);
  const packed = await sccacheBundle(["pack", "in", "-o", "all.tar.zst", "--segment-size", "1M"], {
    cwd: folder,
  });
  expect(packed).toMatchObject({ exitCode: 0, stdout: "" });
  expect(packed.stderr).toContain("Packed 3 entries");
  return () => rm(folder, { recursive: true });
});

test("what is unpacked is what was packed, and what the directory has already stays", async () => {
  const unpacked = await sccacheBundle(["unpack", "all.tar.zst", "out"], { cwd: folder });
  expect(unpacked).toMatchObject({ exitCode: 0, stdout: "" });
  const out = await readTree(join(folder, "out"));
  expect([...out.keys()].sort()).toEqual(entries.map(({ name }) => name).sort());

  const name = entries[0]?.name ?? "";
  await writeFile(join(folder, "out", name), "newer");
  await rm(join(folder, "out", entries[1]?.name ?? ""));
  expect(await sccacheBundle(["unpack", "all.tar.zst", "out"], { cwd: folder })).toMatchObject({
    exitCode: 0,
  });
  const again = await readTree(join(folder, "out"));
  expect(again.size).toBe(3);
  expect(again.get(name)?.content.toString()).toBe("newer");
});

test("with SOURCE_DATE_EPOCH equal directories give equal files, whatever the threads", async () => {
  const env = { SOURCE_DATE_EPOCH: "1700000000" };
  for (const [file, threads] of [
    ["one", "1"],
    ["other", "3"],
  ] as const) {
    const args = [
      "pack",
      "in",
      "-o",
      file,
      "--threads",
      threads,
      "--compression-level",
      "1",
      "--segment-size",
      "1M",
    ];
    expect(await sccacheBundle(args, { cwd: folder, env })).toMatchObject({ exitCode: 0 });
  }
  expect(await readFile(join(folder, "one"))).toEqual(await readFile(join(folder, "other")));
});

test("inspect lists crates and segments, and the whole manifest as JSON", async () => {
  const { exitCode, stdout } = await sccacheBundle(["inspect", "all.tar.zst"], { cwd: folder });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^syn +2 +1\.00 MB/m);
  expect(stdout).toMatch(/^serde +1 +500 kB/m);
  expect(stdout).toMatch(/^segment +entries/m);
  const json = await sccacheBundle(["inspect", "all.tar.zst", "--json"], { cwd: folder });
  expect(JSON.parse(json.stdout).entries).toHaveLength(3);
});

test("verify passes a sound bundle, and names the entries of a damaged segment; salvage recovers the others", async () => {
  expect(await sccacheBundle(["verify", "all.tar.zst"], { cwd: folder })).toMatchObject({
    exitCode: 0,
    stdout: "",
  });
  const { segments, entries: listed } = JSON.parse(
    (await sccacheBundle(["inspect", "all.tar.zst", "--json"], { cwd: folder })).stdout,
  );
  expect(segments.length).toBeGreaterThan(1);
  const bytes = await readFile(join(folder, "all.tar.zst"));
  const at = segments[1].offset + 20;
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  await writeFile(join(folder, "bad.tar.zst"), bytes);
  const inSegment = listed.filter(({ segment }: { segment: number }) => segment === 1);
  const name = inSegment[0].name;

  const verified = await sccacheBundle(["verify", "bad.tar.zst"], { cwd: folder });
  expect(verified).toMatchObject({ exitCode: 1 });
  expect(verified.stdout).toMatch(/segment 1 is damaged/);
  expect(verified.stdout).toContain(name);
  const findings = JSON.parse(
    (await sccacheBundle(["verify", "bad.tar.zst", "--json"], { cwd: folder })).stdout,
  );
  expect(findings).toMatchObject({ findings: [{ where: "segment", segment: 1, fault: "damaged" }] });

  const refused = await sccacheBundle(["unpack", "bad.tar.zst", "refused"], { cwd: folder });
  expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
  expect(refused.stderr).toContain("segment 1");
  await expect(readTree(join(folder, "refused"))).rejects.toThrow("ENOENT");

  const salvaged = await sccacheBundle(["unpack", "bad.tar.zst", "salvaged", "--salvage"], { cwd: folder });
  expect(salvaged).toMatchObject({ exitCode: 1 });
  expect(salvaged.stderr).toContain(`Lost ${name}`);
  expect((await readTree(join(folder, "salvaged"))).size).toBe(3 - inSegment.length);
});

test.each([
  [[], /Usage: sccache-bundle COMMAND/],
  [["help", "nonsense"], /^error: unknown command "nonsense"\n/],
  [["restor"], /did you mean restore\?/],
  [["completion", "csh"], /csh is not bash, zsh, fish, powershell/],
  [["frobnicate"], /^error: unknown command "frobnicate"\n/],
  [["pack"], /DIR is missing/],
  [["pack", "in"], /-o FILE is missing/],
  [["pack", "in", "other", "-o", "x"], /"other" is one argument too many/],
  [
    ["pack", "in", "-o", "x", "--compression-level", "99"],
    /^error: Invalid input:\n {2}compression-level: "99" is not a whole number from 1 to 19/,
  ],
  [["pack", "in", "-o", "x", "--levle", "3"], /unknown flag --levle/],
  [["pack", "in", "-o"], /-o needs a value/],
  [["env", "--format", "csh"], /--format csh is not one of sh/],
  [["save", "--status", "perhaps"], /--status perhaps is not one of/],
  [["restore", "--max-size", "1.5.G", "--store", "nowhere"], /max-size.*\n.*store/],
  [
    ["restore"],
    /^error: Invalid input:\n {2}store is required outside GitHub Actions: set --store or SCCACHE_BUNDLE_STORE/,
  ],
])("sccache-bundle %j is bad usage", async (args, message) => {
  const { exitCode, stdout, stderr } = await sccacheBundle(args, { cwd: folder });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(message);
  if (args.length > 1) expect(stderr.split("\n").length).toBeLessThan(6);
});

test.each(commands.map(({ name }) => name))("the help of %s is what it was", async (name) => {
  const { exitCode, stdout, stderr } = await sccacheBundle(["help", name], { cwd: folder });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  await expect(stdout).toMatchFileSnapshot(join(golden, `help-${name}.txt`));
  for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThan(100);
});

test("the help of the program is what it was, by each of its names", async () => {
  const { stdout } = await sccacheBundle(["--help"], { cwd: folder });
  await expect(stdout).toMatchFileSnapshot(join(golden, "help.txt"));
  for (const name of ["-h", "help"])
    expect((await sccacheBundle([name], { cwd: folder })).stdout).toBe(stdout);
});

test("completion and manual are made from the same table", async () => {
  for (const shell of ["bash", "zsh", "fish", "powershell"]) {
    const { stdout } = await sccacheBundle(["completion", shell], { cwd: folder });
    for (const word of ["restore", "completion", "max-size", "weekly"]) {
      if (shell !== "powershell" || word !== "weekly") expect(stdout, shell).toContain(word);
    }
  }
  const { stdout } = await sccacheBundle(["man"], { cwd: folder });
  expect(stdout).toMatch(/^\.TH SCCACHE-BUNDLE 1/);
  expect(stdout).toContain("--max-size SIZE");
});

test("--quiet leaves warnings and errors, and --verbose is accepted", async () => {
  const loud = await sccacheBundle(["verify", "all.tar.zst", "-v"], { cwd: folder });
  const quiet = await sccacheBundle(["verify", "all.tar.zst", "-q"], { cwd: folder });
  expect(loud.stderr).toContain("entries");
  expect(quiet).toMatchObject({ exitCode: 0, stderr: "" });
});

test.each([
  [["inspect", "none"], /^error: .*none: no such file or directory\n$/],
  [["verify", "none"], /no such file or directory/],
  [["unpack", "none", "never"], /no such file or directory/],
  [["pack", "none", "-o", "x"], /no such file or directory/],
  [["pack", "all.tar.zst", "-o", "x"], /^error: .*all.tar.zst: not a directory\n$/],
  [["pack", "in", "-o", "in"], /in is a folder, so no bundle can take its place/],
  [["inspect", "in"], /in is a folder; a bundle is a file/],
  [["verify", "in"], /in is a folder; a bundle is a file/],
])("sccache-bundle %j fails with a line, and not with a stack", async (args, message) => {
  const { exitCode, stdout, stderr } = await sccacheBundle(args, { cwd: folder });
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("help and version are answers, not errors", async () => {
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, "../../package.json"), "utf8"));
  expect(await sccacheBundle(["--version"])).toMatchObject({
    exitCode: 0,
    stdout: `sccache-bundle ${version}\n`,
  });
  expect((await sccacheBundle(["restore", "--help"])).stdout).toContain("--max-size SIZE\n");
});

test.each([
  ["inspect", []],
  ["inspect", ["--json"]],
  ["plan", []],
])("%s %j prints no name of a bundle that a runner or a terminal would act on", async (command, flags) => {
  const label = "::error::x ##[group] ##vso[task.complete] \u202e";
  await writeFile(join(folder, "named.tar.zst"), await make({ entry: { label } }));
  const { exitCode, stdout } = await sccacheBundle([command, "named.tar.zst", ...flags], { cwd: folder });
  expect(exitCode).toBe(0);
  if (command === "inspect") expect(stdout).toContain("error::x");
  expect(stdout).not.toMatch(/^::|##\[|##vso|\u202e/m);
});

test("a bundle takes the place of a file alone, also behind a link; of a device or a pipe never", async () => {
  execFileSync("mkfifo", [join(folder, "pipe")]);
  for (const args of [
    ["pack", "in"],
    ["merge", "all.tar.zst"],
  ]) {
    const refused = await sccacheBundle([...args, "-o", "pipe"], { cwd: folder });
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stderr).toMatch(
      /^error: \S*pipe is not a regular file, so no bundle can take its place$/m,
    );
    expect((await stat(join(folder, "pipe"))).isFIFO()).toBe(true);
  }
  await writeFile(join(folder, "target"), "");
  await symlink("target", join(folder, "link"));
  expect(await sccacheBundle(["pack", "in", "-o", "link"], { cwd: folder })).toMatchObject({ exitCode: 0 });
  expect((await lstat(join(folder, "link"))).isSymbolicLink()).toBe(true);
  expect(await sccacheBundle(["verify", "target"], { cwd: folder })).toMatchObject({ exitCode: 0 });
});

test("salvage of what is no bundle recovers nothing, and says so", async () => {
  await writeFile(join(folder, "note"), "x".repeat(999));
  const none = await sccacheBundle(["unpack", "--salvage", "note", "never"], { cwd: folder });
  expect(none).toMatchObject({ exitCode: 1, stdout: "" });
  expect(none.stderr).toMatch(/^error: \S*note is not a bundle, or nothing of it is intact$/m);
});

test("what is said of a file that is no bundle names it, and is no command", async () => {
  await writeFile(join(folder, "a\n::error::b"), "x");
  const { exitCode, stderr } = await sccacheBundle(["inspect", "a\n::error::b"], { cwd: folder });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^error: .*a\n: :error::b: the file has 1 bytes/);
  expect(stderr).not.toMatch(/^::/m);
  const none = await sccacheBundle(["inspect", "/dev/null"], { cwd: folder });
  expect(none).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/null is not a regular file/) });
  const merged = await sccacheBundle(["merge", "all.tar.zst", "a\n::error::b", "-o", "x"], { cwd: folder });
  expect(merged).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/error::b: the file has 1 bytes/),
  });
});

test("a reader that has read enough is no error", async () => {
  onTestFinished(() => undefined);
  const { run, main } = await import("./command-line.ts");
  const script = `"$0" "$1" inspect all.tar.zst --json | head -c 5; exit "\${PIPESTATUS[0]}"`;
  const ended = await run("bash", ["-c", script, process.execPath, main], { cwd: folder });
  expect(ended).toMatchObject({ exitCode: 0, stderr: "" });
});
