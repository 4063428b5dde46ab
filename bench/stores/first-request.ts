/**
 * How long the action takes from its start to its first request, beside actions/cache:
 *
 *     node bench/stores/first-request.ts ACTIONS_CACHE [--rounds 21]
 *
 * ACTIONS_CACHE is a checkout of https://github.com/actions/cache. The two take turns, against a server on this machine
 * that has nothing. Prints the least and the middle of all rounds: milliseconds, and those of the processor in the process
 * itself, on which other programs have less influence. Linux only, since it reads /proc.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "21" } },
  allowPositionals: true,
});
const [actionsCache] = positionals;
if (actionsCache === undefined) throw new Error("usage: node bench/stores/first-request.ts ACTIONS_CACHE");

const programs = [
  {
    name: "sccache-bundle",
    file: join(import.meta.dirname, "../../dist/main.js"),
    inputs: { "INPUT_LOOKUP-ONLY": "true", INPUT_SCCACHE: "path" },
  },
  {
    name: "actions/cache",
    file: join(actionsCache, "dist/restore-only/index.js"),
    inputs: { INPUT_PATH: "x", INPUT_KEY: "k" },
  },
];

/** Says that the job may read and write its branch's caches. */
const scopes = JSON.stringify([{ Scope: "refs/heads/main", Permission: 3 }]);
const token = ["e30", Buffer.from(JSON.stringify({ ac: scopes })).toString("base64url"), "x"].join(".");

/** Of the processor, as /proc counts it. */
const tickMs = 10;

const folder = await mkdtemp(join(tmpdir(), "bench-first-request-"));
const server = createServer((_request, response) => {
  server.emit("asked");
  response.writeHead(404).end("{}");
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

try {
  const took = new Map(programs.map(({ name }) => [name, { wall: [] as number[], cpu: [] as number[] }]));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const program of programs) {
      const { wallMs, cpuMs } = await firstRequest(program);
      took.get(program.name)?.wall.push(wallMs);
      took.get(program.name)?.cpu.push(cpuMs);
    }
  }
  for (const [name, { wall, cpu }] of took)
    console.log(`${name}: ${show(wall)} ms, processor ${show(cpu)} ms`);
  console.log(`load ${(loadavg()[0] ?? 0).toFixed(1)}`);
} finally {
  server.close();
  await rm(folder, { recursive: true });
}

async function firstRequest({ name, file, inputs }: (typeof programs)[number]) {
  const startMs = performance.now();
  const child = spawn(process.execPath, [file], {
    cwd: folder,
    stdio: "ignore",
    env: { ...job(), ...inputs },
  });
  const ended = once(child, "exit");
  const first = await Promise.race([once(server, "asked").then(() => "asked"), ended.then(() => "ended")]);
  if (first === "ended") throw new Error(`${name} ended without a request`);
  const wallMs = performance.now() - startMs;
  const times = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  child.kill("SIGKILL");
  await ended;
  return { wallMs, cpuMs: (Number(times[11]) + Number(times[12])) * tickMs };
}

/** The least and the middle. */
function show(numbers: number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  return `${sorted[0]?.toFixed(0)} (middle ${sorted[sorted.length >> 1]?.toFixed(0)})`;
}

function job() {
  return {
    PATH: "/usr/bin:/bin",
    HOME: folder,
    RUNNER_TEMP: folder,
    RUNNER_TOOL_CACHE: folder,
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: folder,
    GITHUB_REPOSITORY: "o/r",
    GITHUB_REF: "refs/heads/main",
    GITHUB_EVENT_NAME: "push",
    GITHUB_JOB: "build",
    GITHUB_RUN_ID: "1",
    GITHUB_WORKFLOW_REF: "o/r/.github/workflows/ci.yml@refs/heads/main",
    GITHUB_SERVER_URL: "https://github.com",
    ACTIONS_RESULTS_URL: url,
    ACTIONS_CACHE_URL: url,
    ACTIONS_CACHE_SERVICE_V2: "true",
    ACTIONS_RUNTIME_TOKEN: token,
  };
}
