import { resolve } from "node:path";
import { expect, test } from "vitest";
import { meantPath } from "./meant-path.ts";

const place = { workspace: resolve("/checkout"), home: resolve("/home/$&me") };

test.each([
  ["/cache", resolve("/cache")],
  ["/cache/", resolve("/cache")],
  ["cache", resolve("/checkout/cache")],
  ["./a/../cache", resolve("/checkout/cache")],
  ["../cache", resolve("/cache")],
  ["~", place.home],
  ["~/cache", resolve(place.home, "cache")],
  ["$HOME/cache", resolve(place.home, "cache")],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as a user writes it
  ["${HOME}/cache", resolve(place.home, "cache")],
  ["~me/cache", resolve("/checkout/~me/cache")],
  ["$HOMES/cache", resolve("/checkout/$HOMES/cache")],
  ["/a/~/cache", resolve("/a/~/cache")],
])("%s means %s", (given, meant) => {
  expect(meantPath(given, place)).toBe(meant);
});
