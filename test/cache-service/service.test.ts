import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CacheService, type CacheServiceOptions, startCacheService } from "./service.ts";
import type { Scope } from "./token.ts";

let service: CacheService;
let nowMs: number;

const start = async (options: CacheServiceOptions = {}) => {
  await service?.close();
  nowMs = Date.parse("2026-11-01T00:00:00Z");
  service = await startCacheService({ now: () => nowMs, ...options });
};
beforeEach(() => start());
afterEach(() => service.close());

const twirp = async (method: string, body: object, scope?: Scope) => {
  const path = `/twirp/github.actions.results.api.v1.CacheService/${method}`;
  const response = await fetch(service.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${service.env(scope)["ACTIONS_RUNTIME_TOKEN"]}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const create = (key: string, scope?: Scope) => twirp("CreateCacheEntry", { key, version: "v" }, scope);
const find = (key: string, scope?: Scope) =>
  twirp("GetCacheEntryDownloadURL", { key, restore_keys: [], version: "v" }, scope);
const finalize = (key: string, size: number, scope?: Scope) =>
  twirp("FinalizeCacheEntryUpload", { key, version: "v", size_bytes: String(size) }, scope);
const save = async (key: string, bytes: number, scope?: Scope) => {
  const { body } = await create(key, scope);
  await fetch(String(body["signed_upload_url"]), { method: "PUT", body: "x".repeat(bytes) });
  nowMs += 1000;
  return finalize(key, bytes, scope);
};
const rest = async (path: string, method = "GET") => {
  const response = await fetch(`${service.url}/repos/o/r/actions/${path}`, {
    method,
    headers: { authorization: "Bearer any" },
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
};
const keysOf = (body: Record<string, unknown>) =>
  (body["actions_caches"] as { key: string }[]).map(({ key }) => key);

describe("the service", () => {
  test("knows its own tokens only", async () => {
    const headers = { authorization: "Bearer eyJ.eyJ.c2ln" };
    const url = `${service.url}/twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry`;
    expect((await fetch(url, { method: "POST", headers, body: "{}" })).status).toBe(401);
  });

  test("speaks protobuf to those who do", async () => {
    const call = async (method: string, fields: readonly (readonly [number, string | number])[]) => {
      const path = `/twirp/github.actions.results.api.v1.CacheService/${method}`;
      const body = Buffer.concat(
        fields.map(([id, value]) =>
          typeof value === "number"
            ? Buffer.from([id * 8, value])
            : Buffer.concat([Buffer.from([id * 8 + 2, value.length]), Buffer.from(value)]),
        ),
      );
      const response = await fetch(service.url + path, {
        method: "POST",
        headers: {
          authorization: `Bearer ${service.env()["ACTIONS_RUNTIME_TOKEN"]}`,
          "content-type": "application/protobuf",
        },
        body,
      });
      return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString() };
    };
    const created = await call("CreateCacheEntry", [
      [2, "a/b"],
      [3, "v"],
    ]);
    const url = /http:.*$/.exec(created.text)?.[0] ?? "";
    await fetch(url, { method: "PUT", body: "x".repeat(5) });
    const finalized = [
      [2, "a/b"],
      [3, 5],
      [4, "v"],
    ] as const;
    expect((await call("FinalizeCacheEntryUpload", finalized)).status).toBe(200);
    const asked = [
      [2, "a/c"],
      [3, "a/"],
      [4, "v"],
    ] as const;
    const found = await call("GetCacheEntryDownloadURL", asked);
    expect(found.text).toMatch(/a\/b$/);
    expect(await call("GetCacheEntryDownloadURL", [[2, "z"]])).toEqual({ status: 200, text: "" });
    expect(
      (
        await call("CreateCacheEntry", [
          [2, "a/b"],
          [3, "v"],
        ])
      ).status,
    ).toBe(409);
  });

  test("reserves a key for one writer, before and after it is saved", async () => {
    expect(await create("a")).toMatchObject({ status: 200, body: { ok: true } });
    expect(await create("a")).toMatchObject({ status: 409, body: { code: "already_exists" } });
    expect((await find("a")).body).toMatchObject({ ok: false });
    expect((await finalize("a", 5)).status).toBe(400);
    await save("b", 5);
    expect((await create("b")).status).toBe(409);
    expect((await create("b", { ref: "refs/heads/other" })).status).toBe(200);
    expect((await find("b")).body).toMatchObject({ ok: true, matched_key: "b" });
  });

  test("denies a token that only reads with an answer, not with a status", async () => {
    const denied = await create("a", { ref: "refs/heads/main", readOnly: true });
    expect(denied.status).toBe(200);
    expect(denied.body).toMatchObject({ ok: false, message: expect.stringMatching(/^cache write denied:/) });
  });

  test("evicts what was used least recently when the quota is over", async () => {
    await start({ quotaBytes: 25 });
    await save("a", 10);
    await save("b", 10);
    await find("a");
    await save("c", 10);
    expect(service.entries().map(({ key }) => key)).toEqual(["a", "c"]);
  });

  test("gives what it was told to fail, so often", async () => {
    service.fail({ call: "GetCacheEntryDownloadURL", status: 503, times: 2 });
    const statuses = [await find("a"), await find("a"), await find("a")].map(({ status }) => status);
    expect(statuses).toEqual([503, 503, 200]);
    expect(service.requests().log.map(({ status }) => status)).toEqual(statuses);
  });
});

describe("its blobs", () => {
  const upload = async () => String((await create("a")).body["signed_upload_url"]);

  test("come in blocks and leave in ranges", async () => {
    const url = await upload();
    for (const [id, body] of [
      ["MQ==", "first,"],
      ["Mg==", "second"],
    ] as const) {
      const put = await fetch(`${url}&comp=block&blockid=${encodeURIComponent(id)}`, { method: "PUT", body });
      expect(put.status).toBe(201);
    }
    expect((await fetch(url)).status).toBe(404);
    const list = "<BlockList><Latest>MQ==</Latest><Latest>Mg==</Latest></BlockList>";
    await fetch(`${url}&comp=blocklist`, { method: "PUT", body: list });
    expect((await finalize("a", 12)).status).toBe(200);

    const part = await fetch(url, { headers: { range: "bytes=4-8" } });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
      206,
      "bytes 4-8/12",
      "t,sec",
    ]);
    const head = await fetch(url, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe("12");
    expect((await fetch(url, { headers: { range: "bytes=12-" } })).status).toBe(416);
    expect(service.requests()).toMatchObject({ bytesDown: 5, bytesUp: 12 });
  });

  test("are for those who have the signed URL", async () => {
    const url = await upload();
    expect((await fetch(url.replace(/sig=.*/, "sig=guessed"))).status).toBe(403);
  });

  test("are whole or not there", async () => {
    const url = await upload();
    service.fail({ call: "blob-put", cutAfterBytes: 3, times: 1 });
    await expect(fetch(url, { method: "PUT", body: "123456" })).rejects.toThrow("fetch failed");
    expect((await fetch(url)).status).toBe(404);
  });
});

describe("its REST side", () => {
  const pull = { ref: "refs/pull/7/merge" };
  beforeEach(async () => {
    await save("k-1", 30);
    await save("k-2", 10);
    await save("other", 20);
    await save("k-3", 5, pull);
  });

  test("lists by prefix, ref and order, in pages", async () => {
    const { body } = await rest("caches?key=k-&ref=refs/heads/main&sort=size_in_bytes&direction=asc");
    expect(body).toMatchObject({ total_count: 2 });
    expect(keysOf(body)).toEqual(["k-2", "k-1"]);
    expect((body["actions_caches"] as object[])[0]).toEqual({
      id: expect.any(Number),
      ref: "refs/heads/main",
      key: "k-2",
      version: "v",
      created_at: "2026-11-01T00:00:02.000Z",
      last_accessed_at: "2026-11-01T00:00:02.000Z",
      size_in_bytes: 10,
    });
    expect(keysOf((await rest("caches?per_page=3&page=1")).body)).toEqual(["k-3", "other", "k-2"]);
    expect(keysOf((await rest("caches?per_page=3&page=2")).body)).toEqual(["k-1"]);
    nowMs += 1000;
    await find("k-1");
    expect(keysOf((await rest("caches?per_page=1")).body)).toEqual(["k-1"]);
  });

  test("says what is used", async () => {
    expect((await rest("cache/usage")).body).toEqual({
      full_name: "o/r",
      active_caches_size_in_bytes: 65,
      active_caches_count: 4,
    });
  });

  test("deletes by id and by key and ref", async () => {
    const id = service.entries().find(({ key }) => key === "k-1")?.id;
    expect((await rest(`caches/${id}`, "DELETE")).status).toBe(204);
    expect((await rest(`caches/${id}`, "DELETE")).status).toBe(404);
    expect((await rest("caches?key=k-3&ref=refs/heads/main", "DELETE")).status).toBe(404);
    expect((await rest("caches?key=k-3&ref=refs/pull/7/merge", "DELETE")).body).toMatchObject({
      total_count: 1,
    });
    expect(service.entries().map(({ key }) => key)).toEqual(["k-2", "other"]);
  });

  test("wants a token", async () => {
    expect((await fetch(`${service.url}/repos/o/r/actions/caches`)).status).toBe(401);
  });
});

test("as a process of its own it prints its environment and can be steered", async () => {
  const main = new URL("main.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [main, "--ref", "refs/heads/x"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    let line = "";
    for await (line of createInterface({ input: child.stdout })) break;
    const env = JSON.parse(line) as Record<string, string>;
    expect(Object.keys(env)).toEqual([
      "ACTIONS_CACHE_SERVICE_V2",
      "ACTIONS_RESULTS_URL",
      "ACTIONS_RUNTIME_TOKEN",
      "GITHUB_API_URL",
    ]);
    const scope = JSON.stringify({ ref: "refs/pull/1/merge" });
    const other = await fetch(`${env["ACTIONS_RESULTS_URL"]}_test/env`, { method: "POST", body: scope });
    expect(await other.json()).toMatchObject({ ACTIONS_RESULTS_URL: env["ACTIONS_RESULTS_URL"] });
    const requests = await fetch(`${env["ACTIONS_RESULTS_URL"]}_test/requests`);
    expect(await requests.json()).toMatchObject({ total: 0 });
  } finally {
    child.kill();
  }
});
