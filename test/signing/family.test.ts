import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { githubStore } from "../../src/store/github/github.ts";
import { githubRepository } from "../../src/store/github/repository.ts";
import { s3Store } from "../../src/store/objects/s3.ts";
import type { Catalog, Store } from "../../src/store/store.ts";
import { startCacheService } from "../cache-service/service.ts";
import { withEnv } from "../contract/with-env.ts";
import { type Family, inFamily } from "../flow/family.ts";
import { silent } from "../logs.ts";
import { sharedMoto } from "../stores/shared-moto.ts";
import { keysOf, makeKeys } from "./keys.ts";

// Jobs of one family with keys, and strangers who write to the same store without them.

const old = makeKeys();
const fresh = makeKeys();
const writer = keysOf(old.privateLine);
const reader = keysOf("", [old.publicLine]);
const stranger = keysOf(makeKeys().privateLine);
const crates = ["a", "b", "c"];

const moto = sharedMoto();

interface Opened {
  readonly other?: Store & Catalog;
  readonly ref?: string;
}

async function openS3(): Promise<Opened> {
  const bucket = await moto().bucket();
  return {
    other: s3Store(
      { kind: "s3", bucket, prefix: "", endpoint: moto().url, pathStyle: true },
      { env: process.env },
    ),
  };
}

async function openGithub(): Promise<Opened> {
  const service = await startCacheService();
  const restore = withEnv({ GITHUB_ACTIONS: undefined, ...service.env() });
  onTestFinished(async () => {
    restore();
    await service.close();
  });
  const access = { repository: "me/mine", token: "any", env: { GITHUB_API_URL: service.url } };
  return {
    other: { ...githubRepository(access), ...githubStore({ log: silent, env: process.env }) },
    ref: "refs/heads/main",
  };
}

