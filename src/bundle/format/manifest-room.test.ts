import fc from "fast-check";
import { expect, test } from "vitest";
import { about } from "../../../test/bundle/bundles.ts";
import { nameFor } from "../../../test/bundle/made-up-entries.ts";
import { limits } from "./checks.ts";
import { manifestToJson } from "./manifest-json.ts";
import { manifestRoom, splitByRoom } from "./manifest-room.ts";

const text = fc.option(fc.string({ maxLength: 300, unit: "grapheme" }), { nil: null });
const prints = fc.array(
  fc.integer({ min: 0, max: 0xffffff }).map((hash) => `-D#${hash.toString(16).padStart(6, "0")}`),
  { maxLength: 64 },
);
const entries = fc.array(
  fc.record({
    seed: fc.nat(),
    bytes: fc.integer({ min: 0, max: 2 ** 30 }),
    storedBytes: fc.integer({ min: 0, max: 2 ** 30 }),
    lastUse: fc.nat(limits.seconds),
    runs: fc.nat(2 ** 31 - 1),
    lastRun: fc.nat(2 ** 31 - 1),
    label: text,
    language: text,
    costMs: fc.option(fc.nat(2 ** 31 - 1), { nil: null }),
    prints: fc.option(prints, { nil: null }),
  }),
  { maxLength: 30 },
);

test("no manifest takes more than was expected of it", () => {
  fc.assert(
    fc.property(entries, (made) => {
      const listed = made.map(({ seed, ...entry }) => ({ ...entry, name: nameFor(seed), segment: 0 }));
      const room = manifestRoom(about, listed);
      const lines = listed.reduce((sum, entry) => sum + room.bytesOf(entry), 0);
      const json = manifestToJson({ ...about, level: 3, segments: [], entries: listed });
      expect(Buffer.byteLength(json)).toBeLessThanOrEqual(limits.manifestBytes - room.bytes + lines);
      // And hardly less: the reserve, and sizes, which are small here or large.
      const spare = limits.manifestBytes - room.bytes + lines - Buffer.byteLength(json);
      expect(spare).toBeLessThan(2 ** 20 + 100 + 600 * (listed.length + 1));
    }),
  );
});

test("what was used last is listed, in the order that it has", () => {
  const many = Array.from({ length: limits.entries + 2 }, (_, i) => ({
    name: nameFor(i),
    lastUse: i % 50_000 === 7 ? 1 : 1_700_000_000,
    runs: 1,
  }));
  const { listed, beyond } = splitByRoom(many, about);
  expect(beyond.map(({ name }) => name)).toEqual([nameFor(7), nameFor(50_007)]);
  expect(listed).toEqual(many.filter((entry) => !beyond.includes(entry)));
});
