import { once } from "node:events";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { DEFAULT_VERSION } from "../../src/sccache/install/install.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import { openSccache, parseVersion } from "../../src/sccache/server/server.ts";
import { realSccache } from "./real-sccache.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let real: string;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  real = await realSccache();
});

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function workbench(server?: (folder: string) => Record<string, string>): Promise<Workbench> {
  const bench = await openWorkbench(real, server);
  open.push(bench);
  return bench;
}

async function startServer({ sccache, env }: Workbench): Promise<void> {
  await runProgram(sccache.path, ["--start-server"], { env, limitMs: 150_000 });
}

test("the version is what the binary says", async () => {
  expect(await openSccache({ path: real, env: {} }).version()).toBe(DEFAULT_VERSION);
});

test.each([
  ["sccache 0.16.0\n", "0.16.0"],
  ["sccache 0.4.0-pre.8\n", "0.4.0-pre.8"],
])("%j is a version", (printed, version) => {
  expect(parseVersion(printed)).toBe(version);
});

test.each(["", "ccache version 4.9\n", "sccache\n", "sccache next\n", "sccache 1.0.0\nand more\n"])(
  "%j is none",
  (printed) => {
    expect(() => parseVersion(printed)).toThrow("not sccache");
  },
);

test("a file that does not run has no version", async () => {
  const missing = openSccache({ path: "/nowhere/sccache", env: {} });
  await expect(missing.version()).rejects.toThrow("/nowhere/sccache --version: ENOENT");
  expect(await missing.statistics()).toBeUndefined();
});

test("looking and stopping start no server", async () => {
  const { sccache } = await workbench();
  expect(await sccache.statistics()).toBeUndefined();
  expect(await sccache.stop()).toEqual({ kind: "not-running" });
  expect(await sccache.isServerAlive()).toBe(false);
});

const abstract = (folder: string) => ({ SCCACHE_SERVER_UDS: `\\x00${path.basename(folder)}` });
const socket = (folder: string) => ({ SCCACHE_SERVER_UDS: path.join(folder, "socket") });
const places: Partial<Record<NodeJS.Platform, (typeof socket)[]>> = {
  linux: [socket, abstract],
  darwin: [socket],
};

test.each(places[process.platform] ?? [])("a server at a socket is seen and stopped", async (place) => {
  const bench = await workbench(place);
  expect(await bench.sccache.isServerAlive()).toBe(false);
  await startServer(bench);
  expect(await bench.sccache.isServerAlive()).toBe(true);
  expect(await bench.sccache.statistics()).toMatchObject({ compileRequests: 0 });
  expect(await bench.sccache.stop()).toEqual({ kind: "stopped" });
  expect(await bench.sccache.isServerAlive()).toBe(false);
});

/** Something that listens, and is not sccache. */
async function stranger(): Promise<{ server: Server; port: string }> {
  const server = createServer((connection) => connection.on("error", () => {}));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(server);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, port: String(address.port) };
}

test("a stranger that never answers is neither waited for nor harmed", async () => {
  const { server, port } = await stranger();
  const env = { SCCACHE_SERVER_PORT: port };
  const sccache = openSccache({ path: real, env, callMs: 300, goneMs: 100 });
  expect(await sccache.isServerAlive()).toBe(true);
  expect(await sccache.statistics()).toBeUndefined();
  expect(await sccache.stop()).toEqual({
    kind: "failed",
    why: expect.stringContaining("not done after 0.3 s"),
  });
  expect(server.listening).toBe(true);
});

test("a program is run where this process was started, wherever it is meanwhile", async () => {
  const started = process.cwd();
  const elsewhere = await realpath(await mkdtemp(path.join(tmpdir(), "elsewhere-")));
  process.chdir(elsewhere);
  try {
    // As the client of GitHub's cache leaves its folder, which is removed while sccache is being started.
    await rm(elsewhere, { recursive: true });
    const { stdout } = await runProgram("pwd", ["-P"], { env: process.env, limitMs: 10_000 });
    expect(stdout.trim()).toBe(await realpath(started));
    await runProgram(await realSccache(), ["--show-stats"], {
      env: { ...process.env, SCCACHE_SERVER_PORT: "1" },
      limitMs: 60_000,
    });
  } finally {
    process.chdir(started);
  }
});