describe.each([
  ["a folder", async (): Promise<Opened> => ({})],
  ["S3", openS3],
  ["GitHub's cache", openGithub],
])("with the store in %s", (_name, open) => {
  const withFamily = async (work: (family: Family) => Promise<void>) => {
    await inFamily(work, await open());
  };

  test("what a job with the key saves is read by all who have the public key, or none", async () => {
    await withFamily(async ({ job, pass }) => {
      const first = await job({ asks: crates, run: "1", signing: writer });
      expect([first.outcome, first.why]).toEqual(["saved", first.why]);
      pass(600_000);
      expect(await job({ asks: crates, run: "2", signing: reader })).toMatchObject({ hits: 3 });
      expect(await job({ asks: crates, run: "2" })).toMatchObject({ hits: 3 });
      pass(600_000);
      expect(await job({ asks: [...crates, "d"], run: "3", signing: writer })).toMatchObject({
        hits: 3,
        outcome: "saved",
      });
      pass(600_000);
      expect(await job({ asks: [...crates, "d"], run: "4", signing: writer })).toMatchObject({ hits: 4 });
    });
  });

  test("a job that has the public key alone saves nothing, and says why", async () => {
    await withFamily(async ({ job, keys }) => {
      const done = await job({ asks: crates, run: "1", signing: reader });
      expect(done).toMatchObject({ hits: 0, outcome: "not-allowed" });
      expect(done.why).toContain("SCCACHE_BUNDLE_SIGNING_KEY");
      expect(await keys()).toEqual([]);
    });
  });

  test.each([
    ["nobody has signed", undefined],
    ["a stranger has signed", stranger],
  ])("a bundle that %s is not used, and the next save replaces it", async (_by, signing) => {
    await withFamily(async ({ job, keys, pass }) => {
      await job({ asks: crates, run: "1", ...(signing && { signing }) });
      const before = await keys();
      pass(600_000);
      const healing = await job({ asks: ["a", "b"], run: "2", signing: writer });
      expect(healing).toMatchObject({ hits: 0, outcome: "saved" });
      pass(600_000);
      expect(await job({ asks: ["a", "b"], run: "3", signing: reader })).toMatchObject({ hits: 2 });
      expect(await keys()).not.toContain(before[0]);
    });
  });

  test("what a stranger saves meanwhile is not united with", async () => {
    await withFamily(async ({ job, pass }) => {
      await job({ asks: crates, run: "1", signing: writer });
      pass(600_000);
      const meanwhile = async () => {
        await job({ asks: [...crates, "planted"], run: "2" });
      };
      const done = await job({ asks: [...crates, "d"], run: "2", signing: writer, meanwhile });
      expect(done).toMatchObject({ hits: 3, outcome: "saved" });
      expect(done.kept).toHaveLength(4);
      pass(600_000);
      const next = await job({ asks: [...crates, "d", "planted"], run: "3", signing: writer });
      expect(next).toMatchObject({ hits: 4 });
    });
  });

  test("a valid bundle under another key is not used", async () => {
    await withFamily(async ({ job, store, folder, keys, pass }) => {
      await job({ asks: crates, run: "1", signing: writer });
      const [key = ""] = await keys();
      const file = join(folder, "copied");
      await store.fetch({ key, fallbacks: [] }, file);
      pass(600_000);
      await store.put(key.replace(/[0-9a-f]{12}$/, "0".repeat(12)), file);
      pass(600_000);
      expect(await job({ asks: crates, run: "2", signing: reader })).toMatchObject({ hits: 0 });
      expect(await job({ asks: crates, run: "2" })).toMatchObject({ hits: 3 });
    });
  });

  test("an overlay is signed like its base, and one that is not is left out", async () => {
    await withFamily(async ({ job, pass }) => {
      await job({ asks: crates, run: "1", signing: writer });
      pass(600_000);
      const own = { pull: 7, signing: writer };
      expect(await job({ asks: [...crates, "d"], run: "2", ...own })).toMatchObject({ outcome: "saved" });
      pass(600_000);
      expect(await job({ asks: [...crates, "d"], run: "3", pull: 7, signing: reader })).toMatchObject({
        hits: 4,
      });
      pass(600_000);
      await job({ asks: [...crates, "e"], run: "4", pull: 7, signing: stranger });
      pass(600_000);
      expect(await job({ asks: [...crates, "d", "e"], run: "5", ...own })).toMatchObject({ hits: 3 });
    });
  });

  test("a matrix job takes what another has signed, and nothing that is signed by a stranger", async () => {
    await withFamily(async ({ job, pass }) => {
      await job({ asks: crates, run: "1", matrix: '{"n":1}', signing: writer });
      pass(600_000);
      const other = { asks: crates, matrix: '{"n":2}', signing: reader };
      expect(await job({ ...other, run: "1" })).toMatchObject({ hits: 3 });
      await job({ asks: ["x", "y", "z"], run: "2", matrix: '{"n":3}', signing: stranger });
      pass(600_000);
      expect(await job({ ...other, asks: ["x", "y", "z"], run: "2" })).toMatchObject({ hits: 0 });
    });
  });

  test("a key is replaced without a cold start: first it is read, then it signs", async () => {
    await withFamily(async ({ job, pass }) => {
      const both = [old.publicLine, fresh.publicLine];
      await job({ asks: crates, run: "1", signing: keysOf(old.privateLine) });
      pass(600_000);
      const one = await job({ asks: [...crates, "d"], run: "2", signing: keysOf(old.privateLine, both) });
      expect(one).toMatchObject({ hits: 3, outcome: "saved" });
      pass(600_000);
      const two = await job({
        asks: [...crates, "d", "e"],
        run: "3",
        signing: keysOf(fresh.privateLine, both),
      });
      expect(two).toMatchObject({ hits: 4, outcome: "saved" });
      pass(600_000);
      const three = await job({ asks: [...crates, "d", "e"], run: "4", signing: keysOf(fresh.privateLine) });
      expect(three).toMatchObject({ hits: 5 });
    });
  });
});
