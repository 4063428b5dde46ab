import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runProgram } from "../../src/sccache/run-program.ts";
import { freePort, isListening } from "../../src/sccache/server/address.ts";
import { endByForce } from "../../src/sccache/server/end-by-force.ts";
import { openServer, proveServer, type ServerRef } from "../../src/sccache/server/server.ts";
import { type Started, type StartOptions, startServer } from "../../src/sccache/server/start.ts";
import { realSccache } from "./real-sccache.ts";

let sccachePath: string;
let folder: string;
const running: ServerRef[] = [];
const strangers: { close(): unknown }[] = [];

beforeAll(async () => {
  sccachePath = await realSccache();
});

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), "job-")));
});

afterEach(async () => {
  for (const server of running.splice(0)) await openServer(server).stop();
  for (const stranger of strangers.splice(0)) stranger.close();
  await rm(folder, { recursive: true });
});

/** The environment of a build; its sccache has no say from the tests' own environment. */
function environment(more: Record<string, string> = {}): Record<string, string> {
  const names = ["PATH", "HOME", "TMPDIR", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"];
  const own = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { ...Object.fromEntries(own), SCCACHE_DIR: path.join(folder, "cache"), ...more };
}

async function start(more: Partial<StartOptions> = {}): Promise<Started> {
  const started = await startServer({
    ...{ sccachePath, version: "0.16.0", env: environment(), folder },
    ...more,
  });
  if (started.kind === "ready") running.push(started.server);
  return started;
}

const calls = [
  ["rustc", "-vV"],
  ["cc", "--version"],
];

async function ready(more: Partial<StartOptions> = {}): Promise<ServerRef> {
  const started = await start(more);
  if (started.kind === "failed") throw new Error(started.why);
  return started.server;
}

const isWindows = process.platform === "win32";

async function compile(server: ServerRef, name: string): Promise<void> {
  await writeFile(path.join(folder, `${name}.rs`), "pub fn one() -> u32 { 1 }\n");
  const source = path.join(folder, `${name}.rs`);
  const args = ["rustc", "--crate-name", name, "--crate-type", "rlib", "--emit", "link", "--out-dir", folder];
  const env = { ...environment(), ...server.variables };
  await runProgram(sccachePath, [...args, source], { env, limitMs: 150_000 });
}

test("a job's server is proved, counts the build alone, and logs each compilation", async () => {
  const server = await ready();
  expect(JSON.parse(JSON.stringify(server))).toEqual(server);
  expect(await proveServer(server, { env: environment(), calls })).toEqual({
    why: undefined,
    refused: [undefined, undefined],
    worked: 2,
    requests: 2,
  });
  expect(await openServer(server).statistics()).toMatchObject({ compileRequests: 0, executed: 0 });
  await compile(server, "one");
  expect(await openServer(server).statistics()).toMatchObject({ executed: 1, misses: { total: 1 } });
  expect(await readFile(server.logFile ?? "", "utf8")).toContain("[one]: Hash key: ");
  expect(await openServer(server).stop()).toEqual({ kind: "stopped" });
  expect(await isListening(server.address, 1000)).toBe(false);
  expect(await openServer(server).statistics()).toBeUndefined();
  // A process that listens no more may be about to end, and is ended then.
  await expect.poll(() => openServer(server).stop()).toEqual({ kind: "not-running" });
});

test.each<Record<string, string>>([
  { SCCACHE_WEBDAV_ENDPOINT: "http://me:hush@127.0.0.1:1" },
  {
    SCCACHE_AZURE_BLOB_CONTAINER: "some",
    SCCACHE_AZURE_CONNECTION_STRING: "BlobEndpoint=http://127.0.0.1:1;SharedAccessSignature=sig=hush",
  },
])("of a backend that is not there, sccache's words are told without a secret: %o", async (backend) => {
  const started = await start({ env: environment(backend) });
  expect(started).toMatchObject({ kind: "failed", why: expect.stringContaining("127.0.0.1:1") });
  expect(JSON.stringify(started)).not.toContain("hush");
});

test("a version manager's shim, which finds the program by the user's variables, is spoken to as the program", async () => {
  if (isWindows) return;
  const tools = path.join(folder, "tools");
  const shim = path.join(folder, "sccache");
  await mkdir(tools);
  await writeFile(path.join(tools, "manager"), `#!/bin/sh\nexec "$MANAGED" "$@"\n`, { mode: 0o755 });
  await writeFile(shim, '#!/bin/sh\nexec manager "$@"\n', { mode: 0o755 });
  const PATH = `${process.env["PATH"]}:${tools}`;
  const env = environment({ PATH, MANAGED: sccachePath });
  const server = await ready({ sccachePath: shim, env });
  expect(await proveServer(server, { env, calls })).toEqual({
    why: undefined,
    refused: [undefined, undefined],
    worked: 2,
    requests: 2,
  });
  // An address that a later step has set has no say.
  const later = { ...env, SCCACHE_SERVER_UDS: path.join(folder, "other.sock"), SCCACHE_SERVER_PORT: "1" };
  expect(await openServer(server, { env: later }).statistics()).toMatchObject({ executed: 0 });
  expect(await openServer(server, { env: later }).stop()).toEqual({ kind: "stopped" });
});

test("two jobs on one machine have servers of their own", async () => {
  const other = await mkdtemp(path.join(folder, "other-"));
  const first = await ready();
  const second = await ready({ folder: other, env: environment({ SCCACHE_DIR: path.join(other, "cache") }) });
  await compile(first, "one");
  await openServer(second).stop();
  expect(await openServer(first).statistics()).toMatchObject({ executed: 1 });
});

test("an sccache without sockets gets a port of its own", async () => {
  expect((await ready({ version: "0.8.2" })).address.kind).toBe("port");
});

test("a user's own port is used when it is free", async () => {
  const port = await freePort();
  const server = await ready({ env: environment({ SCCACHE_SERVER_PORT: String(port) }) });
  expect(server.address).toEqual({ kind: "port", port });
});

test.each(["silent", "talking"])(
  "a %s stranger on the user's port costs a moment, no server",
  async (kind) => {
    const stranger = createServer((connection) => {
      connection.on("error", () => {});
      if (kind === "talking") connection.end("HTTP/1.0 400 Bad Request\r\n\r\n");
    });
    stranger.listen(0, "127.0.0.1");
    await once(stranger, "listening");
    strangers.push(stranger);
    const { port } = stranger.address() as { port: number };
    const server = await ready({ env: environment({ SCCACHE_SERVER_PORT: String(port) }) });
    expect(server.address).not.toEqual({ kind: "port", port });
    expect(stranger.listening).toBe(true);
  },
);

test("two jobs that are told one port never share a server, and neither ends the other's", async () => {
  const env = environment({ SCCACHE_SERVER_PORT: String(await freePort()) });
  const first = await ready({ env });
  const second = await ready({ env, folder: await mkdtemp(path.join(folder, "other-")) });
  expect(second.address).not.toEqual(first.address);
  await openServer(first).stop();
  // What looks for the first one by force meets the second, which was told the same port. The first may still be ending.
  await expect.poll(() => endByForce(first.address)).toBe(false);
  expect(await openServer(second).statistics()).toMatchObject({ executed: 0 });
});

test("the user's own log stays the user's", async () => {
  // Also in a folder that is not there yet.
  const log = path.join(folder, "logs", "their.log");
  const server = await ready({ env: environment({ SCCACHE_LOG: "info", SCCACHE_ERROR_LOG: log }) });
  expect(server.logFile).toBeNull();
  expect(await readFile(log, "utf8")).toContain("server started");
});

test.each<[string, () => Record<string, string>, RegExp]>([
  [
    "a configuration that sccache refuses",
    () => ({ SCCACHE_CONF: path.join(folder, "conf") }),
    /unknown field `nonsense`/,
  ],
  ["a relative base directory", () => ({ SCCACHE_BASEDIRS: "relative" }), /Basedir path must be absolute/],
  [
    "a temporary folder that is not there",
    () => ({ TMPDIR: path.join(folder, "nowhere") }),
    /No such file or directory/,
  ],
  // sccache would wait ten seconds for a server that has ended, and then speak of a remote service.
  [
    "a log of the user's that cannot be written",
    () => ({ SCCACHE_ERROR_LOG: path.join(folder, "conf", "their.log") }),
    /^SCCACHE_ERROR_LOG is .*their\.log, which cannot be written: \w+/,
  ],
])("%s is a reason, not an exception", async (_name, more, why) => {
  await writeFile(path.join(folder, "conf"), "nonsense = 1\n");
  const started = await start({ env: environment(more()) });
  expect(started).toEqual({ kind: "failed", why: expect.stringMatching(why) });
});

test("a compiler that sccache cannot wrap is refused; one that is broken anyway is not", async () => {
  const server = await ready();
  const odd = path.join(folder, "odd");
  const prove = () => proveServer(server, { env: environment(), calls: [[odd, "-vV"], ...calls] });
  await writeFile(odd, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  const refused = [expect.stringContaining("Compiler not supported"), undefined, undefined];
  expect(await prove()).toMatchObject({ why: undefined, refused });
  await writeFile(odd, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  expect(await prove()).toMatchObject({ why: undefined, refused: [undefined, undefined, undefined] });
});

test("a compiler that calls CC itself, as zig does, starts no server beside the job's", async () => {
  if (isWindows) return;
  const server = await ready();
  const odd = path.join(folder, "odd");
  const seen = path.join(folder, "seen");
  // What an sccache would be told that it calls.
  const script = `#!/bin/sh\necho "at $SCCACHE_SERVER_UDS" >> ${seen}\n`;
  await writeFile(odd, script, { mode: 0o755 });
  const { refused } = await proveServer(server, { env: environment(), calls: [[odd, "--version"]] });
  expect(refused).toEqual([expect.stringContaining("Compiler not supported")]);
  const addresses = (await readFile(seen, "utf8")).trimEnd().split("\n");
  expect(new Set(addresses)).toEqual(new Set([`at ${server.variables["SCCACHE_SERVER_UDS"]}`]));
});

test("a compiler that nobody but us names is refused where it does not run", async () => {
  const server = await ready();
  const missing = [path.join(folder, "cc"), "--version"];
  const { refused } = await proveServer(server, {
    env: environment(),
    calls: [missing],
    ours: new Set([missing]),
  });
  expect(refused).toEqual([expect.stringMatching(/^\S+cc --version: ENOENT, so set CC to the compiler$/)]);
});

test("a command that runs the compilers without sccache is told by the requests", async () => {
  const server = await ready();
  const command = path.join(folder, "sccache");
  await writeFile(command, '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  const prove = (more: { command?: string }) => proveServer(server, { env: environment(), calls, ...more });
  const proved = { why: undefined, refused: [undefined, undefined] };
  expect(await prove({ command })).toEqual({ ...proved, worked: 2, requests: 0 });
  expect(await prove({})).toEqual({ ...proved, worked: 2, requests: 2 });
  // The server does not hear of a compiler that is not there, whatever calls it.
  const missing = { env: environment(), calls: [[path.join(folder, "rustc"), "-vV"]] };
  expect(await proveServer(server, missing)).toMatchObject({ refused: [undefined], worked: 0, requests: 0 });
});

test("a compiler that only a command finds is tried by it", async () => {
  const server = await ready();
  const program = `process.env.PATH = process.argv[1]; const { status } = require("node:child_process").spawnSync(process.argv[2], process.argv.slice(3), { stdio: "inherit" }); process.exit(status)`;
  const format = [process.execPath, "-e", program, process.env["PATH"] ?? "", "{0}"];
  const env = environment({ PATH: folder });
  expect(await proveServer(server, { env, calls, format })).toEqual({
    why: undefined,
    refused: [undefined, undefined],
    worked: 2,
    requests: 2,
  });
  const odd = path.join(folder, "odd");
  await writeFile(odd, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  const { refused } = await proveServer(server, { env, calls: [[odd, "-vV"]], format });
  expect(refused).toEqual([expect.stringContaining("exit")]);
});

test("a server that has died does not pass, whatever else is set", async () => {
  const server = await ready();
  await openServer(server).stop();
  await rm(folder, { recursive: true });
  await mkdir(folder);
  const env = environment({ SCCACHE_IGNORE_SERVER_IO_ERROR: "1", TMPDIR: "/nonexistent" });
  expect(await proveServer(server, { env, calls: [] })).toMatchObject({ why: "its server does not answer" });
});

test("a binary that does not run is a reason", async () => {
  expect(await start({ sccachePath: "/nowhere/sccache" })).toMatchObject({
    kind: "failed",
    why: expect.stringContaining("ENOENT"),
  });
});

if (!isWindows)
  describe("on Unix", () => {
    test("a folder too long for a socket is replaced by a short one", async () => {
      const long = path.join(folder, "a".repeat(120));
      await mkdir(long);
      const server = await ready({ folder: long });
      expect(server.address.kind).toBe("socket");
      expect(server.logFile).toBe(path.join(long, "sccache-server.log"));
      await openServer(server).stop();
      await rm(path.dirname("path" in server.address ? server.address.path : ""), { recursive: true });
    });

    test("a TMPDIR in which sccache cannot start is named, with what to do", async () => {
      const long = path.join(folder, "a".repeat(120));
      await mkdir(long);
      const started = await start({ env: environment({ TMPDIR: long }) });
      expect(started).toMatchObject({
        why: expect.stringMatching(/TMPDIR is too long .*: set a shorter one$/),
      });
    });

    test("a socket of the user's in the abstract namespace is used", async () => {
      if (process.platform !== "linux") return;
      const env = environment({ SCCACHE_SERVER_UDS: `\\x00${path.basename(folder)}\\x2fserver` });
      const server = await ready({ env });
      expect(server.variables).toEqual({ SCCACHE_SERVER_UDS: `\\x00${path.basename(folder)}/server` });
      expect((await proveServer(server, { env, calls })).why).toBeUndefined();
    });

    test("whoever reads a pipe that the restore had open sees its end", async () => {
      const script = path.resolve(import.meta.dirname, "start-server.ts");
      const node = `"${process.execPath}" --no-warnings "${script}" "$0" "$1" "$2"`;
      // One descriptor that Node closes by itself, and one beyond those that it looks at.
      const line = `{ exec 7>&1 20>&1; ${node}; } | cat`;
      const args = ["-c", line, sccachePath, path.join(folder, "cache"), folder];
      const { stdout } = await promisify(execFile)("bash", args, { env: environment(), timeout: 150_000 });
      const started = JSON.parse(stdout) as Started;
      if (started.kind === "ready") running.push(started.server);
      expect(started.kind).toBe("ready");
      expect(started.kind === "ready" && (await isListening(started.server.address, 1000))).toBe(true);
    });
  });

test("a server that answers nobody is ended all the same, and no other one", async () => {
  if (process.platform !== "linux") return;
  const frozen = await ready();
  const other = await ready({ folder: await mkdtemp(path.join(folder, "other-")) });
  const [id = 0] = await serversAt(frozen);
  process.kill(id, "SIGSTOP");
  const stopped = await openServer(frozen, { callMs: 500 }).stop();
  expect(stopped).toEqual({ kind: "stopped" });
  await expect.poll(() => serversAt(frozen), { timeout: 10_000 }).toEqual([]);
  expect(await serversAt(other)).toHaveLength(1);
});

/** The processes that were started as the server of an address. */
async function serversAt({ variables }: ServerRef): Promise<number[]> {
  const wanted = ["SCCACHE_START_SERVER=1", ...Object.entries(variables).map((pair) => pair.join("="))];
  const found: number[] = [];
  for (const id of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const environment = (await readFile(`/proc/${id}/environ`, "utf8").catch(() => "")).split("\0");
    if (wanted.every((one) => environment.includes(one))) found.push(Number(id));
  }
  return found;
}
