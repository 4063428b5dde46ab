import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import type { Env } from "../../config/config.ts";
import type { SingleStoreSpec } from "../../config/parse-store.ts";
import { kindOfNetwork, kindOfStatus, networkCodeOf } from "../error-kinds.ts";
import { proxiedAgents, readText, sendRequest, TooLongError } from "../http.ts";
import { type CallOptions, StoreError } from "../store.ts";

export type VercelSpec = Extract<SingleStoreSpec, { readonly kind: "vercel" }>;

/** The calls of the Remote Cache API. @throws {StoreError}, by all of them */
export interface Artifacts {
  has(name: string, signal?: AbortSignal): Promise<boolean>;
  /** Writes the artifact to `file` and returns its size; undefined when there is none. */
  download(name: string, file: FileHandle, call: CallOptions): Promise<number | undefined>;
  /** A small artifact as text; undefined when there is none. */
  readText(name: string, signal?: AbortSignal): Promise<string | undefined>;
  /** Puts a file there, in place of what is there. */
  upload(name: string, from: string, signal?: AbortSignal): Promise<void>;
  writeText(name: string, text: string, signal?: AbortSignal): Promise<void>;
}

/** A list that is larger is none of ours. */
const mostTextBytes = 4 * 2 ** 20;

/**
 * https://vercel.com/docs/rest-api/artifacts: what turbo speaks. Artifacts are known by a hash alone, so each
 * name here becomes a digest of it and of the store's prefix.
 */
export function openArtifacts({ address, prefix }: VercelSpec, label: string, env: Env): Artifacts {
  const agents = proxiedAgents(env);
  const storeError = (text: string, traits: Pick<StoreError, "reason" | "retryable">, cause?: unknown) =>
    new StoreError(`${label}: ${text}`, { ...traits, cause });

  /** Sends one request; an answer that is no success is an error, except 404, which is undefined. */
  async function ask(
    method: "GET" | "HEAD" | "PUT",
    name: string,
    { body, signal }: { body?: string | { file: string; bytes: number }; signal?: AbortSignal | undefined },
  ): Promise<IncomingMessage | undefined> {
    const token = env["VERCEL_TOKEN"] || env["TURBO_TOKEN"];
    if (!token)
      throw storeError("no credentials found: set VERCEL_TOKEN, or TURBO_TOKEN", {
        reason: "denied",
        retryable: false,
      });
    const hash = createHash("sha256").update(`sccache-bundle\n${prefix}\n${name}`).digest("hex");
    const url = `${address}/v8/artifacts/${hash}${teamOf(env)}`;
    const type =
      body === undefined ? {} : { "content-type": "application/octet-stream", "x-artifact-duration": 0 };
    const headers = { authorization: `Bearer ${token}`, ...type };
    const answer = await orNetworkError(sendRequest(agents, { method, url, headers, body, signal }), signal);
    const { statusCode: status = 500 } = answer;
    if (status >= 200 && status < 300) return answer;
    answer.resume();
    if (status === 404) return undefined;
    const { text, ...traits } = kindOfStatus(status);
    const hint = status === 401 ? " (check VERCEL_TOKEN and the team)" : "";
    throw storeError(`${text}${hint}`, traits);
  }

  /** The StoreError for an error of the network; any other error is thrown as it is. */
  async function orNetworkError<T>(
    work: Promise<T>,
    signal: AbortSignal | undefined,
    cut?: string,
  ): Promise<T> {
    try {
      return await work;
    } catch (error) {
      signal?.throwIfAborted();
      const code = networkCodeOf(error);
      if (error instanceof StoreError || code === undefined) throw error;
      // A connection that ends within the body gave half of a bundle.
      if (cut !== undefined) throw storeError(cut, { reason: "broken", retryable: true }, error);
      const { text, ...traits } = kindOfNetwork(code);
      throw storeError(text, traits, error);
    }
  }

  return {
    async has(name, signal) {
      const answer = await ask("HEAD", name, { signal });
      answer?.resume();
      return answer !== undefined;
    },
    async download(name, file, { signal }) {
      const answer = await ask("GET", name, { signal });
      return answer && orNetworkError(writeBody(answer, file), signal, "the download broke off");
    },
    async readText(name, signal) {
      const answer = await ask("GET", name, { signal });
      if (answer === undefined) return undefined;
      try {
        return await orNetworkError(readText(answer, mostTextBytes), signal);
      } catch (error) {
        if (!(error instanceof TooLongError)) throw error;
        throw storeError("a list that is too large", { reason: "broken", retryable: false });
      }
    },
    async upload(name, from, signal) {
      const { size } = await stat(from);
      (await ask("PUT", name, { body: { file: from, bytes: size }, signal }))?.resume();
    },
    async writeText(name, text, signal) {
      (await ask("PUT", name, { body: text, signal }))?.resume();
    },
  };
}

async function writeBody(answer: IncomingMessage, file: FileHandle): Promise<number> {
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    await file.writeFile(chunk);
    bytes += chunk.length;
  }
  return bytes;
}

/** The team as its id or as its name, which are two parameters: https://vercel.com/docs/rest-api#accessing-resources-owned-by-a-team */
function teamOf(env: Env): string {
  const team = env["VERCEL_TEAM_ID"] || env["TURBO_TEAMID"] || env["TURBO_TEAM"];
  if (!team) return "";
  return `?${new URLSearchParams({ [team.startsWith("team_") ? "teamId" : "slug"]: team })}`;
}
