import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { SingleStoreSpec } from "../../config/store-spec.ts";
import type { Env } from "../environment.ts";
import { natureOfNetwork, natureOfStatus, networkCodeOf } from "../nature.ts";
import type { CallOptions } from "../store.ts";
import { StoreError } from "../store-error.ts";

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

const idleMs = 20_000;
/** A pointer that is larger is none of ours. */
const mostTextBytes = 4 * 2 ** 20;

/**
 * https://vercel.com/docs/rest-api/artifacts: what turbo speaks. Artifacts are known by a hash alone, so each
 * name here becomes a digest of it and of the store's prefix.
 */
export function openArtifacts({ address, prefix }: VercelSpec, label: string, env: Env): Artifacts {
  const trouble = (text: string, traits: Pick<StoreError, "reason" | "retryable">, cause?: unknown) =>
    new StoreError(`${label}: ${text}`, { ...traits, cause });

  /** Sends one request; an answer that is no success is trouble, but 404, which is undefined. */
  async function ask(
    method: "GET" | "HEAD" | "PUT",
    name: string,
    { body, signal }: { body?: Blob | string; signal?: AbortSignal | undefined },
  ): Promise<Response | undefined> {
    const token = env["VERCEL_TOKEN"] || env["TURBO_TOKEN"];
    if (!token)
      throw trouble("no credentials found: set VERCEL_TOKEN, or TURBO_TOKEN", {
        reason: "denied",
        retryable: false,
      });
    const hash = createHash("sha256").update(`sccache-bundle\n${prefix}\n${name}`).digest("hex");
    const headers = {
      authorization: `Bearer ${token}`,
      "user-agent": "sccache-bundle",
      ...(body === undefined
        ? {}
        : { "content-type": "application/octet-stream", "x-artifact-duration": "0" }),
    };
    let answer: Response;
    try {
      answer = await globalThis.fetch(`${address}/v8/artifacts/${hash}${teamOf(env)}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      throw networkTrouble(error, signal);
    }
    if (answer.ok) return answer;
    await answer.body?.cancel();
    if (answer.status === 404) return undefined;
    const { text, ...traits } = natureOfStatus(answer.status);
    const hint = answer.status === 401 ? " (see VERCEL_TOKEN and the team)" : "";
    throw trouble(`${text}${hint}`, traits);
  }

  /** The StoreError of an error of fetch; what is no error of the network goes on as it is. */
  function networkTrouble(error: unknown, signal?: AbortSignal): unknown {
    if (signal?.aborted === true) return signal.reason;
    if (error instanceof StoreError) return error;
    const code = networkCodeOf(error);
    if (code === undefined) return error;
    const { text, ...traits } = natureOfNetwork(code);
    return trouble(text, traits, error);
  }

  return {
    has: async (name, signal) => (await ask("HEAD", name, { signal })) !== undefined,
    async download(name, file, { signal, onBytes }) {
      const stop = new AbortController();
      const late = trouble(`nothing came for ${idleMs / 1000} s`, { reason: "unavailable", retryable: true });
      const timer = setTimeout(() => stop.abort(late), idleMs);
      const either = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
      try {
        const answer = await ask("GET", name, { signal: either });
        if (answer === undefined) return undefined;
        let bytes = 0;
        for await (const chunk of answer.body ?? []) {
          timer.refresh();
          onBytes?.();
          await file.writeFile(chunk);
          bytes += chunk.length;
        }
        return bytes;
      } catch (error) {
        throw cutOff(networkTrouble(error, either), label);
      } finally {
        clearTimeout(timer);
      }
    },
    async readText(name, signal) {
      const answer = await ask("GET", name, { signal });
      if (answer === undefined) return undefined;
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      try {
        for await (const chunk of answer.body ?? []) {
          bytes += chunk.length;
          if (bytes > mostTextBytes)
            throw trouble("a pointer that is no pointer", { reason: "broken", retryable: false });
          chunks.push(chunk);
        }
      } catch (error) {
        throw networkTrouble(error, signal);
      }
      return Buffer.concat(chunks).toString();
    },
    async upload(name, from, signal) {
      await ask("PUT", name, { body: await openAsBlob(from), signal });
    },
    async writeText(name, text, signal) {
      await ask("PUT", name, { body: text, signal });
    },
  };
}

/** A connection that ends within the body gave half of a bundle. */
function cutOff(error: unknown, label: string): unknown {
  const isCut =
    error instanceof StoreError && error.cause instanceof TypeError && /terminated/.test(error.cause.message);
  if (!isCut) return error;
  return new StoreError(`${label}: the download broke off`, {
    reason: "broken",
    retryable: true,
    cause: error,
  });
}

/** The team as its id or as its name, which are two parameters: https://vercel.com/docs/rest-api#accessing-resources-owned-by-a-team */
function teamOf(env: Env): string {
  const team = env["VERCEL_TEAM_ID"] || env["TURBO_TEAMID"] || env["TURBO_TEAM"];
  if (!team) return "";
  return `?${new URLSearchParams({ [team.startsWith("team_") ? "teamId" : "slug"]: team })}`;
}
