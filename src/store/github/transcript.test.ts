import { expect, test } from "vitest";
import { scrub } from "../scrub.ts";
import { stepOf } from "./transcript.ts";

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

test.each([
  ["at https://h/c/b?sv=1&sig=abc%2F: it", "at https://h/c/b?… it"],
  ['{"url": "http://127.0.0.1:1/b?sig=x", "ok": 1}', '{"url": "http://127.0.0.1:1/b?…", "ok": 1}'],
  ["Bearer eyJhbGciOi.eyJhYyI6.c2ln-_ was refused", "Bearer … was refused"],
  ["/b?sv=1&sig=abc&x=1", "/b?sv=1&sig=…&x=1"],
  ["nothing secret at https://h/c", "nothing secret at https://h/c"],
])("%s becomes %s", (text, clean) => {
  expect(scrub(text)).toBe(clean);
});
