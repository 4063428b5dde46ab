import { expect, onTestFinished, test } from "vitest";
import type { Fault } from "../cache-service/faults.ts";
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

test("what a new bundle supersedes is deleted after the upload, in six requests beside the blobs", async () => {
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
    // Once more, for whoever has begun to read the old bundle meanwhile.
    "rest-list",
    "rest-delete",
  ]);

  place.service.forget();
  const third = await run(place, {}, { edit: false });
  expect(third.build.statistics).toMatchObject({ hits: { total: libraries }, misses: { total: 0 } });
  expect(calls(place)).toEqual(["GetCacheEntryDownloadURL", "blob-get"]);
});

test("nothing is deleted when the upload fails", async () => {
  const place = await open();
  await run(place);
  const before = keys(place);
  const faults: readonly { call: Call; status: number }[] = [
    // The token has lost its rights since the list was read.
    { call: "CreateCacheEntry", status: 403 },
    { call: "blob-put", status: 403 },
    { call: "FinalizeCacheEntryUpload", status: 400 },
  ];
  for (const fault of faults) {
    place.service.heal();
    place.service.fail(fault);
    const { post } = await run(place);
    expect(post, post.output).toMatchObject({ exitCode: 0, errors: [] });
    expect(post.warnings).toHaveLength(1);
    expect(keys(place)).toEqual(before);
    expect(count(place, "rest-delete")).toBe(0);
  }
});

test("a bundle that another job has just read is kept", async () => {
  const place = await open();
  await run(place);
  const [first] = keys(place);
  const job = await place.world.job({ env: envOf(place) });
  await job.uses(".", { "sccache-dir": place.world.directory });
  // A minute later another job reads it too; then ours ends.
  place.lagMs = -60_000;
  const other = await place.world.jobBeside({ env: envOf(place) });
  await other.uses(".", { "sccache-dir": `${place.world.directory}-other` });
  await change(place.world);
  await place.world.build(job);
  const [post] = await job.finish();
  expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(keys(place)).toEqual([first, expect.any(String)]);
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

test("in a repository with more entries than one list holds, the family is listed by itself", async () => {
  const place = await open();
  await run(place);
  const [first] = keys(place);
  for (let i = 0; i < 101; i += 1) await stranger(place.service).save(`v0-rust-${i}`, 20_000);
  place.service.forget();
  const { post } = await run(place);
  expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [], notices: [] });
  expect(keys(place)).toHaveLength(102);
  expect(keys(place)).not.toContain(first);
  const { counts } = place.service.requests();
  expect(counts).toMatchObject({ GetCacheEntryDownloadURL: 1, CreateCacheEntry: 1, "rest-delete": 1 });
  expect(counts["rest-list"] + counts["rest-usage"]).toBeLessThanOrEqual(3);
});

test("keep-last keeps the ones before, and delete-superseded: never keeps all", async () => {
  const place = await open();
  const all: string[] = [];
  for (const inputs of [{}, { "delete-superseded": "never" }, { "keep-last": "2" }]) {
    await run(place, inputs);
    all.push(keys(place).at(-1) ?? "");
    if (all.length === 2) expect(keys(place)).toEqual(all);
    place.lagMs -= 1000; // another second for the service
  }
  expect(keys(place)).toEqual(all.slice(1));
});

