import type { Blobs } from "./blobs.ts";
import type { Entries } from "./entries.ts";
import { type Answer, type Exchange, readBody, readJson } from "./exchange.ts";
import { decodeAsked, encodeSaid } from "./protobuf.ts";
import type { Grant, Tokens } from "./token.ts";

export interface TwirpDeps {
  readonly entries: Entries;
  readonly tokens: Tokens;
  readonly blobs: Blobs;
}

/**
 * The three calls of `github.actions.results.api.v1.CacheService`, in JSON or protobuf, as the request is. Field names of
 * JSON go out in snake case and come in either way, as protobuf's JSON allows; errors are JSON always.
 */
export async function answerTwirp({ request, call }: Exchange, deps: TwirpDeps): Promise<Answer> {
  const isBinary = request.headers["content-type"] === "application/protobuf";
  const grant = deps.tokens.read(request.headers.authorization);
  const asked = isBinary ? decodeAsked(call, await readBody(request)) : await readJson(request);
  if (grant === undefined) return refusal(401, "unauthenticated", "invalid token");
  const { status, body } = await answer(call, asked, grant, deps);
  return isBinary && status === 200 ? { status, body: encodeSaid(call, body) } : { status, body };
}

interface Said extends Answer {
  readonly body: Readonly<Record<string, unknown>>;
}

async function answer(
  call: Exchange["call"],
  asked: Record<string, unknown>,
  grant: Grant,
  deps: TwirpDeps,
): Promise<Said> {
  switch (call) {
    case "CreateCacheEntry":
      return create(asked, grant, deps);
    case "FinalizeCacheEntryUpload":
      return finalize(asked, grant, deps);
    case "GetCacheEntryDownloadURL":
      return find(asked, grant, deps);
    default:
      return refusal(404, "bad_route", `no such method: ${call}`);
  }
}

function create(asked: Record<string, unknown>, grant: Grant, { entries, blobs }: TwirpDeps): Said {
  if (grant.writes === undefined) {
    const message = "cache write denied: the token of this run may only read";
    return { status: 200, body: { ok: false, signed_upload_url: "", message } };
  }
  const blob = entries.reserve({ ref: grant.writes, ...named(asked) });
  if (blob === undefined) {
    return refusal(409, "already_exists", "cache entry with the same key, version, and scope already exists");
  }
  return { status: 200, body: { ok: true, signed_upload_url: blobs.signedUrl(blob), message: "" } };
}

async function finalize(
  asked: Record<string, unknown>,
  grant: Grant,
  { entries, blobs }: TwirpDeps,
): Promise<Said> {
  const name = { ref: grant.writes ?? "", ...named(asked) };
  const blob = entries.reserved(name);
  if (blob === undefined) return refusal(404, "not_found", "no such cache entry to finalize");
  const size = await blobs.size(blob);
  const claimed = Number(asked["size_bytes"] ?? asked["sizeBytes"] ?? 0);
  if (size !== claimed) {
    return refusal(400, "invalid_argument", `${claimed} bytes were claimed, ${size ?? "none"} are there`);
  }
  const entry = entries.finish(name, size);
  return { status: 200, body: { ok: true, entry_id: String(entry?.id), message: "" } };
}

function find(asked: Record<string, unknown>, grant: Grant, { entries, blobs }: TwirpDeps): Said {
  if (grant.reads.length === 0) {
    return refusal(403, "permission_denied", "cache read denied: the token of this run has no scope to read");
  }
  const { key, version } = named(asked);
  const fallbacks = (asked["restore_keys"] ?? asked["restoreKeys"] ?? []) as string[];
  const entry = entries.find(grant.reads, [key, ...fallbacks], version);
  return entry === undefined
    ? { status: 200, body: { ok: false, signed_download_url: "", matched_key: "" } }
    : {
        status: 200,
        body: { ok: true, signed_download_url: blobs.signedUrl(entry.blob), matched_key: entry.key },
      };
}

function named(asked: Record<string, unknown>): { key: string; version: string } {
  return { key: String(asked["key"] ?? ""), version: String(asked["version"] ?? "") };
}

function refusal(status: number, code: string, msg: string): Said {
  return { status, body: { code, msg } };
}
