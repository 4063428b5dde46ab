import type { Call } from "./journal.ts";

/**
 * The messages of the cache service as protobuf, which is what sccache's own backend speaks; `@actions/cache` speaks JSON.
 * Fields by their numbers, from `actions/toolkit` `packages/cache/src/generated/results/api/v1/cache.ts`.
 */
const fields: Partial<Record<Call, { readonly asked: Fields; readonly said: Fields }>> = {
  CreateCacheEntry: {
    asked: { 2: "key", 3: "version" },
    said: { 1: "ok", 2: "signed_upload_url", 3: "message" },
  },
  FinalizeCacheEntryUpload: {
    asked: { 2: "key", 3: "size_bytes", 4: "version" },
    said: { 1: "ok", 2: "entry_id", 3: "message" },
  },
  GetCacheEntryDownloadURL: {
    asked: { 2: "key", 3: "restore_keys", 4: "version" },
    said: { 1: "ok", 2: "signed_download_url", 3: "matched_key" },
  },
};

type Fields = Readonly<Record<number, string>>;

/** Wire types: https://protobuf.dev/programming-guides/encoding/#structure */
const varint = 0;
const bytes = 2;

/** The fields of a request by name, as JSON would give them. @throws {Error} on a wire type that none of them has */
export function decodeAsked(call: Call, message: Buffer): Record<string, unknown> {
  const names = fields[call]?.asked ?? {};
  const asked: Record<string, unknown> = {};
  const restoreKeys: string[] = [];
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = number();
    const name = names[Math.floor(tag / 8)];
    const value = tag % 8 === varint ? number() : text(tag % 8);
    if (name === "restore_keys") restoreKeys.push(String(value));
    else if (name !== undefined) asked[name] = value;
  }
  return { ...asked, restore_keys: restoreKeys };

  function text(type: number): string {
    if (type !== bytes) throw new Error(`wire type ${type} is in none of the messages`);
    const length = number();
    at += length;
    return message.toString("utf8", at - length, at);
  }
}

/** An answer, of which `body` has the fields by name. Empty fields are left out, as protobuf does. */
export function encodeSaid(call: Call, body: Readonly<Record<string, unknown>>): Buffer {
  const parts = Object.entries(fields[call]?.said ?? {}).map(([id, name]) => {
    const value = body[name];
    if (value === undefined || value === "" || value === false) return Buffer.alloc(0);
    if (name === "ok" || name === "entry_id") {
      return Buffer.from([...encodeNumber(Number(id) * 8 + varint), ...encodeNumber(Number(value))]);
    }
    const content = Buffer.from(String(value));
    return Buffer.concat([
      Buffer.from([...encodeNumber(Number(id) * 8 + bytes), ...encodeNumber(content.length)]),
      content,
    ]);
  });
  return Buffer.concat(parts);
}

function encodeNumber(value: number): number[] {
  if (value < 0x80) return [value];
  return [(value % 0x80) + 0x80, ...encodeNumber(Math.floor(value / 0x80))];
}
