import { expect, test } from "vitest";
import { splitCredentials } from "./download.ts";

test.each([
  ["https://example.com/a.tar.gz", "https://example.com/a.tar.gz", undefined],
  ["https://me:p%40ss@example.com/a", "https://example.com/a", "Basic bWU6cEBzcw=="],
  ["https://token@example.com/a", "https://example.com/a", "Basic dG9rZW46"],
])("the credentials of %s are a header", (url, address, authorization) => {
  expect(splitCredentials(url)).toEqual({ address, authorization });
});