test("the bundle fits into what others leave of the repository, so that none of them is evicted", async () => {
  const room = 11_000;
  const quotaBytes = 500_000;
  const place = await open({ quotaBytes });
  for (let i = 0; i < 5; i += 1) await stranger(place.service).save(`v0-rust-${i}`, (quotaBytes - room) / 5);
  const inputs = { "repository-limit": String(quotaBytes), reserve: "5k" };
  const { post } = await run(place, inputs);
  expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(said({ post })).toMatch(
    /Budget: 6\.00 kB, because caches in use hold 489 kB of the repository's 500 kB/,
  );
  expect(said({ post })).toMatch(/leaves out [12] entr/);
  expect(keys(place).filter((key) => key.startsWith("v0-rust-"))).toHaveLength(5);
  const [ours] = place.service.entries().filter(({ key }) => key.startsWith("sccache-"));
  // GitHub's client puts a tar around the bundle.
  expect(ours?.sizeBytes).toBeLessThanOrEqual(room - 5000 + 300);

  // Without any room nothing is uploaded.
  await stranger(place.service).save("v0-rust-large", room - (ours?.sizeBytes ?? 0));
  place.service.forget();
  const full = await run(place, inputs);
  expect(full.post, full.post.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(full.post.warnings).toEqual([expect.stringMatching(/the repository is full: caches in use hold/)]);
  expect(keys(place).filter((key) => key.startsWith("v0-rust-"))).toHaveLength(6);
  expect(count(place, "CreateCacheEntry")).toBe(0);
});

test("what the REST API refuses is one notice, and the save goes on", async () => {
  const place = await open();
  await run(place);
  const faults: readonly [fault: Fault, says: RegExp][] = [
    [{ call: "rest-list", status: 403 }, /`permissions: actions: read`/],
    [{ call: "rest-list", status: 404 }, /this server lists no caches/],
    [{ call: "rest-list", reset: true }, /does not answer.* max-size alone limits/],
    [{ call: "rest-delete", status: 403 }, /`permissions: actions: write`/],
    // The token loses its rights between the upload and the clean-up.
    [{ call: "rest-list", status: 403, after: 1 }, /`permissions: actions: write`/],
  ];
  for (const [i, [fault, says]] of faults.entries()) {
    place.service.heal();
    place.service.fail(fault);
    const { build, post } = await run(place);
    expect(build.statistics).toMatchObject({ hits: { total: libraries - 1 } });
    expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
    expect(post.notices).toEqual([expect.stringMatching(says)]);
    expect(keys(place)).toHaveLength(2 + i);
  }

  // Once the token may delete, everything that was left is collected, also what another job deletes at the same time.
  place.service.heal();
  place.service.fail({ call: "rest-delete", reset: true, late: true, times: 1 });
  const { post } = await run(place);
  expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [], errors: [], notices: [] });
  expect(keys(place)).toHaveLength(1);
});

/** A job that does only part of the work, in which a build script has asked whether the compiler can do something. */
async function part(
  place: Place,
  { inputs = {}, packages = [], status }: { inputs?: object; packages?: string[]; status?: Status },
) {
  const job = await place.world.job({ env: envOf(place) });
  await job.uses(".", { "sccache-dir": place.world.directory, ...inputs });
  await job.run("sh", "-c", probe);
  const built = await job.run("cargo", "build", "--offline", ...packages.flatMap((name) => ["-p", name]));
  expect(built.ok, built.output).toBe(true);
  if (status) job.setStatus(status);
  const [post] = await job.finish();
  if (!post) throw new Error("there was no post step");
  return post.lines.join("\n");
}

/** What anyhow's and proc-macro2's build scripts do: a compilation that may fail, and then does. */
const probe = `
mkdir -p target/probe; echo 'pub fn probe() -> Unknown {}' > target/probe/probe.rs
! "$RUSTC_WRAPPER" rustc --crate-name probe --crate-type lib --emit dep-info,metadata --out-dir target/probe target/probe/probe.rs
`;

test("what two complete runs did not use is removed; failed and partial runs remove nothing", async () => {
  const place = await open();
  await part(place, {});
  await change(place.world);
  expect(await part(place, {})).toContain("Saved 4 entries");
  await change(place.world);
  const failed = await part(place, { inputs: { evict: "unused" }, status: "failure" });
  expect(failed).toContain("the job's status is failure");
  expect(failed).toContain("Saved 5 entries");

  // The first run's version goes: two complete runs did not use it. The failed run's is as young as the second's.
  await change(place.world);
  const complete = await part(place, {});
  expect(complete).toMatch(/leaves out 1 entry .*: not used by the last complete runs/);
  expect(complete).toContain("Saved 5 entries");

  await place.world.edit("shapes/src/lib.rs", "pub fn ", "pub fn other() {}\npub fn ");
  const partial = await part(place, { packages: ["numbers", "shapes"] });
  expect(partial).toContain("it used 2 entries, and 3 are usual");
  expect(partial).toContain("Saved 6 entries");
  // As after a checkout in another folder: nothing of what was restored is of any use.
  await place.world.edit("numbers/src/lib.rs", "value * 2", "value + value");
  const other = await part(place, { packages: ["numbers"], inputs: { "max-age": "1" } });
  expect(other).toContain("nothing of what was restored was hit");
  expect(other).toContain("Saved 7 entries");

  await change(place.world);
  expect(await part(place, { inputs: { evict: "budget-only" } })).toContain("Saved 9 entries");
  await change(place.world);
  const unused = await part(place, { inputs: { evict: "unused" } });
  expect(unused).toContain("leaves out 7 entries");
  expect(unused).toContain("Saved 3 entries");
});
