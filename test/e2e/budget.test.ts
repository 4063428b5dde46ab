import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Call } from "../cache-service/journal.ts";
import { type CacheService, startCacheService } from "../cache-service/service.ts";
import { stranger } from "../cache-service/stranger.ts";
import type { Scope } from "../cache-service/token.ts";
import type { Status } from "./runner.ts";
import { wholeJob } from "./whole-job.ts";
import { libraries, openWorld, type World } from "./world.ts";

const main = "refs/heads/main";
const hourMs = 3_600_000;

interface Place {
  readonly world: World;
  readonly service: CacheService;
  /** How far the service's clock lags: what a job reads now was last read so long ago, once the job is done. */
  lagMs: number;
}

async function open(options: { quotaBytes?: number } = {}): Promise<Place> {
  const world = await openWorld();
  const place = { world, lagMs: hourMs };
  const service = await startCacheService({ ...options, now: () => Date.now() - place.lagMs });
  onTestFinished(() => service.close());
  return Object.assign(place, { service });
}

const envOf = ({ service }: Place, scope?: Scope) => ({
  ...service.env(scope),
  ...(scope && { GITHUB_REF: scope.ref }),
});

/** A whole job with something new for the cache, unless it is told what to do instead. */
async function run(
  place: Place,
  inputs: Record<string, string> = {},
  { scope, edit = true, matrix }: { scope?: Scope; edit?: boolean; matrix?: unknown } = {},
) {
  if (edit) await change(place.world);
  return wholeJob(place.world, { env: envOf(place, scope), inputs, matrix });
}

let changes = 0;
async function change(world: World): Promise<void> {
  changes += 1;
  await world.edit("words/src/lib.rs", "pub fn shout", `pub fn change${changes}() {} pub fn shout`);
}

const keys = ({ service }: Place) => service.entries().map(({ key }) => key);
const calls = ({ service }: Place) => service.requests().log.map(({ call }) => call);
const count = (place: Place, call: Call) => place.service.requests().counts[call];
const said = ({ post }: { post: { lines: readonly string[] } }) => post.lines.join("\n");

test("what a new bundle supersedes is deleted after the upload, in five requests beside the blobs", async () => {
  const place = await open();
  await run(place);
  const [first] = keys(place);
  place.service.forget();
  const second = await run(place);
  expect(second.post, second.post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(keys(place)).toHaveLength(1);
  expect(keys(place)).not.toContain(first);
  const made = calls(place).filter((call) => !call.startsWith("blob-"));
  expect(made).toEqual([
    "GetCacheEntryDownloadURL",
    "rest-list",
    "CreateCacheEntry",
    "FinalizeCacheEntryUpload",
    "rest-delete",
  ]);

  place.service.forget();
  const third = await run(place, {}, { edit: false });
  expect(third.build.statistics).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });
  expect(calls(place)).toEqual(["GetCacheEntryDownloadURL", "blob-get"]);
});

