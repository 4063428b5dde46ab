import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { type CacheService, startCacheService } from "../../../test/cache-service/service.ts";
import { stranger } from "../../../test/cache-service/stranger.ts";
import { silent } from "../../../test/logs.ts";
import { guard, type Patience } from "../guard.ts";
import { guardedCatalog, guardedRepository } from "../open.ts";
import { StoreError } from "../store.ts";
import { githubRepository } from "./repository.ts";
import type { GithubAccess } from "./rest.ts";

const token = "ghs_aTokenThatNobodyMaySee";

async function open(entries = 0, more: Partial<GithubAccess> = {}) {
  const service = await startCacheService();
  onTestFinished(() => service.close());
  await fill(service, entries);
  const slept: number[] = [];
  const caches = patient({ ...accessTo(service.url), ...more }, slept);
  service.forget();
  return { service, caches, slept };
}

function accessTo(apiUrl: string): GithubAccess {
  return { repository: "someone/something", token, env: { GITHUB_API_URL: apiUrl } };
}

/** As it is opened, but pauses are noted instead of waited for. */
function patient(access: GithubAccess, slept: number[], patience: Partial<Patience> = {}) {
  const sleep = async (ms: number) => slept.push(ms);
  const clock = () => performance.now();
  const run = guard({
    label: "REST",
    log: silent,
    sleep,
    clock,
    random: () => 1,
    patience: { restMs: 0, ...patience },
  });
  const bare = githubRepository(access);
  const load = async () => bare;
  return { ...guardedCatalog(bare, load, run), ...guardedRepository(load, run) };
}

async function fill(service: CacheService, entries: number) {
  const { save } = stranger(service);
  for (let i = 0; i < entries; i += 1) await save(`${i % 2 === 0 ? "even" : "odd"}-${i}`, 10);
}

async function only(caches: ReturnType<typeof patient>) {
  const [bundle] = (await caches.list("")).bundles;
  if (bundle === undefined) throw new Error("nothing is listed");
  return bundle;
}

