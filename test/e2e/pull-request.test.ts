import { expect, test } from "vitest";
import { openPlace, type Place } from "./place.ts";
import type { Status } from "./runner.ts";
import { libraries } from "./world.ts";

const scope = { ref: "refs/pull/7/merge", base: "refs/heads/main" };

/** A repository whose base has been built twice, so that all but `words` and `app` was used by two runs. */
async function open(): Promise<Place> {
  const place = await openPlace();
  await push(place, { base: true });
  await push(place, { base: true, file: "words/src/lib.rs" });
  place.service.forget();
  return place;
}

/** A whole job after a change of `file`; returns what its post step said. */
async function push(
  { world, service }: Place,
  {
    base = false,
    file,
    status,
    packages = [],
    inputs = {},
  }: {
    base?: boolean;
    file?: string;
    status?: Status;
    packages?: string[];
    inputs?: Record<string, string>;
  },
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
  await job.run("cargo", "build", "--offline", ...packages.flatMap((name) => ["-p", name]));
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

const overlays = ({ service }: Place) => service.entries().filter(({ ref }) => ref === scope.ref);

test("what changes with every push is uploaded once, again after a failure, and when told to", async () => {
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
  expect(await push(place, { file: "words/src/lib.rs" })).toContain("they change with every push");
  expect(calls(place)).toEqual(["GetCacheEntryDownloadURL", "GetCacheEntryDownloadURL"]);
  expect(service.entries().map(({ key }) => key)).toEqual(held);

  const failed = await push(place, { file: "words/src/lib.rs", status: "failure" });
  expect(failed).toContain("as sccache+overlay-");
  const told = await push(place, { file: "words/src/lib.rs", inputs: { save: "always" } });
  expect(told).toContain("as sccache+overlay-");
  expect(overlays(place)).toHaveLength(1);
});

test("a push that fails after its first crate loses nothing of the overlay", async () => {
  const place = await open();
  const numbers = await push(place, { file: "numbers/src/lib.rs" });
  // Shapes depends on it.
  expect(numbers).toContain("Saved 2 entries as sccache+overlay-");
  const failed = await push(place, { file: "words/src/lib.rs", status: "failure", packages: ["words"] });
  expect(failed).toContain("Saved 3 entries as sccache+overlay-");
  const third = await push(place, {});
  expect(third).toContain("Cache hits: 3 of 3 compilations");

  // A crate that had come to rest is saved with every push that changes it.
  expect(await push(place, { file: "numbers/src/lib.rs" })).toContain("as sccache+overlay-");
  expect(overlays(place)).toHaveLength(1);

  // An overlay that comes damaged leaves the base.
  place.service.fail({ call: "blob-get", corrupt: true, times: 1 });
  const job = await place.world.job({
    env: { ...place.service.env(scope), GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: scope.ref },
  });
  const main = await job.uses(".", { "sccache-dir": place.world.directory });
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(main.notices).toEqual([expect.stringContaining("The overlay was not restored:")]);
  expect(main.outputs).toMatchObject({ "cache-hit": "true", entries: String(libraries + 1) });
});
