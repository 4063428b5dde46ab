import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { vercelStore } from "../../src/store/vercel/vercel.ts";
import { catalogContract } from "../contract/catalog-contract.ts";
import { damageContract, storeContract } from "../contract/store-contract.ts";
import { startProxy } from "./proxy.ts";
import { storeFaults } from "./store-faults.ts";
import { startTurbo, type Turbo, turboEnv } from "./turbo.ts";

let turbo: Turbo;

beforeAll(async () => {
  turbo = await startTurbo();
}, 300_000);
afterAll(() => turbo.close());

const openAt = (address: string, prefix: string = randomUUID(), env: Record<string, string> = turboEnv) =>
  vercelStore({ kind: "vercel", address, prefix }, { env });

/** Where the bundle of a key is, in the API's own terms. */
function pathOf(prefix: string, key: string): string {
  const hash = createHash("sha256").update(`sccache-bundle\n${prefix}\nbundle\n${key}`).digest("hex");
  return `/v8/artifacts/${hash}?teamId=${turboEnv.VERCEL_TEAM_ID}`;
}

/** Puts another body there, past the store. */
async function overwrite(prefix: string, key: string): Promise<void> {
  const headers = {
    authorization: `Bearer ${turboEnv.VERCEL_TOKEN}`,
    "content-type": "application/octet-stream",
  };
  await globalThis.fetch(`${turbo.url}${pathOf(prefix, key)}`, {
    method: "PUT",
    headers,
    body: "another body",
  });
}

catalogContract("vercel", async () => ({ store: openAt(turbo.url), close: async () => {} }));
storeContract("vercel", async () => ({ store: openAt(turbo.url), close: async () => {} }));
damageContract("vercel", async () => {
  const prefix = randomUUID();
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  return {
    store: vercelStore({ kind: "vercel", address: turbo.url, prefix }, { env: turboEnv, now }),
    async damage(key) {
      await overwrite(prefix, key);
      // So soon after the save it may be another job's, which has yet to list it.
      aheadMs += 3_600_000;
    },
    close: async () => {},
  };
});
storeFaults("vercel", async () => {
  const proxy = await startProxy(turbo.url);
  const prefix = randomUUID();
  return {
    store: openAt(proxy.url, prefix),
    other: openAt(turbo.url, prefix),
    proxy,
    throttled: { status: 429 },
    denied: { status: 403 },
    isDownload: ({ method, path }) => method === "GET" && path === pathOf(prefix, "k"),
    isUpload: ({ method, path }) => method === "PUT" && path === pathOf(prefix, "k"),
    replace: (key) => overwrite(prefix, key),
    secrets: [turboEnv.VERCEL_TOKEN],
    close: () => proxy.close(),
  };
});

async function workbench() {
  const folder = await mkdtemp(join(tmpdir(), "vercel-"));
  const proxy = await startProxy(turbo.url);
  onTestFinished(async () => {
    await proxy.close();
    await rm(folder, { recursive: true, force: true });
  });
  await writeFile(join(folder, "from"), "body");
  return { from: join(folder, "from"), into: join(folder, "into"), proxy };
}

test("no token, and one that is not known", async () => {
  const { proxy } = await workbench();
  const looked = openAt(proxy.url, "", {}).lookup({ key: "a", fallbacks: [] });
  await expect(looked).rejects.toMatchObject({
    reason: "denied",
    message: expect.stringContaining("VERCEL_TOKEN"),
  });
  expect(proxy.seen).toEqual([]);
  const env = { ...turboEnv, VERCEL_TOKEN: "another token" };
  const again = await openAt(proxy.url, "", env)
    .lookup({ key: "a", fallbacks: [] })
    .catch((error: unknown) => error);
  expect(again).toMatchObject({ reason: "denied", retryable: false });
  expect(String(again)).not.toContain("another token");
});

test.each([
  [{ VERCEL_TOKEN: "t", VERCEL_TEAM_ID: "team_a" }, "teamId=team_a"],
  [{ TURBO_TOKEN: "t", TURBO_TEAM: "my-team" }, "slug=my-team"],
])("%o is the team %s", async (env, query) => {
  const { proxy } = await workbench();
  proxy.rule(() => ({ status: 404 }));
  await openAt(proxy.url, "", env).lookup({ key: "a", fallbacks: [] });
  expect(proxy.seen[0]?.path).toContain(`?${query}`);
  expect(proxy.seen[0]?.headers["authorization"]).toBe("Bearer t");
});

