import { rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { makeFolder } from "../folder.ts";
import { compile, openStage, type Stage } from "./stage.ts";

/** How a service can be dead: it accepts and never answers, it is not there, it hangs up, it answers only errors. */
export const deaths = ["silent", "refused", "reset", "errors"] as const;
export type Death = (typeof deaths)[number];

/** Stores that may be dead, by name: what a job is told of one at this address. */
export const deadStores: Readonly<
  Record<string, (url: string) => { store: string; env: Env; token?: string }>
> = {
  github: (url) => ({ store: "github", env: { ACTIONS_RESULTS_URL: url } }),
  // Its REST API, too.
  "all-of-github": (url) => ({
    store: "github",
    env: { ACTIONS_RESULTS_URL: url, GITHUB_API_URL: url },
    token: "any",
  }),
  s3: (url) => ({
    store: `s3://bundles?endpoint=${url}`,
    env: { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" },
  }),
  azure: (url) => ({
    store: "azure://bundles",
    env: {
      AZURE_STORAGE_CONNECTION_STRING: `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;BlobEndpoint=${url}/devstoreaccount1;`,
    },
  }),
  vercel: (url) => ({ store: `vercel+${url}`, env: { VERCEL_TOKEN: "token" } }),
};

type Env = Readonly<Record<string, string>>;

/** What a dead service cost a step: the seconds of its own phases that the store was asked in, and what it said. */
export interface DeadStep {
  readonly seconds: number;
  readonly exitCode: number | null;
  readonly warnings: readonly string[];
}

/** Runs a job of the built action whose store is dead from the beginning. */
export async function playDead(
  store: string,
  death: Death,
): Promise<Readonly<Record<"main" | "post", DeadStep>>> {
  const folder = await makeFolder();
  const service = await dead(death);
  const stage = await openStage(folder);
  try {
    return await play(stage, store, service.url);
  } finally {
    await stage.close();
    await service.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function play(stage: Stage, name: string, url: string) {
  const open = deadStores[name];
  if (!open) throw new Error(`there is no store ${name}`);
  const { store, env, token = "" } = open(url);
  const job = await stage.job({ env });
  const main = await job.uses(".", { ...stage.inputs, store, token, "job-summary": "always" });
  await compile(job, stage.workspace, ["one", "two"]);
  const [post] = await job.finish();
  if (post === undefined) throw new Error("there was no post step");
  const told = ({ exitCode, warnings }: typeof main, step: "restore" | "save"): DeadStep => ({
    seconds: waitedFor(post.summary, step),
    exitCode,
    warnings: warnings.map(String),
  });
  return { main: told(main, "restore"), post: told(post, "save") };
}

/** The seconds of the phases in which a store is asked, as the job summary lists them. */
function waitedFor(summary: string, wanted: "restore" | "save"): number {
  const asked = /look up and download|plan|fetch other bundles|upload|clean up/;
  const rows = [...summary.matchAll(/^\| (restore|save) +\| ([^|]+?) +\| +([^|]+?) +\|$/gm)];
  const own = rows.filter(([, step, phase]) => step === wanted && asked.test(phase ?? ""));
  if (own.length === 0) throw new Error(`the summary tells no phase of ${wanted}: ${summary}`);
  return own.reduce((sum, [, , , time = ""]) => sum + secondsOf(time), 0);
}

/** `450 ms`, `9.1 s` or `1 min 5 s`. */
function secondsOf(time: string): number {
  const parts = [...time.matchAll(/([\d.]+) ?(ms|min|m|s)/g)];
  const each: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60 };
  if (parts.length === 0) throw new Error(`${time} is no time`);
  return parts.reduce((sum, [, n, unit = ""]) => sum + Number(n) * (each[unit] ?? Number.NaN), 0);
}

const unavailable = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

async function dead(death: Death): Promise<{ readonly url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    if (death === "reset") return void socket.resetAndDestroy();
    sockets.add(socket);
    socket.on("error", () => undefined);
    if (death === "errors") socket.on("data", () => socket.end(unavailable));
    else socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  if (death === "refused") await stop();
  return { url: `http://127.0.0.1:${port}`, close: death === "refused" ? async () => {} : stop };
}
