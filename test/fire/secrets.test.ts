import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { zstd } from "../bundle/made-up-entries.ts";
import type { Fault } from "../cache-service/faults.ts";
import type { StepResult } from "../e2e/runner.ts";
import { filesIn } from "../e2e/world.ts";
import { inFolder } from "../folder.ts";
import { makeKeys } from "../signing/keys.ts";
import { compile, openStage } from "./stage.ts";

const signing = makeKeys();

/** One secret of every kind that may lie around a job, each with a text of its own to look for. */
const secrets: Readonly<Record<string, string>> = {
  AWS_SECRET_ACCESS_KEY: "planted-aws-secret",
  AWS_SESSION_TOKEN: "planted-aws-session",
  AZURE_STORAGE_KEY: Buffer.from("planted-azure-key").toString("base64"),
  TURBO_TOKEN: "planted-turbo-token",
  VERCEL_TOKEN: "planted-vercel-token",
  CARGO_HTTP_PROXY: "http://me:planted-cargo-proxy@127.0.0.1:9",
  CARGO_REGISTRIES_MINE_TOKEN: "planted-registry-token",
  HTTPS_PROXY: "http://me:planted-https-proxy@127.0.0.1:9",
  GITHUB_TOKEN: "planted-github-token",
  RUSTFLAGS: "--cfg planted_rustflags_secret",
  SCCACHE_BUNDLE_SIGNING_KEY: signing.privateLine,
  SCCACHE_ENDPOINT: "https://me:planted-endpoint@127.0.0.1:9",
};

/** What to search for: the secret part alone, as it is and as it is written in addresses and Base64. */
const wanted = [
  ...Object.values(secrets).map((text) => /planted[-_][\w-]+/.exec(text)?.[0] ?? text),
  "planted-mirror",
  "planted-input-token",
];

const places: readonly (readonly [string, Readonly<Record<string, string>>, readonly Fault[]])[] = [
  ["a service that works", {}, []],
  ["a service that refuses", {}, [{ call: "any", status: 403 }]],
  [
    "blobs that are refused",
    {},
    [
      { call: "blob-get", status: 403 },
      { call: "blob-put", status: 403 },
    ],
  ],
  ["a service that resets", {}, [{ call: "any", reset: true }]],
  ["S3 that is not there", { store: "s3://bucket/some?endpoint=http://127.0.0.1:9&region=here" }, []],
  [
    "Azure that is not there",
    { store: "azure://container/some?account=mine&endpoint=http://127.0.0.1:9/mine" },
    [],
  ],
  ["Vercel that is not there", { store: "vercel" }, []],
  [
    "a mirror of sccache that is not there",
    { "sccache-version": "0.15.0", "sccache-mirror": "https://me:planted-mirror@127.0.0.1:9/mirror" },
    [],
  ],
  [
    "an input that is not valid",
    { "max-size": "planted", "sccache-mirror": "https://me:planted-mirror@[/" },
    [],
  ],
];

// Most of the time they wait for what does not answer.
test.concurrent.each(places)("no secret leaves a job with %s", async (_name, inputs, faults) => {
  await inFolder(async (folder) => {
    const stage = await openStage(folder);
    const { ACTIONS_RUNTIME_TOKEN: runtime = "" } = stage.service.env();
    const job = await stage.job({
      env: {
        ...secrets,
        AWS_ACCESS_KEY_ID: "planted",
        TURBO_API: "http://127.0.0.1:9",
        SCCACHE_ENDPOINT: "",
      },
    });
    for (const fault of faults) stage.service.fail(fault);
    const all = { ...stage.inputs, token: "planted-input-token", ...inputs };
    const main = await job.uses(".", all);
    if (main.exitCode === 0 && main.output.includes("Set RUSTC_WRAPPER")) {
      await compile(job, stage.workspace, ["one"]);
    }
    const posts = await job.finish();
    const texts = new Map<string, string>();
    for (const [i, step] of [main, ...posts].entries()) texts.set(`step ${i}`, textOf(step));
    for (const name of await filesIn(folder)) {
      // What sccache itself writes down, and the build: not ours.
      if (/^(sccache|checkout|home)\//.test(name) || name.endsWith("sccache-server.log")) continue;
      const bytes = await readFile(join(folder, name)).catch(() => Buffer.alloc(0));
      texts.set(name, `${bytes.toString("latin1")}${unpacked(bytes)}`);
    }
    const leaks = [...texts].flatMap(([where, text]) =>
      [...wanted, runtime, runtime.split(".")[2] ?? runtime]
        .filter((secret) => text.includes(secret))
        .map((secret) => `${secret.slice(0, 30)} in ${where}`),
    );
    await stage.close();
    expect(leaks).toEqual([]);
  });
});

/** All that a step says or writes, but for the lines that tell the runner what to hide. */
function textOf({ output, env, outputs, state, summary }: StepResult): string {
  const lines = output.split("\n").filter((line) => !line.startsWith("::add-mask::"));
  return [...lines, JSON.stringify({ env, outputs, state }), summary].join("\n");
}

/** What a compressed file holds; the manifest of a bundle is compressed once more within the client's archive. */
function unpacked(bytes: Buffer): string {
  try {
    return Buffer.from(zstd.decompressWithin(bytes, 2 ** 26)).toString("latin1");
  } catch {
    return ""; // it is no zstd frame
  }
}
