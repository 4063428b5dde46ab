import { rename, rm, writeFile } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { localStore } from "../../src/store/local/local.ts";
import type { Fault } from "../cache-service/faults.ts";
import { motoEnv, startMoto } from "../stores/moto.ts";
import { openPlace, type Place } from "./place.ts";
import type { Job, Status } from "./runner.ts";
import { filesIn, libraries, openWorld, type World } from "./world.ts";

// Jobs of one family, one after the other and at the same time: src/flow/save/family.test.ts tells the same stories in small.

const keys = ({ service }: Place) => service.entries().map(({ key }) => key);

let changes = 0;
const change = (world: World, crate = "words") => {
  changes += 1;
  return world.edit(`${crate}/src/lib.rs`, "pub fn ", `pub fn change${changes}() {}\npub fn `);
};

interface Began {
  readonly job: Job;
  readonly hits: number | undefined;
  readonly finish: () => Promise<string>;
}

/** A job up to the end of its build. */
async function begin(
  { world, service }: Place,
  { run, cargo, inputs }: { run: string; cargo: "build" | "check"; inputs?: Record<string, string> },
): Promise<Began> {
  const job = await world.jobBeside({ env: { ...service.env(), GITHUB_RUN_ID: run } });
  const main = await job.uses(".", { "sccache-dir": `${world.directory}-${cargo}-${run}`, ...inputs });
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(await job.run("cargo", cargo, "--offline")).toMatchObject({ ok: true });
  return {
    job,
    hits: (await world.statistics(job))?.hits.total,
    async finish() {
      const [post] = await job.finish();
      expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [], notices: [] });
      return post?.lines.join("\n") ?? "";
    },
  };
}

test("two jobs of one family at the same time add to each other", async () => {
  const place = await openPlace();
  const said: string[] = [];
  for (const [i, run] of ["1", "2", "3"].entries()) {
    await change(place.world);
    place.service.forget();
    const build = await begin(place, { run, cargo: "build" });
    const check = await begin(place, { run, cargo: "check" });
    const expected = i === 0 ? 0 : libraries - 1;
    expect([run, build.hits, check.hits]).toEqual([run, expected, expected]);
    // The second time at the very same moment: neither can see the other's bundle.
    if (run === "2") await Promise.all([build.finish(), check.finish()]);
    else said.push(await check.finish(), await build.finish());
    const { GetCacheEntryDownloadURL, CreateCacheEntry, FinalizeCacheEntryUpload } =
      place.service.requests().counts;
    // Of two jobs, of which one may have to unite; while there is no bundle at all, each looks for other jobs' bundles too, and for
    // those of other compilers, to say why it starts cold.
    const most = i === 0 ? 12 : 8;
    expect(GetCacheEntryDownloadURL + CreateCacheEntry + FinalizeCacheEntryUpload).toBeLessThanOrEqual(most);
  }
  expect(said[1]).toContain("united with 1 newer bundle");
  expect(keys(place)).toHaveLength(1);

  const build = await begin(place, { run: "4", cargo: "build" });
  const check = await begin(place, { run: "4", cargo: "check" });
  expect([build.hits, check.hits]).toEqual([libraries, libraries]);
  // Eight builds and as many jobs: on a machine that is very busy they take minutes.
}, 600_000);

test("what two jobs have together is cut to the budget, the least worth first", async () => {
  const place = await openPlace();
  const build = await begin(place, { run: "1", cargo: "build", inputs: { "max-size": "9k" } });
  const check = await begin(place, { run: "1", cargo: "check", inputs: { "max-size": "9k" } });
  await check.finish();
  expect(await build.finish()).toMatch(/leaves out [1-5] entr.*: worth less than what fits/);
  const [saved, ...others] = place.service.entries();
  expect(others).toEqual([]);
  expect(saved?.sizeBytes).toBeLessThanOrEqual(9000);
});

/** A whole job by its two halves; the one after the build always runs. */
async function jobOf(
  world: World,
  options: { env?: Record<string, string>; store?: string; status?: Status; packages?: readonly string[] },
  outage?: () => Promise<() => Promise<void>>,
) {
  const { env = {}, store = "github", status = "success", packages = [] } = options;
  const inputs = { "sccache-dir": world.directory, store };
  const job = await world.job({ env });
  const heal = await outage?.();
  const restored = await job.uses("restore", inputs);
  await heal?.();
  await job.run("cargo", "build", "--offline", ...packages.flatMap((name) => ["-p", name]));
  const hits = (await world.statistics(job))?.hits.total;
  job.setStatus(status);
  const saved = await job.uses("save", inputs);
  expect(saved, saved.output).toMatchObject({ exitCode: 0, errors: [] });
  return { restored, hits, saved, said: saved.lines.join("\n") };
}