/** A server that gives these answers in turn, the last one for ever. */
async function answering(...answers: { status: number; headers?: Record<string, string>; body?: string }[]) {
  let calls = 0;
  const server = createServer((request, response) => {
    const { status, headers, body = "{}" } = answers[Math.min(calls, answers.length - 1)] ?? { status: 500 };
    calls += 1;
    request.resume();
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.close();
  });
  const slept: number[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { caches: patient(accessTo(url), slept), slept, calls: () => calls };
}

const row = (id: number, more: object = {}) => ({
  id,
  ref: "refs/heads/main",
  key: `key-${id}`,
  version: "v",
  size_in_bytes: 10,
  created_at: "2026-11-01T00:00:00.123456700Z",
  last_accessed_at: "2026-11-02T00:00:00Z",
  ...more,
});
const listing = (rows: readonly unknown[], count = rows.length) => ({
  status: 200,
  body: JSON.stringify({ total_count: count, actions_caches: rows }),
});

describe("list", () => {
  test("reads all pages, each entry once, and only what begins with the prefix", async () => {
    const { service, caches } = await open(250);
    expect((await caches.list("")).bundles).toHaveLength(250);
    expect(service.requests().counts).toMatchObject({ "rest-list": 3 });
    const { bundles: odd } = await caches.list("odd-");
    expect(odd).toHaveLength(125);
    expect(new Set(odd.map(({ id }) => id)).size).toBe(125);
    expect(service.requests().counts).toMatchObject({ "rest-list": 5 });
    const saved = service.entries().find(({ key }) => key === "odd-1");
    expect(odd).toContainEqual({
      id: String(saved?.id),
      key: "odd-1",
      ref: "refs/heads/main",
      version: "of a stranger",
      bytes: 10,
      savedAtMs: saved?.createdMs,
      lastReadAtMs: saved?.lastAccessedMs,
    });
  });

  test("of exactly one page takes one request, and of nothing too", async () => {
    const { service, caches } = await open(100);
    expect((await caches.list("")).bundles).toHaveLength(100);
    expect(await caches.list("none-")).toEqual({ bundles: [], complete: true });
    expect(service.requests().total).toBe(2);
  });

  test("goes on after a short page, and knows an entry that moved to the next page", async () => {
    const first = Array.from({ length: 60 }, (_, i) => row(i));
    const { caches } = await answering(listing(first, 110), listing([row(59), row(60)], 110));
    expect((await caches.list("")).bundles).toHaveLength(61);
  });

  test("ends when nothing more comes, whatever the count says", async () => {
    const { caches, calls } = await answering(listing([row(1)], 5000), listing([], 5000));
    expect(await caches.list("")).toMatchObject({ bundles: [{ id: "1" }], complete: false });
    expect(calls()).toBe(2);
  });

  test("ends when the same page comes again", async () => {
    const { caches, calls } = await answering(listing([row(1)], 5000));
    expect(await caches.list("")).toMatchObject({ bundles: [{ id: "1" }], complete: false });
    expect(calls()).toBe(2);
  });

  test.each<[string, object | null]>([
    ["nothing at all", null],
    ["no id", { id: undefined }],
    ["no key", { key: null }],
    ["no ref", { ref: 7 }],
    ["no size", { size_in_bytes: "large" }],
    ["no time of its last use, so that it could look unused", { last_accessed_at: null }],
    ["no date", { created_at: "yesterday" }],
  ])("leaves out an entry with %s", async (_title, more) => {
    const { caches } = await answering(listing([row(1), more && row(2, more)]));
    expect((await caches.list("")).bundles.map(({ id }) => id)).toEqual(["1"]);
  });

  test.each(["[]", "null", '{"actions_caches":{},"total_count":1}', "<html>", '{"actions_caches":[{"id":'])(
    "takes %s for trouble, not for an empty list",
    async (body) => {
      const { caches } = await answering({ status: 200, body });
      await expect(caches.list("")).rejects.toMatchObject({ name: "StoreError", reason: "unavailable" });
    },
  );

  test("asks again when a page was cut on its way", async () => {
    const { caches, slept } = await answering({ status: 200, body: '{"actions_ca' }, listing([row(1)]));
    expect((await caches.list("")).bundles).toHaveLength(1);
    expect(slept).toHaveLength(1);
  });
});

describe("survey", () => {
  test("of few entries knows them all", async () => {
    const { service, caches } = await open(99);
    const { known, ...bytes } = await caches.survey();
    expect([known.length, bytes]).toEqual([99, { complete: true, leastBytes: 990, mostBytes: 990 }]);
    expect(service.requests().log.map(({ call }) => call)).toEqual(["rest-list"]);
  });

  test("of up to 200 knows them all by a second request", async () => {
    const { service, caches } = await open(149);
    await stranger(service).save("large", 1000);
    service.forget();
    const { known, ...bytes } = await caches.survey();
    expect([known.length, known[0]?.key]).toEqual([150, "large"]);
    expect(bytes).toEqual({ complete: true, leastBytes: 2490, mostBytes: 2490 });
    expect(service.requests().log.map(({ call }) => call)).toEqual(["rest-list", "rest-list"]);
  });

  test("of more knows the largest, and what all take at the most, in one request", async () => {
    const { service, caches } = await open(200);
    await stranger(service).save("large", 1000);
    service.forget();
    const { known, ...bytes } = await caches.survey();
    expect([known.length, known[0]?.key]).toEqual([100, "large"]);
    expect(bytes).toEqual({ complete: false, leastBytes: 1990, mostBytes: 3000 });
    expect(service.requests().log.map(({ call }) => call)).toEqual(["rest-list"]);
    expect(await caches.usage()).toBe(3000);
  });

  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => row(from + i));
  test.each([
    { title: "one of the first page was deleted", second: listing(rows(101, 110), 109) },
    { title: "a larger one was saved", second: listing(rows(99, 110), 111) },
  ])("where $title meanwhile knows the first page alone", async ({ second }) => {
    const { caches } = await answering(listing(rows(0, 100), 110), second);
    const { known, ...bytes } = await caches.survey();
    expect(known).toHaveLength(100);
    expect(bytes).toEqual({ complete: false, leastBytes: 1000, mostBytes: 1100 });
  });

  test.each([
    { title: "the largest do not come first", rows: [row(1), row(2, { size_in_bytes: 11 })] },
    { title: "an entry cannot be read", rows: [row(1), row(2, { size_in_bytes: "large" })] },
    { title: "none came", rows: [] },
  ])("sets no bound where $title", async ({ rows }) => {
    const { caches } = await answering(listing(rows, 150));
    expect((await caches.survey()).mostBytes).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("leastRecent", () => {
  test("names those that were used least recently, in one request", async () => {
    const { service, caches } = await open(120);
    await stranger(service).find("even-0");
    service.forget();
    const keys = (await caches.leastRecent()).map(({ key }) => key);
    expect(keys.slice(0, 2)).toEqual(["odd-1", "even-2"]);
    expect(keys).toHaveLength(100);
    expect(keys).not.toContain("even-0");
    expect(service.requests().log.map(({ call }) => call)).toEqual(["rest-list"]);
  });

  const later = { last_accessed_at: "2026-11-03T00:00:00Z" };
  test.each([
    { title: "they come in another order", rows: [row(1, later), row(2)], ids: [] },
    { title: "one of them cannot be read", rows: [row(1), row(2, { size_in_bytes: "large" })], ids: [] },
    { title: "they come in order", rows: [row(1), row(2, later)], ids: ["1", "2"] },
  ])("$title: $ids", async ({ rows, ids }) => {
    const { caches } = await answering(listing(rows, 150));
    expect((await caches.leastRecent()).map(({ id }) => id)).toEqual(ids);
  });
});

describe("usage", () => {
  test("does not take an unknown size for none", async () => {
    const { caches } = await answering({ status: 200, body: "{}" });
    await expect(caches.usage()).rejects.toMatchObject({ reason: "unavailable" });
  });
});

describe("remove", () => {
  test("removes one entry, and a second time it is gone", async () => {
    const { service, caches } = await open(3);
    const [odd] = (await caches.list("odd-")).bundles;
    if (odd === undefined) throw new Error("nothing is listed");
    expect(await caches.remove(odd)).toBe("removed");
    expect(service.entries().map(({ key }) => key)).toEqual(["even-0", "even-2"]);
    expect(await caches.remove(odd)).toBe("gone");
  });

  test("without permission is denied, at once", async () => {
    const { service, caches, slept } = await open(1);
    service.fail({ call: "rest-delete", status: 403 });
    await expect(caches.remove(await only(caches))).rejects.toMatchObject({
      reason: "denied",
      message: expect.stringContaining("actions: write"),
    });
    expect(service.entries()).toHaveLength(1);
    expect(slept).toEqual([]);
  });

  test("whose answer was lost is gone the next time", async () => {
    const { service, caches } = await open(1);
    service.fail({ call: "rest-delete", reset: true, late: true, times: 1 });
    expect(await caches.remove(await only(caches))).toBe("gone");
    expect(service.entries()).toEqual([]);
  });
});

describe("trouble", () => {
  /** As a header has it: some time ago, since a service's clock need not be ours. */
  const at = (seconds: number) => new Date(Date.parse("2026-01-01") + seconds * 1000).toUTCString();

  test.each([
    [401, "denied", "`permissions: actions: read`"],
    [403, "denied", "`permissions: actions: read`"],
    [404, "absent", "this server lists no caches"],
  ])("%i is %s, and not asked again", async (status, reason, help) => {
    const { service, caches, slept } = await open();
    service.fail({ call: "rest-list", status });
    const message = expect.stringContaining(help);
    await expect(caches.survey()).rejects.toMatchObject({ reason, message });
    expect(slept).toEqual([]);
  });

  test.each([500, 502, 503])("%i that passes is not noticed", async (status) => {
    const { service, caches, slept } = await open(1);
    service.fail({ call: "rest-list", status, times: 2 });
    expect((await caches.survey()).leastBytes).toBe(10);
    expect(slept).toEqual([1000, 2000]);
  });

  test("500 that stays is given up after four tries", async () => {
    const { service, caches } = await open();
    service.fail({ call: "rest-list", status: 500 });
    await expect(caches.survey()).rejects.toMatchObject({ reason: "unavailable" });
    expect(service.requests().total).toBe(4);
  });

  test.each([
    { title: "429 that ends soon", status: 429, headers: { "retry-after": "2" }, slept: [2000] },
    { title: "403 that ends soon", status: 403, headers: { "retry-after": "1" }, slept: [1000] },
    { title: "403 with a date", status: 403, headers: { date: at(0), "retry-after": at(3) }, slept: [3000] },
    { title: "429 without a word", status: 429, headers: {}, slept: [1000] },
    { title: "503 that says when", status: 503, headers: { "retry-after": "0" }, slept: [0] },
  ])("$title is waited for", async ({ status, headers, slept: expected }) => {
    const { caches, slept } = await answering({ status, headers }, listing([row(1)]));
    expect((await caches.survey()).leastBytes).toBe(10);
    expect(slept).toEqual(expected);
  });

  test.each([
    { title: "429 that lasts", status: 429, headers: { "retry-after": "60" } },
    { title: "403 that lasts", status: 403, headers: { "retry-after": "3600" } },
    { title: "403 that lasts until a date", status: 403, headers: { date: at(0), "retry-after": at(60) } },
    { title: "403 for all requests of the hour", status: 403, headers: { "x-ratelimit-remaining": "0" } },
    { title: "429 for all requests of the hour", status: 429, headers: { "x-ratelimit-remaining": "0" } },
  ])("$title is neither waited for nor a missing permission", async ({ status, headers }) => {
    const { caches, slept, calls } = await answering({ status, headers });
    await expect(caches.survey()).rejects.toMatchObject({ reason: "unavailable" });
    expect([slept, calls()]).toEqual([[], 1]);
  });

  test("a connection that is cut is tried again", async () => {
    const { service, caches } = await open(1);
    service.fail({ call: "rest-list", reset: true, times: 2 });
    expect((await caches.survey()).leastBytes).toBe(10);
  });

  test("nobody there is trouble", async () => {
    const { service, caches } = await open();
    await service.close();
    await expect(caches.survey()).rejects.toMatchObject({ reason: "unavailable" });
  });

  test("whoever does not answer is not asked again", async () => {
    const { service } = await open();
    const caches = patient(accessTo(service.url), [], { silentMs: 200 });
    service.fail({ call: "rest-list", hang: true });
    await expect(caches.survey()).rejects.toMatchObject({ reason: "unavailable" });
    expect(service.requests().total).toBe(1);
  });
});

describe("the token is in nothing that is thrown", () => {
  const thrown = async (caches: ReturnType<typeof patient>) => {
    const error: unknown = await caches.survey().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoreError);
    return `${inspect(error, { depth: 20, showHidden: true })} ${(error as Error).stack}`;
  };

  test.each([401, 403, 404, 422, 429, 500])("after %i", async (status) => {
    const { caches } = await answering({ status, body: JSON.stringify({ message: `bad ${token}` }) });
    expect(await thrown(caches)).not.toContain(token);
  });

  test("after no answer", async () => {
    const { service, caches } = await open();
    await service.close();
    expect(await thrown(caches)).not.toContain(token);
  });

  test("after an answer that cannot be read", async () => {
    const { caches } = await answering({ status: 200, body: token });
    expect(await thrown(caches)).not.toContain(token);
  });

  test("when the token itself cannot be sent", async () => {
    const { caches } = await open(0, { token: `${token}\n:` });
    expect(await thrown(caches)).not.toContain(token);
  });
});
