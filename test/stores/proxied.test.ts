import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { inspect, promisify } from "node:util";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { proxyNotice, settleProxies } from "../../src/store/proxies.ts";
import { startCacheService } from "../cache-service/service.ts";
import { withEnv } from "../contract/with-env.ts";
import { silent } from "../logs.ts";
import { testFolder } from "../test-folder.ts";
import { type Azurite, azuriteAccount, azuriteKey, startAzurite } from "./azurite.ts";
import { type ForwardProxy, startForwardProxy } from "./forward-proxy.ts";
import { type Moto, motoEnv, startMoto } from "./moto.ts";
import { startTurbo, type Turbo, turboEnv } from "./turbo.ts";

const scopes = { own: "refs/heads/main", base: undefined, defaultBranch: undefined };
/** Nobody but the proxy knows it. */
const host = "http://far.proxied.invalid";
let moto: Moto;
let azurite: Azurite;
let turbo: Turbo;

beforeAll(async () => {
  [moto, azurite, turbo] = await Promise.all([startMoto(), startAzurite(), startTurbo()]);
}, 300_000);
afterAll(async () => {
  await Promise.all([moto, azurite, turbo].map((server) => server.close()));
});

const proxyEnv = (url: string, more: object = {}) => ({
  HTTP_PROXY: url,
  HTTPS_PROXY: url,
  http_proxy: undefined,
  https_proxy: undefined,
  NO_PROXY: undefined,
  no_proxy: undefined,
  ...more,
});

async function through(target: string, more: object = {}): Promise<ForwardProxy> {
  const proxy = await startForwardProxy(target);
  onTestFinished(() => proxy.close());
  onTestFinished(withEnv({ ...motoEnv, ...turboEnv, ...proxyEnv(proxy.url, more) }));
  return proxy;
}

async function roundTrip(spec: Parameters<typeof openStore>[0]): Promise<string> {
  const folder = await testFolder();
  await writeFile(join(folder, "from"), "body");
  const { store } = openStore(spec, { log: silent, scopes, env: process.env });
  expect(await store.put("k", join(folder, "from"))).toEqual({ kind: "stored", bytes: 4 });
  expect(await store.fetch({ key: "k", fallbacks: [] }, join(folder, "into"))).toMatchObject({ key: "k" });
  return readFile(join(folder, "into"), "utf8");
}

test("S3 is reached through a proxy", async () => {
  const bucket = await moto.bucket();
  const proxy = await through(moto.url);
  const spec = { kind: "s3", bucket, prefix: "", endpoint: host, pathStyle: true } as const;
  expect(await roundTrip(spec)).toBe("body");
  expect(proxy.seen.length).toBeGreaterThan(3);
});

test("Azure is reached through a proxy", async () => {
  const container = await azurite.container();
  const proxy = await through(new URL(azurite.url).origin, {
    AZURE_STORAGE_CONNECTION_STRING: azurite.connection(`${host}/${azuriteAccount}`),
  });
  expect(await roundTrip({ kind: "azure", container, prefix: "" })).toBe("body");
  expect(proxy.seen.length).toBeGreaterThan(3);
});

test("Vercel is reached through a proxy", async () => {
  const proxy = await through(turbo.url);
  expect(await roundTrip({ kind: "vercel", address: host, prefix: randomUUID() })).toBe("body");
  expect(proxy.seen.length).toBeGreaterThan(3);
});

test("GitHub's REST API is reached through a proxy", async () => {
  const service = await startCacheService();
  onTestFinished(() => service.close());
  const proxy = await through(service.url);
  const env = { ...process.env, GITHUB_API_URL: host, GITHUB_REPOSITORY: "me/mine" };
  const { catalog, repository } = openStore({ kind: "github" }, { log: silent, scopes, env, token: "token" });
  expect(await catalog?.list("")).toEqual({ bundles: [], complete: true });
  expect(await repository?.usage()).toBe(0);
  expect(proxy.seen).toHaveLength(2);
});

test("NO_PROXY is honoured", async () => {
  const bucket = await moto.bucket();
  const proxy = await through(moto.url, { NO_PROXY: "127.0.0.1" });
  const spec = { kind: "s3", bucket, prefix: "", endpoint: moto.url, pathStyle: true } as const;
  expect(await roundTrip(spec)).toBe("body");
  expect(proxy.seen).toEqual([]);
});

test("a proxy that refuses is named, and costs seconds at most", async () => {
  const proxy = await startForwardProxy(moto.url, { refuses: true });
  onTestFinished(() => proxy.close());
  onTestFinished(withEnv({ ...turboEnv, ...proxyEnv(proxy.url) }));
  const spec = { kind: "vercel", address: "https://far.proxied.invalid", prefix: "" } as const;
  const { store } = openStore(spec, { log: silent, scopes, env: process.env });
  await expect(store.lookup({ key: "k", fallbacks: [] })).rejects.toMatchObject({
    reason: "unavailable",
    message: expect.stringContaining("HTTPS_PROXY"),
  });
  expect(proxy.seen).toContain("CONNECT far.proxied.invalid:443");
});

