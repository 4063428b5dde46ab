import { expect, onTestFinished, test } from "vitest";
import { type CacheService, startCacheService } from "../cache-service/service.ts";
import type { Status } from "./runner.ts";
import { libraries, openWorld, type World } from "./world.ts";

const scope = { ref: "refs/pull/7/merge", base: "refs/heads/main" };

interface Place {
  readonly world: World;
  readonly service: CacheService;
}

/** A repository whose base has been built twice, so that all but `words` and `app` was used by two runs. */
async function open(): Promise<Place> {
  const world = await openWorld();
  const service = await startCacheService({ now: () => Date.now() - 3_600_000 });
  onTestFinished(() => service.close());
  const place = { world, service };
  await push(place, { base: true });
  await push(place, { base: true, file: "words/src/lib.rs" });
  service.forget();
  return place;
}

/** A whole job after a change of `file`; returns what its post step said. */
async function push(
  { world, service }: Place,
  {
    base = false,
    file,
    status,
    inputs = {},
  }: { base?: boolean; file?: string; status?: Status; inputs?: Record<string, string> },
): Promise<string> {
  changes += 1;
  if (file) await world.edit(file, "pub fn ", `pub fn change${changes}() {}\npub fn `);
  const job = await world.job({
    env: base
      ? service.env()
      : { ...service.env(scope), GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: scope.ref },
  });
  const main = await job.uses(".", { "sccache-dir": world.directory, ...inputs });
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  await world.build(job);
  if (status) job.setStatus(status);
  const [post] = await job.finish();
  expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [], notices: [] });
  return post?.lines.join("\n") ?? "";
}

let changes = 0;

const calls = ({ service }: Place) =>
  service
    .requests()
    .log.map(({ call }) => call)
    .filter((call) => !call.startsWith("blob-"));

test("what changes with every push is uploaded once, and then in four requests", async () => {
  const place = await open();
  const { service } = place;
  expect(await push(place, { file: "words/src/lib.rs" })).toContain("as sccache+overlay-");
  expect(calls(place)).toEqual([
    "GetCacheEntryDownloadURL",
    "rest-list",
    "CreateCacheEntry",
    "FinalizeCacheEntryUpload",
  ]);
  const held = service.entries().map(({ key }) => key);

  service.forget();
  expect(await push(place, { file: "words/src/lib.rs" })).toContain("it changes with every push");
  expect(calls(place)).toEqual(["GetCacheEntryDownloadURL", "GetCacheEntryDownloadURL"]);
  expect(service.entries().map(({ key }) => key)).toEqual(held);
});

test("what changes with every push is uploaded again after a failure, and when told to", async () => {
  const place = await open();
  await push(place, { file: "words/src/lib.rs" });
  const failed = await push(place, { file: "words/src/lib.rs", status: "failure" });
  expect(failed).toContain("as sccache+overlay-");
  const told = await push(place, { file: "words/src/lib.rs", inputs: { save: "always" } });
  expect(told).toContain("as sccache+overlay-");
  expect(place.service.entries().filter(({ ref }) => ref === scope.ref)).toHaveLength(1);
});

test("a crate that had come to rest is uploaded with every push that changes it", async () => {
  const place = await open();
  await push(place, { file: "numbers/src/lib.rs" });
  expect(await push(place, { file: "numbers/src/lib.rs" })).toContain("as sccache+overlay-");
});

test("what the last push saved and this one used stays in the next overlay", async () => {
  const place = await open();
  await push(place, { file: "numbers/src/lib.rs" });
  expect(await push(place, { file: "words/src/lib.rs" })).toContain("Saved 3 entries as sccache+overlay-");
});

test("a damaged overlay costs a notice, and the base is there", async () => {
  const place = await open();
  await push(place, { file: "numbers/src/lib.rs" });
  place.service.fail({ call: "blob-get", corrupt: true, times: 1 });
  const job = await place.world.job({
    env: { ...place.service.env(scope), GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: scope.ref },
  });
  const main = await job.uses(".", { "sccache-dir": place.world.directory });
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(main.notices).toEqual([expect.stringContaining("No overlay:")]);
  expect(main.outputs).toMatchObject({ "cache-hit": "true", entries: String(libraries) });
});
