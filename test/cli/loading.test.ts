import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { plainEnvironment } from "../../demo/environment.ts";
import { startCacheService } from "../cache-service/service.ts";
import { wholeJob } from "../e2e/whole-job.ts";
import { openWorld } from "../e2e/world.ts";
import { run } from "./command-line.ts";

const dist = join(import.meta.dirname, "../../dist");

/** What only one of the stores needs, by words that its client is full of. */
const clients = {
  s3: /aws-sdk|S3ServiceException/,
  azure: /azure-sdk|StorageSharedKeyCredential/,
} as const;

/** The files of dist that are loaded by what runs in the environment `env`. */
function noteModules(folder: string) {
  const file = join(folder, "modules");
  const hook = pathToFileURL(join(import.meta.dirname, "note-modules.ts")).href;
  return {
    env: { NODE_OPTIONS: `--import=${hook}`, NOTE_MODULES_IN: file },
    async loaded(): Promise<string[]> {
      const urls = new Set((await readFile(file, "utf8")).split("\n"));
      await rm(file);
      const ofDist = pathToFileURL(dist).href;
      return [...urls]
        .filter((url) => url.startsWith(`${ofDist}/`))
        .map((url) => url.slice(ofDist.length + 1));
    },
  };
}

async function holding(words: RegExp, files: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(files.map((name) => readFile(join(dist, name), "utf8")));
  return files.filter((_name, index) => words.test(texts[index] ?? ""));
}

const storeFiles = (files: readonly string[]) =>
  files.filter((name) => /^chunk-(github|s3|azure|vercel)\.js$/.test(name));

test("a job with GitHub's store loads no other store and nothing of AWS's client", async () => {
  const world = await openWorld();
  const service = await startCacheService();
  onTestFinished(() => service.close());
  const modules = noteModules(world.folder);
  const { main, post } = await wholeJob(world, { env: { ...service.env(), ...modules.env } });
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [] });
  expect(post, post.output).toMatchObject({ exitCode: 0, warnings: [] });
  expect(service.entries()).toHaveLength(1);
  const loaded = await modules.loaded();
  expect(loaded).toContain("main.js");
  expect(loaded).toContain("save.js");
  expect(storeFiles(loaded)).toEqual(["chunk-github.js"]);
  expect(await holding(clients.s3, loaded)).toEqual([]);
  // Of Azure's client GitHub's own brings what it moves files with.
});

const nobody = "http://127.0.0.1:9";
const credentials = {
  AWS_ACCESS_KEY_ID: "a",
  AWS_SECRET_ACCESS_KEY: "b",
  AZURE_STORAGE_CONNECTION_STRING: `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=${nobody}/a;`,
  VERCEL_TOKEN: "t",
};

test.each([
  ["local:store", [], []],
  [`s3://bucket/prefix?endpoint=${nobody}`, ["chunk-s3.js"], ["s3"]],
  ["azure://container/prefix", ["chunk-azure.js"], ["azure"]],
  [`vercel+${nobody}`, ["chunk-vercel.js"], []],
] as const)("the command line with the store %s loads just what that needs", async (store, own, needed) => {
  const world = await openWorld();
  const modules = noteModules(world.folder);
  const cache = { XDG_CACHE_HOME: world.folder, LOCALAPPDATA: world.folder, HOME: world.folder };
  const env = {
    ...plainEnvironment(process.env),
    PATH: dirname(world.sccachePath),
    ...cache,
    ...credentials,
    ...modules.env,
  };
  const args = ["restore", "--lookup-only", "--store", store];
  const ended = await run(process.execPath, [join(dist, "cli.js"), ...args], { cwd: world.folder, env });
  const loaded = await modules.loaded();
  expect(loaded, ended.stderr).toContain("cli.js");
  expect(storeFiles(loaded), ended.stderr).toEqual(own);
  for (const [name, words] of Object.entries(clients)) {
    const found = await holding(words, loaded);
    expect(found.length > 0, `${name}: ${found}`).toBe((needed as readonly string[]).includes(name));
  }
});