test("an outage at restore costs its own job its hits, and no later one", async () => {
  const { world, service } = await openPlace();
  const env = service.env();
  await jobOf(world, { env });
  const outages: readonly (Fault & { readonly ends: Status })[] = [
    { call: "GetCacheEntryDownloadURL", status: 400, ends: "failure" },
    { call: "blob-get", status: 403, ends: "success" },
    { call: "blob-get", corrupt: true, ends: "cancelled" },
  ];
  for (const { ends, ...fault } of outages) {
    await change(world);
    // A job that fails or is cancelled gets as far as its first crate.
    const packages = ends === "success" ? [] : ["words"];
    const during = await jobOf(world, { env, status: ends, packages }, async () => {
      service.fail(fault);
      return async () => service.heal();
    });
    expect(during.restored, during.restored.output).toMatchObject({ exitCode: 0, errors: [] });
    expect(during.restored.warnings).toHaveLength(1);
    expect(during.hits).toBe(0);
    expect(during.said).toContain("united with 1 newer bundle");
    const next = await jobOf(world, { env });
    expect([ends, next.hits, next.said]).toEqual([
      ends,
      libraries,
      expect.stringContaining("Not saved: nothing"),
    ]);
  }
});

interface Outage {
  readonly store: string;
  readonly env?: Record<string, string>;
  /** Takes the store away, and returns what brings it back. */
  readonly begin: () => Promise<() => Promise<void>>;
}

const outages: Readonly<Record<string, (world: World) => Promise<Outage>>> = {
  "a folder that is not mounted": async ({ store }) => ({
    store: `local:${store}`,
    async begin() {
      await rename(store, `${store}-away`);
      await writeFile(store, "not mounted");
      return async () => {
        await rm(store);
        await rename(`${store}-away`, store);
      };
    },
  }),
  "S3 that refuses the credentials": async () => {
    const moto = await startMoto();
    onTestFinished(() => moto.close());
    const env = Object.entries(motoEnv).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    return {
      store: `s3://${await moto.bucket()}/bundles?endpoint=${moto.url}&path-style=true`,
      env: Object.fromEntries(env),
      async begin() {
        await moto.refuseCredentials(true);
        return () => moto.refuseCredentials(false);
      },
    };
  },
};

test.each(Object.entries(outages))("%s at restore loses nothing", async (_what, openOutage) => {
  const world = await openWorld();
  const { begin: beginOutage, ...options } = await openOutage(world);
  await jobOf(world, options);
  await change(world);
  const failing = { ...options, status: "failure", packages: ["words"] } as const;
  const failed = await jobOf(world, failing, beginOutage);
  expect(failed.restored.warnings).toHaveLength(1);
  expect(failed.hits).toBe(0);
  expect((await jobOf(world, options)).hits).toBe(libraries);
});

test("after a revert everything is there again", async () => {
  const { world, service } = await openPlace();
  const texts = { x: "word.to_uppercase()", y: "word.to_lowercase()" };
  const hits: (number | undefined)[] = [];
  let now: "x" | "y" = "x";
  for (const next of ["x", "y", "x", "x"] as const) {
    if (next !== now) await world.edit("words/src/lib.rs", texts[now], texts[next]);
    now = next;
    const { hits: found, said } = await jobOf(world, { env: service.env() });
    hits.push(found);
    expect(said).not.toContain("already saved");
  }
  expect(hits).toEqual([0, libraries - 1, libraries, libraries]);
});

test("a parent that is gone when the job ends costs nothing", async () => {
  const place = await openPlace();
  await jobOf(place.world, { env: place.service.env() });
  const [parent = ""] = keys(place);
  const during = await begin(place, { run: "2", cargo: "build" });
  const url = `${place.service.url}/repos/someone/something/actions/caches?key=${encodeURIComponent(parent)}`;
  await fetch(url, { method: "DELETE", headers: { authorization: "Bearer any" } });
  expect(keys(place)).toEqual([]);
  expect(await during.finish()).toContain("Not saved: nothing is new");

  const other = await begin(place, { run: "3", cargo: "check" });
  expect(await other.finish()).toContain(`Saved ${libraries} entries`);
});

test("the bundle of a branch is not read by another, in a folder as at GitHub", async () => {
  const world = await openWorld();
  const store = `local:${world.store}`;
  const topic = { GITHUB_REF: "refs/heads/topic" };
  await jobOf(world, { store, env: topic });
  expect((await jobOf(world, { store })).hits).toBe(0);
  expect((await jobOf(world, { store, env: topic })).hits).toBe(libraries);
  const { bundles } = await localStore({ path: world.store }).list("");
  expect(bundles.map(({ key }) => key.split(":")[0])).toEqual(["heads/topic", "heads/main"]);
  expect(await filesIn(world.store)).toHaveLength(4);
});