test("stores with other prefixes see nothing of each other", async () => {
  const { from } = await workbench();
  await openAt(turbo.url, "one").put("a-1", from);
  expect(await openAt(turbo.url, "other").lookup({ key: "a-1", fallbacks: ["a-"] })).toEqual({
    kind: "miss",
  });
});

test("what the service has dropped is passed over", async () => {
  const { from, proxy } = await workbench();
  const prefix = randomUUID();
  const store = openAt(proxy.url, prefix);
  for (const key of ["a-1", "a-2"]) await store.put(key, from);
  proxy.rule(({ path }) => (path === pathOf(prefix, "a-2") ? { status: 404 } : undefined));
  expect(await store.lookup({ key: "x", fallbacks: ["a-"] })).toEqual({ kind: "hit", key: "a-1" });
});

test("a register that is none lists nothing, and the next put mends it", async () => {
  const { from, proxy } = await workbench();
  const store = openAt(proxy.url);
  await store.put("a-1", from);
  proxy.rule(({ method }) => (method === "GET" ? { status: 200, body: "<html>" } : undefined));
  expect(await store.lookup({ key: "x", fallbacks: ["a-"] })).toEqual({ kind: "miss" });
  proxy.rule(() => undefined);
  expect(await store.put("a-2", from)).toMatchObject({ kind: "stored" });
  expect(await store.lookup({ key: "x", fallbacks: ["a-"] })).toEqual({ kind: "hit", key: "a-2" });
});

test("a bundle that the service has dropped is not listed", async () => {
  const { from, proxy } = await workbench();
  const prefix = randomUUID();
  const store = openAt(proxy.url, prefix);
  for (const key of ["a-1", "a-2"]) await store.put(key, from);
  proxy.rule(({ path }) => (path === pathOf(prefix, "a-1") ? { status: 404 } : undefined));
  expect((await store.list("a-")).bundles).toMatchObject([{ key: "a-2" }]);
});

test("what was uploaded and not listed is saved by the next one, and what was removed takes no room", async () => {
  const { from, into, proxy } = await workbench();
  const prefix = randomUUID();
  const store = openAt(proxy.url, prefix);
  proxy.rule(({ method, path }) =>
    method === "PUT" && path !== pathOf(prefix, "a-1") ? { status: 403 } : undefined,
  );
  await expect(store.put("a-1", from)).rejects.toMatchObject({ reason: "denied" });
  proxy.rule(() => undefined);
  expect(await store.lookup({ key: "a-1", fallbacks: [] })).toEqual({ kind: "miss" });
  expect(await store.put("a-1", from)).toMatchObject({ kind: "stored" });
  const [bundle] = (await store.list("a-")).bundles;
  if (bundle === undefined) throw new Error("it is not listed");
  expect(await store.remove(bundle)).toBe("removed");
  expect(await store.fetch({ key: "a-1", fallbacks: ["a-"] }, into)).toEqual({ kind: "miss" });
  const headers = { authorization: `Bearer ${turboEnv.VERCEL_TOKEN}` };
  const left = await globalThis.fetch(`${turbo.url}${pathOf(prefix, "a-1")}`, { headers });
  expect(await left.text()).toBe("\n");
});

test("after a machine whose clock is ahead, the newest is the last saved", async () => {
  const { from } = await workbench();
  const prefix = randomUUID();
  const now = () => Date.now() + 86_400_000;
  const ahead = vercelStore({ kind: "vercel", address: turbo.url, prefix }, { env: turboEnv, now });
  await ahead.put("a-1", from);
  await openAt(turbo.url, prefix).put("a-2", from);
  expect(await ahead.lookup({ key: "a-", fallbacks: [] })).toMatchObject({ key: "a-2" });
});

