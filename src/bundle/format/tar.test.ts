import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { pack as packTar } from "tar-stream";
import { expect, test } from "vitest";
import { nameFor } from "../../../test/bundle/made-up-entries.ts";
import { BundleError } from "./checks.ts";
import {
  contentAt,
  findMembers,
  memberBytes,
  parseHeader,
  readMembers,
  sealMember,
  writeHeader,
} from "./tar.ts";

const members = fc.array(
  fc.record({
    name: fc.nat().map((seed) => nameFor(seed, seed % 2 === 0 ? "object" : "preprocessor")),
    content: fc.uint8Array({ maxLength: 2000 }),
    mtime: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  }),
  { maxLength: 5 },
);

/** A run as bundles hold it, in memory that held something else before. */
function runOf(made: readonly { name: string; content: Uint8Array; mtime: number }[]): Buffer {
  const run = Buffer.alloc(
    made.reduce((sum, { content }) => sum + memberBytes(content.length), 0),
    0xee,
  );
  let at = 0;
  for (const { name, content, mtime } of made) {
    run.set(content, contentAt(at));
    at = sealMember(run, at, { name, bytes: content.length, mtime });
  }
  return run;
}

test("a run is to the byte what tar-stream writes, without the end", async () => {
  await fc.assert(
    fc.asyncProperty(members, async (made) => {
      const stream = packTar();
      for (const { name, content, mtime } of made) {
        stream.entry({ name, mtime: new Date(mtime * 1000), mode: 0o644 }, Buffer.from(content));
      }
      stream.finalize();
      const expected = (await buffer(stream)).subarray(0, -1024);
      expect(runOf(made).equals(expected)).toBe(true);
    }),
  );
});

test("what is written is read, and found", () => {
  fc.assert(
    fc.property(members, (made) => {
      const run = runOf(made);
      const wanted = made.map(({ name, content, mtime }) => ({
        name,
        bytes: content.length,
        mtime,
        content: Buffer.from(content),
      }));
      expect([...readMembers(run)]).toEqual(wanted);
      expect([...findMembers(run)]).toEqual(wanted);
    }),
  );
});

test("a run that is cut throws a BundleError, and what is before the cut is found", () => {
  fc.assert(
    fc.property(members, fc.nat(), (made, cut) => {
      const run = runOf(made);
      fc.pre(run.length > 0);
      const rest = run.subarray(0, cut % run.length);
      const isBorder = made.some((_, i) => runOf(made.slice(0, i)).length === rest.length);
      if (!isBorder) expect(() => [...readMembers(rest)]).toThrow(BundleError);
      for (const [i, { name }] of [...findMembers(rest)].entries()) expect(name).toBe(made[i]?.name);
    }),
  );
});

test("members behind damage are found", () => {
  const made = [1, 2, 3].map((seed) => ({
    name: nameFor(seed),
    content: Buffer.alloc(700, seed),
    mtime: seed,
  }));
  const run = runOf(made);
  run.fill(0xff, 10, 900);
  expect([...findMembers(run)].map(({ name }) => name)).toEqual([nameFor(2), nameFor(3)]);
});

test("a header with any bit flipped is refused", () => {
  const good = Buffer.alloc(512);
  writeHeader(good, { name: nameFor(1), bytes: 1234, mtime: 1_700_000_000 });
  expect(parseHeader(good)).toMatchObject({ bytes: 1234 });
  for (let bit = 0; bit < 512 * 8; bit += 1) {
    const bad = Buffer.from(good);
    bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(parseHeader(bad), `bit ${bit}`).toBeTypeOf("string");
  }
});

test("a header tells sizes and times up to what its digits hold, and no more", () => {
  const header = Buffer.alloc(512);
  const most = 8 ** 11 - 1;
  writeHeader(header, { name: "a", bytes: 0, mtime: most });
  expect(parseHeader(header)).toMatchObject({ mtime: most });
  expect(() => writeHeader(header, { name: "a", bytes: 0, mtime: most + 1 })).toThrow(RangeError);
});
