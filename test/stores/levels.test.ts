import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { SingleStoreSpec } from "../../src/config/parse-store.ts";
import { openStore } from "../../src/store/open.ts";
import { withEnv } from "../contract/with-env.ts";
import { recordingLog, silent } from "../logs.ts";
import { testFolder } from "../test-folder.ts";
import { type Azurite, azuriteAccount, startAzurite } from "./azurite.ts";
import { type Moto, motoEnv, startMoto } from "./moto.ts";
import { type Fault, type Seen, startProxy } from "./proxy.ts";
import { startTurbo, type Turbo, turboEnv } from "./turbo.ts";

const scopes = { own: "refs/heads/main", base: undefined, defaultBranch: undefined };
let moto: Moto;
let azurite: Azurite;
let turbo: Turbo;
let restoreEnv: () => void;

beforeAll(async () => {
  [moto, azurite, turbo] = await Promise.all([startMoto(), startAzurite(), startTurbo()]);
  restoreEnv = withEnv(motoEnv);
}, 300_000);
afterAll(async () => {
  restoreEnv();
  await Promise.all([moto, azurite, turbo].map((server) => server.close()));
});

/** A store on a network, as one level of two; `fault` decides what goes wrong with it. */
interface Far {
  readonly spec: SingleStoreSpec;
  readonly env: Readonly<Record<string, string>>;
  readonly proxy: Awaited<ReturnType<typeof startProxy>>;
  readonly isDownload: (request: Seen) => boolean;
}

async function openFar(kind: "s3" | "azure" | "vercel"): Promise<Far> {
  const proxy = await startProxy(
    { s3: moto.url, azure: new URL(azurite.url).origin, vercel: turbo.url }[kind],
  );
  onTestFinished(() => proxy.close());
  switch (kind) {
    case "s3": {
      const bucket = await moto.bucket();
      const spec = { kind, bucket, prefix: "", endpoint: proxy.url, pathStyle: true } as const;
      return { spec, env: {}, proxy, isDownload: ({ headers }) => headers["range"] !== undefined };
    }
    case "azure": {
      const env = { AZURE_STORAGE_CONNECTION_STRING: azurite.connection(`${proxy.url}/${azuriteAccount}`) };
      const spec = { kind, container: await azurite.container(), prefix: "" } as const;
      return { spec, env, proxy, isDownload: ({ headers }) => headers["x-ms-range"] !== undefined };
    }
    case "vercel": {
      const spec = { kind, address: proxy.url, prefix: randomUUID() } as const;
      // Pointers are read as bundles are, but are too short to stall.
      const isDownload = ({ method }: Seen) => method === "GET";
      return { spec, env: turboEnv, proxy, isDownload };
    }
  }
}

/** Fetches a bundle that is in both levels, with the times that a job has. */
async function fetchThrough(
  { spec, env, proxy, isDownload }: Far,
  fault: Fault,
  onlyDownloads: boolean,
): Promise<{
  readonly fetched: Buffer;
  readonly log: ReturnType<typeof recordingLog>;
  readonly body: Buffer;
}> {
  const folder = await testFolder();
  const body = randomBytes(3_000_000);
  await writeFile(join(folder, "from"), body);
  const near = { kind: "local", path: join(folder, "store") } as const;
  for (const one of [spec, near]) {
    await openStore(one, { log: silent, scopes, env }).store.put("k", join(folder, "from"));
  }
  proxy.rule((request) => (onlyDownloads && !isDownload(request) ? undefined : fault));
  const log = recordingLog();
  const target = await mkdtemp(join(folder, "target-"));
  const { store } = openStore({ kind: "levels", levels: [spec, near] }, { log, scopes, env });
  const found = await store.fetch({ key: "k", fallbacks: [] }, join(target, "into"));
  expect(found).toMatchObject({ kind: "hit", key: "k" });
  expect(await readdir(target)).toEqual(["into"]);
  return { fetched: await readFile(join(target, "into")), log, body };
}

test.each([
  ["never answers", { hang: true }, false, "no answer for 9 s"],
  [
    "answers, and then sends a part of the bundle alone",
    { stallAfterBytes: 1_000_000 },
    true,
    "no answer for 9 s",
  ],
] as const)(
  "a level that %s is left after ten seconds, and the next is asked",
  async (_what, fault, downloads, why) => {
    const ended = await Promise.all(
      (["s3", "azure", "vercel"] as const).map(async (kind) => {
        const far = await openFar(kind);
        return {
          label: openStore(far.spec, { log: silent, scopes, env: process.env }).store.label,
          ...(await fetchThrough(far, fault, downloads)),
        };
      }),
    );
    for (const { label, fetched, log, body } of ended) {
      expect(fetched.equals(body)).toBe(true);
      const warnings = log.lines.filter((line) => line.startsWith("warning: "));
      expect(warnings).toEqual([`warning: ${label}: ${why}: going on with the next level`]);
    }
  },
);

test("a level that nobody answers for is tried again within ten seconds, and then the next is asked", async () => {
  const far = await openFar("s3");
  const gone = { ...far, spec: { ...far.spec, endpoint: "http://127.0.0.1:9" } as SingleStoreSpec };
  const folder = await testFolder();
  const log = recordingLog();
  const near = { kind: "local", path: join(folder, "store") } as const;
  const { store } = openStore(
    { kind: "levels", levels: [gone.spec, near] },
    { log, scopes, env: process.env },
  );
  expect(await store.lookup({ key: "k", fallbacks: [] })).toEqual({ kind: "miss" });
  expect(log.lines.at(-1)).toMatch(/^warning: .*going on with the next level$/);
});