test.each<{ title: string; call: Call; status: number }>([
  { title: "is refused", call: "CreateCacheEntry", status: 403 },
  { title: "breaks off", call: "blob-put", status: 403 },
  { title: "is not taken over", call: "FinalizeCacheEntryUpload", status: 400 },
])("nothing is deleted when the upload $title", async ({ call, status }) => {
  const place = await open();
  await run(place);
  const before = keys(place);
  place.service.fail({ call, status });
  const { post } = await run(place);
  expect(post, post.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(post.warnings).toHaveLength(1);
  expect(keys(place)).toEqual(before);
  expect(count(place, "rest-delete")).toBe(0);
});

test("a bundle that was read within the last minutes stays, and the next run collects it", async () => {
  const place = await open();
  await run(place);
  place.lagMs = 0;
  await run(place);
  expect(keys(place)).toHaveLength(2);
  expect(count(place, "rest-delete")).toBe(0);
});

test("entries of other tools, families and refs are never touched", async () => {
  const place = await open();
  const first = await run(place);
  const primary = first.main.outputs["cache-primary-key"] ?? "";
  const family = primary.slice(0, primary.lastIndexOf("-"));
  const others = [
    "v0-rust-build-Linux-x64-0123abcd-4567cdef",
    "sccache",
    `${family}`,
    `${family}x-0123456789abcdef-0123456789ab`,
    `${family.slice(0, -3)}-0123456789abcdef-0123456789ab`,
    `my-${primary}-0123456789ab`,
  ];
  for (const key of others) await stranger(place.service).save(key, 100);
  const elsewhere = stranger(place.service, { ref: "refs/heads/release" });
  await elsewhere.save(`${primary}-0123456789ab`, 100);
  const pull = { ref: "refs/pull/7/merge", base: main };
  await stranger(place.service, pull).save(`${primary}-0123456789ab`, 100);
  const leg = await run(place, {}, { matrix: { feature: "one" } });

  const [before] = keys(place);
  await run(place);
  const now = place.service.entries();
  expect(keys(place)).not.toContain(before);
  expect(keys(place)).toEqual(expect.arrayContaining(others));
  expect(now.filter(({ ref }) => ref !== main)).toHaveLength(2);
  expect(keys(place)).toContainEqual(expect.stringContaining(leg.main.outputs["cache-primary-key"] ?? "?"));
  expect(count(place, "rest-delete")).toBe(1);
});

test("keep-last: 2 leaves the one before, and only that", async () => {
  const place = await open();
  const all: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    await run(place, { "keep-last": "2" });
    all.push(keys(place).at(-1) ?? "");
    place.lagMs -= 1000; // another second for the service
  }
  expect(keys(place)).toEqual(all.slice(1));
});

test("delete-superseded: never deletes nothing", async () => {
  const place = await open();
  await run(place);
  await run(place, { "delete-superseded": "never" });
  expect(keys(place)).toHaveLength(2);
});