test.each(["refused", "silent"])(
  "a proxy that is %s is named by every store, without its password",
  async (how) => {
    const proxy = createServer(() => undefined); // it accepts, and never answers
    await once(proxy.listen(0, "127.0.0.1"), "listening");
    const { port } = proxy.address() as AddressInfo;
    const end = () => {
      proxy.closeAllConnections();
      proxy.close();
    };
    if (how === "silent") onTestFinished(end);
    else end();
    const url = `http://me:pa55word@127.0.0.1:${port}`;
    const service = await startCacheService();
    await service.close(); // only for what else the client wants
    const more = {
      AZURE_STORAGE_ACCOUNT: "acc",
      AZURE_STORAGE_KEY: azuriteKey,
      NO_PROXY: ".example,127.0.0.1",
    };
    const github = { ...service.env(), ACTIONS_RESULTS_URL: "https://far.proxied.invalid/" };
    onTestFinished(
      withEnv({ ...motoEnv, ...turboEnv, ...github, ...proxyEnv(url, more), HTTP_PROXY: undefined }),
    );
    const far = "https://far.proxied.invalid";
    const env = { ...process.env, GITHUB_API_URL: far, GITHUB_REPOSITORY: "me/mine" };
    const specs = [
      { kind: "s3", bucket: "b-1", prefix: "", endpoint: far, pathStyle: true },
      { kind: "azure", container: "c", prefix: "", endpoint: `${far}/acc` },
      { kind: "vercel", address: far, prefix: "" },
      { kind: "github" },
    ] as const;
    const calls = specs.flatMap((spec) => {
      const { store, catalog } = openStore(spec, { log: silent, scopes, env, token: "token" });
      const lookup = store.lookup({ key: "k", fallbacks: [] });
      return spec.kind === "github" && catalog ? [lookup, catalog.list("")] : [lookup];
    });
    for (const { reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ name: "StoreError", reason: "unavailable" });
      expect(reason.message).toContain(`; it is asked through the proxy 127.0.0.1:${port} (HTTPS_PROXY)`);
      expect(inspect(reason, { depth: 9 })).not.toContain("pa55word");
    }
  },
);

test("a service behind no proxy is not blamed on one", async () => {
  onTestFinished(withEnv({ ...motoEnv, ...proxyEnv("http://127.0.0.1:9", { NO_PROXY: "LOCALHOST" }) }));
  settleProxies(process.env);
  const spec = {
    kind: "s3",
    bucket: "b-1",
    prefix: "",
    endpoint: "http://localhost:9",
    pathStyle: true,
  } as const;
  const { store } = openStore(spec, { log: silent, scopes, env: process.env });
  await expect(store.lookup({ key: "k", fallbacks: [] })).rejects.toThrow(/ECONNREFUSED\)$/);
});

test.each(["S3", "Azure", "Vercel"])("%s is reached through a proxy without a scheme", async (kind) => {
  const target = { S3: moto.url, Azure: new URL(azurite.url).origin, Vercel: turbo.url }[kind] ?? "";
  const container = await azurite.container();
  const proxy = await through(target, {
    AZURE_STORAGE_CONNECTION_STRING: azurite.connection(`${host}/${azuriteAccount}`),
  });
  const plain = proxy.url.replace("http://", "");
  onTestFinished(withEnv({ HTTP_PROXY: plain, HTTPS_PROXY: plain }));
  settleProxies(process.env);
  const specs = {
    S3: { kind: "s3", bucket: await moto.bucket(), prefix: "", endpoint: host, pathStyle: true },
    Azure: { kind: "azure", container, prefix: "" },
    Vercel: { kind: "vercel", address: host, prefix: randomUUID() },
  } as const;
  expect(await roundTrip(specs[kind as keyof typeof specs])).toBe("body");
  expect(proxy.seen.length).toBeGreaterThan(3);
});

test.each(["proxied.invalid", "10.0.0.0/8 *.proxied.invalid", "*"])(
  "NO_PROXY=%s is read alike for every store",
  async (exceptions) => {
    const proxy = await startForwardProxy(moto.url);
    onTestFinished(() => proxy.close());
    const more = { NO_PROXY: exceptions, AZURE_STORAGE_ACCOUNT: "acc", AZURE_STORAGE_KEY: azuriteKey };
    const env = { ...process.env, ...motoEnv, ...turboEnv, ...proxyEnv(proxy.url, more) };
    const stores = [
      `s3://bucket?endpoint=${host}`,
      `azure://container?endpoint=${host}/acc`,
      `vercel+${host}`,
    ];
    for (const store of stores) {
      // Azure's client reads the exceptions once in a process.
      const args = ["--no-warnings", join(import.meta.dirname, "ask.ts"), store];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env });
      // Nobody but the proxy knows the host, so whoever asks for it directly is told so.
      expect(stdout).toContain("its host is not known");
    }
    expect(proxy.seen).toEqual([]);
  },
);

