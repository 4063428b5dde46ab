import fc from "fast-check";
import { expect, test } from "vitest";
import { configOf, contextOf } from "../../test/flow/made-up-job.ts";
import { type Handoff, parseHandoff } from "./handoff.ts";

const handoff: Handoff = {
  format: 4,
  config: configOf(),
  context: contextOf({ workspace: "/checkout" }),
  directory: "/home/runner/.cache/sccache",
  keys: {
    family: "f",
    primary: "f-l-",
    fallbacks: ["f-"],
    custom: false,
    once: false,
    freshOfAny: false,
    overlay: null,
    explanation: [],
  },
  toolchain: null,
  compiler: null,
  readyAtMs: 1_700_000_000_000,
  server: null,
  rawAtSource: false,
  sccache: { path: "/usr/bin/sccache", version: "0.16.0" },
  restore: { outcome: { kind: "missed" }, seconds: 0.9, phases: [] },
  base: {
    kind: "restored",
    bundle: {
      key: "f-l-d",
      bytes: 7,
      readAtMs: 1,
      manifestFile: "/tmp/manifest.json",
      leftOutFile: null,
      bundleFile: null,
    },
  },
  overlay: { kind: "skipped", why: "no pull request" },
};

test("a handoff survives the way through the runner", () => {
  const parsed = parseHandoff(JSON.stringify(handoff));
  expect(parsed).toEqual(JSON.parse(JSON.stringify(handoff)));
});

test("without sccache and without a bundle it is one all the same", () => {
  const none = { path: null, why: "there is no sccache" };
  expect(parseHandoff(JSON.stringify({ ...handoff, sccache: none, base: { kind: "missed" } }))).toBeDefined();
});

test.each([
  ["nothing, since main did not finish", ""],
  ["no JSON", "{"],
  ["null", "null"],
  ["a list", "[]"],
  ["another format", JSON.stringify({ ...handoff, format: 2 })],
  ["no configuration", JSON.stringify({ ...handoff, config: null })],
  ["no directory", JSON.stringify({ ...handoff, directory: undefined })],
  ["no keys", JSON.stringify({ ...handoff, keys: {} })],
  ["no time", JSON.stringify({ ...handoff, readyAtMs: "now" })],
  ["an sccache without a path", JSON.stringify({ ...handoff, sccache: {} })],
  ["no sccache, and no reason", JSON.stringify({ ...handoff, sccache: { path: null } })],
  ["no restore", JSON.stringify({ ...handoff, restore: undefined })],
  ["a server without an address", JSON.stringify({ ...handoff, server: {} })],
  ["no time of the restore", JSON.stringify({ ...handoff, restore: { ...handoff.restore, seconds: null } })],
  ["no phases of it", JSON.stringify({ ...handoff, restore: { ...handoff.restore, phases: undefined } })],
  ["no word on an overlay", JSON.stringify({ ...handoff, overlay: undefined })],
  ["an overlay that was skipped for no reason", JSON.stringify({ ...handoff, overlay: { kind: "skipped" } })],
  ["no outcome", JSON.stringify({ ...handoff, restore: { ...handoff.restore, outcome: undefined } })],
  [
    "a bundle without a manifest",
    JSON.stringify({ ...handoff, base: { kind: "restored", bundle: { key: "k" } } }),
  ],
])("%s is none", (_title, text) => {
  expect(parseHandoff(text)).toBeUndefined();
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(parseHandoff(text)).toBeUndefined();
    }),
  );
});