test("the bundle stays within what others leave of the repository, so that none of them is evicted", async () => {
  const room = 10_500;
  const quotaBytes = 500_000;
  const place = await open({ quotaBytes });
  for (let i = 0; i < 5; i += 1) await stranger(place.service).save(`v0-rust-${i}`, (quotaBytes - room) / 5);
  const inputs = { "repository-limit": String(quotaBytes), reserve: "5k" };
  const { post } = await run(place, inputs);
  expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(said({ post })).toMatch(/Budget: 5\.50 kB, since others hold 490 kB of the repository's 500 kB/);
  expect(said({ post })).toMatch(/leaves out [12] entr/);
  expect(keys(place).filter((key) => key.startsWith("v0-rust-"))).toHaveLength(5);
  const [ours] = place.service.entries().filter(({ key }) => key.startsWith("sccache-"));
  expect(ours?.sizeBytes).toBeLessThanOrEqual(room - 5000);
});

test("without any room nothing is uploaded, and a warning says so", async () => {
  const place = await open({ quotaBytes: 500_000 });
  await stranger(place.service).save("v0-rust-large", 499_000);
  place.service.forget();
  const { post } = await run(place, { "repository-limit": "500k", reserve: "5k" });
  expect(post, post.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(post.warnings).toEqual([expect.stringMatching(/there is no room: others hold 499 kB/)]);
  expect(keys(place)).toEqual(["v0-rust-large"]);
  expect(count(place, "CreateCacheEntry")).toBe(0);
});

test.each<{ title: string; fault: { status?: number; reset?: boolean }; says: RegExp }>([
  { title: "403", fault: { status: 403 }, says: /`permissions: actions: read`/ },
  { title: "404", fault: { status: 404 }, says: /`permissions: actions: read`/ },
  { title: "no answer", fault: { reset: true }, says: /does not answer.* max-size alone counts/ },
])("$title to the list is one notice, and the save goes on", async ({ fault, says }) => {
  const place = await open();
  await run(place);
  place.service.fail({ call: "rest-list", ...fault });
  const { post } = await run(place);
  expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(post.notices).toEqual([expect.stringMatching(says)]);
  expect(keys(place)).toHaveLength(2);
  expect(count(place, "rest-delete")).toBe(0);
});

test("403 to the deletion is one notice that names the permission", async () => {
  const place = await open();
  await run(place);
  place.service.fail({ call: "rest-delete", status: 403 });
  const { post } = await run(place);
  expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(post.notices).toEqual([expect.stringContaining("`permissions: actions: write`")]);
  expect(keys(place)).toHaveLength(2);
});

test("what another job deletes at the same time is gone, and nobody minds", async () => {
  const place = await open();
  await run(place);
  place.service.fail({ call: "rest-delete", reset: true, late: true, times: 1 });
  const { post } = await run(place);
  expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(post.notices).toEqual([]);
  expect(keys(place)).toHaveLength(1);
});

test("what another job has saved meanwhile is not saved twice, and nothing is deleted for it", async () => {
  const place = await open();
  const job = await place.world.job({ env: envOf(place) });
  await job.uses(".", { "sccache-dir": place.world.directory });
  await place.world.build(job);
  // The other job, from its beginning to its end, while ours has not yet come to its post step.
  place.service.fail({ call: "CreateCacheEntry", status: 409, times: 1 });
  const [post] = await job.finish();
  expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(post?.lines.join("\n")).toContain("another job has already saved");
  expect(count(place, "rest-delete")).toBe(0);
});

/** A job that does only part of the work: `app` does not compile, or only one library is built. */
async function part(place: Place, inputs: Record<string, string>, work: "all" | "numbers", status?: Status) {
  const job = await place.world.job({ env: envOf(place) });
  await job.uses(".", { "sccache-dir": place.world.directory, ...inputs });
  await job.run("cargo", "build", "--offline", ...(work === "all" ? [] : ["-p", work]));
  if (status) job.setStatus(status);
  const [post] = await job.finish();
  if (!post) throw new Error("there was no post step");
  return { post };
}

test("a failed job keeps what it did not use, and a complete one drops it", async () => {
  const place = await open();
  await run(place);
  await change(place.world);
  const failed = await part(place, {}, "all", "failure");
  expect(said(failed)).toContain("the job's status is failure");
  expect(said(failed)).toContain(`Saved ${libraries + 1} entries`);
  await change(place.world);
  const complete = await part(place, {}, "all");
  expect(said(complete)).toContain("leaves out 2 entries");
  expect(said(complete)).toContain(`Saved ${libraries} entries`);
});

test("a job that used far less than the one before keeps what it did not use", async () => {
  const place = await open();
  await run(place);
  await place.world.edit("numbers/src/lib.rs", "value * 2", "value + value");
  const { post } = await part(place, {}, "numbers");
  expect(said({ post })).toContain(`this run used 1 entries, the one before ${libraries}`);
  expect(said({ post })).toContain(`Saved ${libraries + 1} entries`);
});

test("evict decides otherwise when it is told to", async () => {
  const place = await open();
  await run(place);
  const kept = await run(place, { evict: "budget-only" });
  expect(said(kept)).toContain(`Saved ${libraries + 1} entries`);
  await change(place.world);
  const dropped = await part(place, { evict: "unused" }, "all", "failure");
  expect(said(dropped)).toContain(`Saved ${libraries} entries`);
});

test("max-age drops what was not used for so long, and nothing that was", async () => {
  const place = await open();
  const old = new Date(Date.now() - 3 * 24 * hourMs);
  const job = await place.world.job({ env: envOf(place) });
  await job.uses(".", { "sccache-dir": place.world.directory, evict: "budget-only" });
  await place.world.build(job);
  for (const name of await place.world.entries()) await utimes(join(place.world.directory, name), old, old);
  const [first] = await job.finish();
  expect(first?.lines.join("\n")).toContain(`Saved ${libraries} entries`);

  // Of the three entries the changed one is used no more, and two are: all last three days ago, says the bundle.
  const kept = await run(place, { evict: "budget-only", "max-age": "4" });
  expect(kept.build.statistics).toMatchObject({ hits: { total: libraries - 1 }, misses: { total: 1 } });
  expect(said(kept)).toContain(`Saved ${libraries + 1} entries`);

  const dropped = await run(place, { evict: "budget-only", "max-age": "2" });
  expect(said(dropped)).toMatch(/leaves out 1 entry .*: not used for longer than max-age/);
  expect(said(dropped)).toContain(`Saved ${libraries + 1} entries`);
  expect(dropped.main.outputs).toMatchObject({ entries: String(libraries + 1) });
  const warm = await run(place, {}, { edit: false });
  expect(warm.build.statistics).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });
});