const settled = (env: Record<string, string | undefined>) => {
  const copy = { ...env };
  settleProxies(copy);
  return copy;
};
const proxied = { HTTPS_PROXY: "http://proxy" };
test.each([
  ["a.example", "a.example,.a.example"],
  [".a.example, *.b.example", "a.example,.a.example,b.example,.b.example"],
  ["LOCALHOST 127.0.0.1", "localhost,.localhost,127.0.0.1"],
  ["a.example:8443", "a.example:8443"],
  ["10.1.2.3/8", "10.1.2.3/8,10.0.0.0-10.255.255.255"],
  [
    "192.168.1.77/32,0.0.0.0/0",
    "192.168.1.77/32,192.168.1.77-192.168.1.77,0.0.0.0/0,0.0.0.0-255.255.255.255",
  ],
  ["10.0.0.0/33,300.0.0.0/8", "10.0.0.0/33,300.0.0.0/8"],
  ["10.0.0.1-10.0.0.9", "10.0.0.1-10.0.0.9"],
  ["::1,[fe80::1]", "::1,[::1],fe80::1,[fe80::1]"],
])("NO_PROXY=%s is spelt %s", (value, spelt) => {
  expect(settled({ ...proxied, NO_PROXY: value })).toEqual({ ...proxied, NO_PROXY: spelt });
  expect(settled({ ...proxied, no_proxy: spelt })["no_proxy"]).toBe(spelt);
});

test.each([
  [{ ALL_PROXY: "http://all" }, { HTTPS_PROXY: "http://all", HTTP_PROXY: "http://all" }],
  [
    { all_proxy: "all:3128", http_proxy: "http://one" },
    { HTTPS_PROXY: "http://all:3128", http_proxy: "http://one" },
  ],
  [{ ALL_PROXY: "socks5://all:1080" }, {}],
  [
    { ALL_PROXY: "socks5://all", ...proxied, HTTP_PROXY: "http://two" },
    { ...proxied, HTTP_PROXY: "http://two" },
  ],
  [{ ...proxied, NO_PROXY: "*" }, { NO_PROXY: "*" }],
  [{ ALL_PROXY: "http://all", no_proxy: "*" }, { no_proxy: "*" }],
])("%o is settled as %o", (env, after) => {
  expect(settled(env)).toEqual(after);
});

const password = "pa#ss";
test.each([`http://ci:${password}@proxy:3128`, "http://ci:100%sure@proxy:3128", "socks5://proxy:1080"])(
  "%s is one notice without its value, and no proxy",
  async (value) => {
    onTestFinished(withEnv({ ...motoEnv, ...proxyEnv(value), HTTP_PROXY: undefined }));
    const env = { ...process.env };
    const said: string[] = [];
    const log = { ...silent, notice: (text: string) => void said.push(text) };
    settleProxies(process.env);
    const spec = { kind: "s3", bucket: await moto.bucket(), prefix: "", endpoint: moto.url, pathStyle: true };
    const { store } = openStore(spec as Parameters<typeof openStore>[0], { log, scopes, env });
    expect(await store.lookup({ key: "k", fallbacks: [] })).toEqual({ kind: "miss" });
    expect(process.env["HTTPS_PROXY"]).toBeUndefined();
    expect(said).toEqual([
      expect.stringMatching(/^HTTPS_PROXY: ignored, as it is no address of an HTTP proxy/),
    ]);
    expect(said.join()).not.toContain(value);
  },
);

test.each([
  [{ HTTPS_PROXY: "http://proxy" }, "22.15.0", "HTTPS_PROXY is ignored: only Node 24.5"],
  [{ http_proxy: "http://proxy" }, "24.4.1", "http_proxy is ignored"],
  [{ HTTPS_PROXY: "http://proxy" }, "22.21.0", undefined],
  [{ HTTPS_PROXY: "http://proxy" }, "24.5.0", undefined],
  [{ HTTPS_PROXY: "http://proxy" }, "26.0.0", undefined],
  [{ HTTPS_PROXY: "" }, "22.15.0", undefined],
  [{ HTTPS_PROXY: "10.0.0.1:3128" }, "24.5.0", undefined],
  [{ ALL_PROXY: "socks5://proxy:1080" }, "24.5.0", "ALL_PROXY: ignored"],
  [{ ALL_PROXY: "socks5://x", HTTPS_PROXY: "http://p", HTTP_PROXY: "http://p" }, "24.5.0", undefined],
  [{ HTTPS_PROXY: "http://me:p%23@proxy:3128/", http_proxy: " proxy " }, "24.5.0", undefined],
  [
    { HTTPS_PROXY: "https://me:a/b@proxy", http_proxy: "http://:1" },
    "24.5.0",
    "HTTPS_PROXY, http_proxy: ignored",
  ],
])("%o with Node %s: %s", (env, version, notice) => {
  expect(proxyNotice(env, version)?.slice(0, notice?.length)).toBe(notice);
});
