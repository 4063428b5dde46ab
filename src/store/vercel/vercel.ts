// Longer than most: a store and the few calls of the service that it is made of.
import { createHash } from "node:crypto";
import { type FileHandle, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import type { Env } from "../../config/config.ts";
import { type SingleStoreSpec, storeLabel } from "../../config/parse-store.ts";
import { byAge } from "../../stored-bundle.ts";
import { writeWhole } from "../download.ts";
import {
  broken,
  DamagedBundleError,
  denied,
  type ErrorKind,
  errorOfKind,
  kindOfNetwork,
  kindOfStatus,
  networkCodeOf,
  orDiskError,
  unavailable,
} from "../error-kinds.ts";
import { type Body, followRequest, placeIn, readBody, TooLongError } from "../http.ts";
import { proxiedAgents } from "../proxies.ts";
import {
  asFound,
  type CallOptions,
  type Catalog,
  type KeyChain,
  plainTraits,
  type Store,
  wallClock,
} from "../store.ts";
import { openRegister, type Registered } from "./register.ts";

type VercelSpec = Extract<SingleStoreSpec, { readonly kind: "vercel" }>;

/** How many of those that match are looked at: what the service has dropped is listed for a while. */
const mostLooks = 5;

/** What was listed so long ago is not being written by another job, whatever the clocks of machines say. */
const settledMs = 600_000;

/** So many of a listing are looked at, the newest, and all at once. */
const mostListed = 64;

/**
 * The Remote Cache API of Vercel, or of any server that speaks it. It finds by exact name alone, so what is there is what the register
 * lists. It overwrites: of two processes that save one key at the same moment both may store it, and the later stays. Within
 * this process puts take turns.
 */
export function vercelStore(
  spec: VercelSpec,
  { env, now = wallClock }: { readonly env: Env; readonly now?: () => number },
): Store & Catalog {
  const label = storeLabel(spec);
  const artifacts = openArtifacts(spec, label, env);
  const register = openRegister(artifacts, now);
  const nameOf = (key: string) => `bundle\n${key}`;
  const isThere = (key: string, signal?: AbortSignal) => artifacts.has(nameOf(key), signal);
  let turn: Promise<unknown> = Promise.resolve();

  /** All that is listed under the key that matches best; the newest first. */
  async function find({ key, fallbacks }: KeyChain, signal?: AbortSignal): Promise<Registered[]> {
    const listed = await register.read(signal);
    for (const wanted of [key, ...fallbacks]) {
      const exact = listed.filter((one) => one.key === wanted).slice(0, 1);
      const longer = listed.filter((one) => one.key !== wanted && one.key.startsWith(wanted));
      for (const one of [...exact, ...longer.slice(0, mostLooks)]) {
        if (await isThere(one.key, signal)) return listed.filter((other) => other.key === one.key);
      }
    }
    return [];
  }

  async function fetch(keys: KeyChain, into: string, { signal }: CallOptions): ReturnType<Store["fetch"]> {
    const found = await find(keys, signal);
    const [newest] = found;
    if (newest === undefined) return { kind: "miss" };
    const { key, savedMs } = newest;
    const bytes = await writeWhole(into, async (file) => {
      const written = await artifacts.download(nameOf(key), file, signal);
      if (written !== undefined && found.some((one) => one.bytes === written)) return written;
      if (written !== undefined && now() - savedMs > settledMs) {
        const why = `the bundle ${key} has ${written} bytes and was saved with ${newest.bytes}`;
        throw new DamagedBundleError(`${label}: ${why}`, { key, isCertain: true });
      }
      throw errorOfKind(label, broken(`the bundle ${key} was replaced or removed while it was read`));
    });
    return { kind: "hit", key, bytes };
  }

  async function put(key: string, from: string, { signal }: CallOptions): ReturnType<Store["put"]> {
    const { size: bytes } = await stat(from);
    // What is there and not listed was removed, or its job was killed before it listed it.
    if (await isThere(key, signal)) {
      const listed = await register.read(signal);
      if (listed.some((one) => one.key === key)) return { kind: "taken" };
    }
    await artifacts.write(nameOf(key), { file: from, bytes }, signal);
    if (!(await register.add({ key, bytes }, signal))) throw errorOfKind(label, unlisted);
    return { kind: "stored", bytes };
  }

  return {
    label,
    traits: plainTraits,
    lookup: async (keys, { signal } = {}) => asFound((await orDiskError(label, find(keys, signal)))[0]),
    fetch: (keys, into, options = {}) => orDiskError(label, fetch(keys, into, options)),
    put(key, from, options = {}) {
      const mine = turn.then(() => orDiskError(label, put(key, from, options)));
      // The next one does not care how this one ended.
      turn = mine.catch(() => {});
      return mine;
    },
    async list(prefix, { signal } = {}) {
      const registered = await register.read(signal);
      const matching = registered.filter(({ key }) => key.startsWith(prefix));
      const newest = matching.filter(({ key }, i) => matching.findIndex((one) => one.key === key) === i);
      const looked = await Promise.all(
        newest.map(async (one, i) => (i >= mostListed || (await isThere(one.key, signal)) ? [one] : [])),
      );
      const bundles = looked.flat().map(({ savedMs, ...one }) => ({ ...one, savedAtMs: savedMs }));
      return { bundles: bundles.sort(byAge), complete: true };
    },
    async remove({ key, id = "" }, { signal } = {}) {
      if (!(await register.remove({ key, id }, signal))) return "gone";
      // Nothing can be deleted, but what is overwritten takes no room.
      await artifacts.write(nameOf(key), "\n", signal);
      return "removed";
    },
  };
}

const unlisted = unavailable(
  "it took the bundle and does not list it, as another service, or a CDN that keeps old answers: check its address",
  false,
);
const noCredentials = denied("no credentials found: set VERCEL_TOKEN, or TURBO_TOKEN");

/** A list that is larger is none of ours. */
const mostTextBytes = 4 * 2 ** 20;

/**
 * https://vercel.com/docs/rest-api/artifacts: what turbo speaks. Artifacts are known by a hash alone, so each
 * name here becomes a digest of it and of the store's prefix. All calls throw StoreErrors.
 */
function openArtifacts({ address, prefix }: VercelSpec, label: string, env: Env) {
  const agents = proxiedAgents(env);

  /** Sends one request; an answer that is no success is an error, except 404, which is undefined. */
  async function ask(
    method: "GET" | "HEAD" | "PUT",
    name: string,
    signal: AbortSignal | undefined,
    body?: Body,
  ): Promise<IncomingMessage | undefined> {
    const token = env["VERCEL_TOKEN"] || env["TURBO_TOKEN"];
    if (!token) throw errorOfKind(label, noCredentials);
    const hash = createHash("sha256").update(`sccache-bundle\n${prefix}\n${name}`).digest("hex");
    const team = teamOf(env);
    const url = `${address}/v8/artifacts/${hash}${team}`;
    const type = body && { "content-type": "application/octet-stream", "x-artifact-duration": 0 };
    const headers = { authorization: `Bearer ${token}`, ...type };
    const answer = await orNetworkError(
      followRequest(agents, { method, url, headers, body, signal }),
      signal,
    );
    const { statusCode: status = 500 } = answer;
    if (status >= 200 && status < 300) return answer;
    answer.resume();
    if (status === 404) return undefined;
    const kind = kindOfStatus(status);
    const hint = hintOf(status, { place: placeIn(answer, url), hasTeam: team !== "" });
    throw errorOfKind(label, { ...kind, text: `${kind.text}${hint}` });
  }

  /** The StoreError for an error of the network, which is `cut` if given; any other error is thrown as it is. */
  async function orNetworkError<T>(work: Promise<T>, signal?: AbortSignal, cut?: ErrorKind): Promise<T> {
    try {
      return await work;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof TooLongError) throw errorOfKind(label, broken("a list that is too large", false));
      const code = networkCodeOf(error);
      throw code === undefined ? error : errorOfKind(label, cut ?? kindOfNetwork(code), error);
    }
  }

  return {
    async has(name: string, signal?: AbortSignal): Promise<boolean> {
      return (await ask("HEAD", name, signal))?.resume() !== undefined;
    },
    /** Writes the artifact to `file` and returns its size; undefined when there is none. */
    async download(name: string, file: FileHandle, signal?: AbortSignal): Promise<number | undefined> {
      const answer = await ask("GET", name, signal);
      if (answer === undefined) return undefined;
      // A connection that ends within the body gave half of a bundle.
      await orNetworkError(file.writeFile(answer), signal, broken("the download broke off"));
      return (await file.stat()).size;
    },
    /** A small artifact as text; undefined when there is none. */
    async readText(name: string, signal?: AbortSignal): Promise<string | undefined> {
      const answer = await ask("GET", name, signal);
      return answer && orNetworkError(readBody(answer, mostTextBytes), signal);
    },
    /** Puts a text or a file there, in place of what is there. */
    async write(name: string, body: Body, signal?: AbortSignal): Promise<void> {
      (await ask("PUT", name, signal, body))?.resume();
    },
  };
}

/** What to do about such an answer, in brackets; empty where nothing more is known. */
function hintOf(
  status: number,
  { place, hasTeam }: { readonly place: URL | undefined; readonly hasTeam: boolean },
): string {
  if (place !== undefined) return ` (it is at ${place.origin} now: set that address)`;
  if (status === 401) return " (check VERCEL_TOKEN and the team)";
  return status === 400 && !hasTeam ? " (it may want a team: set VERCEL_TEAM_ID or TURBO_TEAM)" : "";
}

/** The team as its id or as its name, which are two parameters: https://vercel.com/docs/rest-api#accessing-resources-owned-by-a-team */
function teamOf(env: Env): string {
  const team = env["VERCEL_TEAM_ID"] || env["TURBO_TEAMID"] || env["TURBO_TEAM"];
  if (!team) return "";
  return `?${new URLSearchParams({ [team.startsWith("team_") ? "teamId" : "slug"]: team })}`;
}
