import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { planKeys } from "../../src/key/key.ts";
import type { Ingredients } from "../../src/key/parts.ts";
import { startCacheService } from "../cache-service/service.ts";
import { configOf, contextOf, ingredientsOf } from "../flow/made-up-job.ts";
import type { Job } from "./runner.ts";
import { libraries, openWorld } from "./world.ts";

/** As Swatinem/rust-cache names them: a restore key, and a key of what cargo's files are. */
const restoreKey = "v0-rust-build-Linux-x64-0123abcd";
const rustKey = (lockfile: string) => `${restoreKey}-${lockfile}`;

/** Saves or restores `target` with GitHub's own client, as rust-cache does. Prints the key that was found. */
const script = `
  import { restoreCache, saveCache } from ${JSON.stringify(import.meta.resolve("@actions/cache"))};
  const [what, key, fallback] = process.argv.slice(1);
  const paths = ["target"];
  console.log("key=" + (what === "save" ? await saveCache(paths, key) : await restoreCache(paths, key, [fallback])));
`;

async function rustCache(job: Job, what: "save" | "restore", lockfile: string): Promise<string | undefined> {
  const args = ["--input-type=module", "-e", script, what, rustKey(lockfile), restoreKey];
  const { ok, output } = await job.run(process.execPath, ...args);
  if (!ok) throw new Error(output);
  return /^key=(.*)$/m.exec(output)?.[1];
}

test("in one job with rust-cache both find their own, and neither touches the other's", async () => {
  const world = await openWorld();
  let lagMs = 3_600_000;
  const service = await startCacheService({ now: () => Date.now() - lagMs });
  onTestFinished(() => service.close());
  const run = async (lockfile: string) => {
    const job = await world.job({ env: service.env() });
    const main = await job.uses(".", { "sccache-dir": world.directory });
    const found = await rustCache(job, "restore", lockfile);
    const build = await world.build(job);
    if (found !== rustKey(lockfile)) await rustCache(job, "save", lockfile);
    const [post] = await job.finish();
    lagMs -= 60_000;
    expect(post, post?.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
    return { main, found, said: post?.lines.join("\n") ?? "", statistics: build.statistics };
  };
  const keys = () => service.entries().map(({ key }) => key);

  const cold = await run("1");
  expect(cold.found).toBe("undefined");
  expect(cold.statistics).toMatchObject({ misses: { total: libraries } });
  expect(keys()).toEqual([rustKey("1"), expect.stringMatching(/^sccache-/)]);

  // All that cargo needs is in target, so sccache is not asked at all: the bundle stays as it is.
  const warm = await run("1");
  expect(warm.found).toBe(rustKey("1"));
  expect(warm.main.outputs).toMatchObject({ "cache-hit": "true", entries: String(libraries) });
  expect(warm.said).toContain("Not saved: nothing is new");

  // Cargo asks only for what changed, push after push: what target has must not be taken for unused.
  for (const [lockfile, entries] of [
    ["2", libraries + 1],
    ["3", libraries + 2],
  ] as const) {
    await addFunction(join(world.workspace, "words/src/lib.rs"), lockfile);
    const part = await run(lockfile);
    expect(part.found).toMatch(/^v0-rust-/);
    expect(part.said).toContain(
      "Unused entries are kept while they fit: nothing of what was restored was hit",
    );
    expect(part.said).toContain(`Saved ${entries} entries`);
  }
  expect(keys().filter((key) => key.startsWith("v0-rust-"))).toEqual(["1", "2", "3"].map(rustKey));

  // Once rust-cache has nothing, the bundle has it all.
  const job = await world.job({ env: service.env() });
  await job.uses(".", { "sccache-dir": world.directory });
  expect((await world.build(job)).statistics).toMatchObject({ hits: { total: libraries } });
});

async function addFunction(file: string, name: string): Promise<void> {
  await writeFile(file, `${await readFile(file, "utf8")}\npub fn added${name}() {}\n`);
}

test("no key of ours begins with what rust-cache looks for, and none of its keys with what we look for", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/);
  const hash = fc.stringMatching(/^[0-9a-f]{8}$/);
  fc.assert(
    fc.property(
      fc.record({
        prefix: word.filter((name) => !name.startsWith("v0-rust")),
        job: fc.option(word, { nil: undefined }),
        matrix: fc.option(word, { nil: undefined }),
        pullRequest: fc.option(fc.stringMatching(/^[1-9][0-9]{0,4}$/), { nil: undefined }),
        environment: hash,
        lockfile: hash,
      }),
      ({ prefix, job, matrix, pullRequest, environment, lockfile }) => {
        const theirPrefix = `v0-rust-${job ?? "build"}-Linux-x64-${environment}`;
        const theirKey = `${theirPrefix}-${lockfile}`;
        const { primary, fallbacks, overlay } = planKeys(
          ingredients({ prefix, job, matrix, pullRequest }),
          config,
        );
        for (const ours of [primary, ...fallbacks, ...(overlay === null ? [] : [overlay])]) {
          expect(theirKey.startsWith(ours)).toBe(false);
          expect(ours.startsWith(theirPrefix)).toBe(false);
        }
      },
    ),
  );
});

const config = configOf();

function ingredients({
  prefix,
  ...about
}: Pick<Ingredients, "prefix" | "job" | "matrix"> & { pullRequest: string | undefined }): Ingredients {
  const context = contextOf({ workspace: "", ref: "refs/heads/main", defaultBranch: "main", ...about });
  const toolchain = { title: "rustc 1.95.0", release: "1.95.0", commit: undefined };
  return ingredientsOf(context, {
    prefix,
    toolchain,
    lockfiles: { files: ["Cargo.lock"], sha256: "0".repeat(64) },
  });
}