test("of two jobs that save one key at once the bundle of one stays, whole, and a prefix finds it", async () => {
  const { from, into } = await workbench();
  const prefix = randomUUID();
  const stored = await Promise.all(
    ["A", "B"].map(async (letter) => {
      await writeFile(`${from}-${letter}`, letter.repeat(3_000_000));
      return openAt(turbo.url, prefix).put("a-1", `${from}-${letter}`);
    }),
  );
  expect(stored.map(({ kind }) => kind)).toContain("stored");
  const found = await openAt(turbo.url, prefix).fetch({ key: "x", fallbacks: ["a-"] }, into);
  expect(found).toEqual({ kind: "hit", key: "a-1", bytes: 3_000_000 });
  expect(new Set(await readFile(into, "utf8")).size).toBe(1);
});

test("the file is sent with its length", async () => {
  const { from, into, proxy } = await workbench();
  await writeFile(from, "x".repeat(3_000_000));
  const store = openAt(proxy.url);
  await store.put("a", from);
  const sent = proxy.seen.find(({ method }) => method === "PUT");
  expect(sent?.headers).toMatchObject({
    "content-length": "3000000",
    "content-type": "application/octet-stream",
  });
  await store.fetch({ key: "a", fallbacks: [] }, into);
  expect((await readFile(into)).length).toBe(3_000_000);
});

/** Reads go to another server, as where a network in front of the storage serves them. */
test("a server that sends readers elsewhere is followed, and the token stays", async () => {
  const asked: string[] = [];
  let folder = "";
  const cdn = createServer(async ({ method, url = "", headers }, response) => {
    asked.push(`${method} ${headers.authorization ?? "without"}`);
    const body = await readFile(join(folder, new URL(url, "http://cdn").pathname)).catch(() => undefined);
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/octet-stream" });
    response.end(method === "HEAD" ? undefined : body);
  });
  await once(cdn.listen(0, "127.0.0.1"), "listening");
  const readers = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}`;
  const server = await startTurbo({ TURBO_CACHE_READ_URL: readers });
  onTestFinished(async () => {
    cdn.closeAllConnections();
    cdn.close();
    await server.close();
  });
  folder = server.folder;
  const { from, into } = await workbench();
  const store = openAt(server.url);
  expect(await store.lookup({ key: "a-1", fallbacks: ["a-"] })).toEqual({ kind: "miss" });
  expect(await store.put("a-1", from)).toMatchObject({ kind: "stored" });
  expect(await store.fetch({ key: "x", fallbacks: ["a-"] }, into)).toMatchObject({ kind: "hit", key: "a-1" });
  expect(await readFile(into, "utf8")).toBe("body");
  expect(new Set(asked)).toEqual(new Set(["GET without", "HEAD without"]));
});

test("an address that has moved: 308 is followed, what is to become another request is told", async () => {
  const { from, into, proxy } = await workbench();
  const store = openAt(proxy.url);
  // To another port the token does not go, and without one this server answers so.
  proxy.rule(({ path }) => ({ status: 308, headers: { location: turbo.url + path } }));
  await expect(store.lookup({ key: "a", fallbacks: [] })).rejects.toThrow("it answered 400");
  proxy.rule(({ path }) =>
    path.includes("again=1") ? undefined : { status: 308, headers: { location: `${path}&again=1` } },
  );
  expect(await store.put("a", from)).toMatchObject({ kind: "stored" });
  expect(await store.fetch({ key: "a", fallbacks: [] }, into)).toMatchObject({ kind: "hit" });
  proxy.rule(({ method, path }) =>
    method === "PUT" ? { status: 301, headers: { location: turbo.url + path } } : undefined,
  );
  await expect(store.put("b", from)).rejects.toThrow(
    `it answered 301 (it is at ${turbo.url} now: set that address)`,
  );
  proxy.rule(({ path }) => ({ status: 302, headers: { location: path } }));
  await expect(store.lookup({ key: "a", fallbacks: [] })).rejects.toThrow("it answered 302");
  expect(proxy.seen.length).toBeLessThan(100);
});

test("a server that wants a team says so", async () => {
  const { proxy } = await workbench();
  const store = openAt(proxy.url, "", { TURBO_TOKEN: turboEnv.VERCEL_TOKEN });
  await expect(store.lookup({ key: "a", fallbacks: [] })).rejects.toThrow("set VERCEL_TEAM_ID or TURBO_TEAM");
});
