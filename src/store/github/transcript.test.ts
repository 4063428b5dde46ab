import { expect, test } from "vitest";
import type { StoreError } from "../store.ts";
import { type Exchange, isCommitted, judgeFind, judgePut, stepOf } from "./transcript.ts";

const found: Exchange = { step: "find", status: 200 };
const reserved: Exchange = { step: "reserve", status: 200 };
const heard = (exchanges: Exchange[], ...lines: string[]) => ({ exchanges, lines });
const inShort = (verdict: string | StoreError) =>
  typeof verdict === "string" ? verdict : `${verdict.reason}${verdict.retryable ? ", retryable" : ""}`;

test.each([
  ["an answer", heard([found]), "miss"],
  ["an answer of the older protocol", heard([{ step: "find", status: 204 }]), "miss"],
  ["an answer after a bad one", heard([{ step: "find", status: 502 }, found]), "miss"],
  ["a complaint after it", heard([found], "::warning::Failed to restore: no JSON"), "unavailable"],
  ["the same answer again and again", heard([found, found, found]), "unavailable"],
  ["nothing at all", heard([]), "unavailable"],
  ["nothing, for want of a token", heard([], "::warning::no ACTIONS_RUNTIME_TOKEN"), "absent"],
  [
    "nothing, by the mode",
    heard([], "skipped: the effective cache-mode 'none' does not permit reads."),
    "denied",
  ],
  [
    "a full disk",
    heard([found, { step: "download", status: 200 }], "tar: x: No space left on device"),
    "full",
  ],
  ["a refusal", heard([{ step: "find", status: 401 }]), "denied"],
  ["bad answers to the end", heard([{ step: "find", status: 500 }]), "unavailable"],
  ["throttling", heard([{ step: "find", status: 429 }]), "unavailable, retryable"],
  ["no connection", heard([{ step: "find", error: "ECONNREFUSED" }]), "unavailable, retryable"],
  ["a whole download", heard([found, { step: "download", status: 200 }]), "broken"],
  ["a cut download", heard([found, { step: "download", status: 206, cut: true }]), "broken, retryable"],
  ["a refused download", heard([found, { step: "download", status: 403 }]), "unavailable"],
  ["a lost range", heard([found, { step: "download", error: "ECONNRESET" }]), "unavailable, retryable"],
])("nothing found, having heard %s", (_what, transcript, verdict) => {
  expect(inShort(judgeFind(transcript))).toBe(verdict);
});

const denied = "::warning::Failed to save: More details: cache write denied: it only reads";

test.each([
  ["that the key is there", heard([{ step: "reserve", status: 409 }]), "taken"],
  ["so in an answer", heard([reserved], "::warning::Cache reservation failed: already exists"), "taken"],
  ["that we may not", heard([reserved], denied), "denied"],
  ["another refusal", heard([reserved]), "unavailable"],
  ["that the quota is used up", heard([reserved], "::debug::Cache storage quota has been hit."), "full"],
  ["throttling", heard([{ step: "reserve", status: 429 }]), "unavailable, retryable"],
  ["a bad upload", heard([reserved, { step: "upload", status: 503 }]), "unavailable"],
  ["throttling while uploading", heard([reserved, { step: "upload", status: 429 }]), "unavailable"],
  ["no last answer", heard([reserved, { step: "upload", status: 201 }, { step: "commit" }]), "uncertain"],
  ["no token", heard([], "::debug::no ACTIONS_RUNTIME_TOKEN"), "absent"],
])("nothing saved, having heard %s", (_what, transcript, verdict) => {
  expect(inShort(judgePut(transcript))).toBe(verdict);
});

test("what the client complained of is part of the message, on one line", () => {
  const verdict = judgeFind(heard([{ step: "find", status: 500 }], "::error::Failed:%0A50%25 of it"));
  expect((verdict as StoreError).message).toBe("GitHub's cache: it answered 500 (Failed: 50% of it)");
});

test("a client that neither asks nor says anything is no miss", () => {
  expect((judgeFind(heard([])) as StoreError).message).toBe("GitHub's cache: the client asked nothing");
});

test("committed is what got a good answer at last", () => {
  expect(
    isCommitted(
      heard([
        { step: "commit", status: 500 },
        { step: "commit", status: 200 },
      ]),
    ),
  ).toBe(true);
  expect(
    isCommitted(
      heard([
        { step: "commit", status: 200 },
        { step: "commit", status: 500 },
      ]),
    ),
  ).toBe(false);
  expect(isCommitted(heard([reserved]))).toBe(false);
});

test.each([200, 404])("a bundle that was found and came damaged, or not at all, is named: %i", (status) => {
  const lines = ["Cache hit for restore-key: sccache-linux-1", "::warning::Failed to restore: tar"];
  const verdict = judgeFind(heard([found, { step: "download", status }], ...lines));
  expect(verdict).toMatchObject({ reason: "damaged", key: "sccache-linux-1", isCertain: false });
});

test("a bundle is lost for certain where Azure's storage itself says so", () => {
  const gone = { step: "download", status: 404, code: "BlobNotFound" } as const;
  const verdict = judgeFind(heard([found, gone], "Cache hit for: sccache-linux-1"));
  expect(verdict).toMatchObject({ reason: "damaged", key: "sccache-linux-1", isCertain: true });
});

test("so is one of the older protocol, whose answer the client prints as it is", () => {
  const result = JSON.stringify({ cacheKey: 'a "100%" key', archiveLocation: "https://h/c" });
  const lines = ["::debug::Cache Result:", `::debug::${result.replaceAll("%", "%25")}`];
  const verdict = judgeFind(heard([found, { step: "download", status: 200 }], ...lines));
  expect(verdict).toMatchObject({ reason: "damaged", key: 'a "100%" key' });
});

const twirp = "/twirp/github.actions.results.api.v1.CacheService";

test.each([
  ["POST", `${twirp}/GetCacheEntryDownloadURL`, "find"],
  ["POST", `${twirp}/CreateCacheEntry`, "reserve"],
  ["POST", `${twirp}/FinalizeCacheEntryUpload`, "commit"],
  ["GET", "/_apis/artifactcache/cache?keys=a&version=1", "find"],
  ["POST", "/x/_apis/artifactcache/caches", "reserve"],
  ["PATCH", "/x/_apis/artifactcache/caches/17", "upload"],
  ["POST", "/x/_apis/artifactcache/caches/17", "commit"],
  ["GET", "/container/blob?sig=1", "download"],
  ["HEAD", "http://a.blob.core.windows.net/container/blob?sig=1", "download"],
  ["PUT", "/container/blob?comp=block", "upload"],
])("%s %s is to %s", (method, path, step) => {
  expect(stepOf(method, path)).toBe(step);
});
