import { execFileSync } from "node:child_process";
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { BundleError } from "../../src/bundle/format/checks.ts";
import { asTail, mostSignatureBytes, signatureAt, type Tail } from "../../src/bundle/format/frames.ts";
import { readContents, readManifest, signFile } from "../../src/bundle/format/read-manifest.ts";
import { checkSignature, noName, type SignedName, type Trust } from "../../src/bundle/format/signature.ts";
import { zlibHasZstd, zlibZstd } from "../../src/zstd/zstd.ts";
import { inFolder } from "../folder.ts";
import { keysOf, makeKeys } from "../signing/keys.ts";
import { packTree } from "./bundles.ts";
import { type MadeUpEntry, nameFor, readTree, zipOf, zstd } from "./made-up-entries.ts";
import { refusalOf } from "./refusal.ts";

const name: SignedName = { repository: "octo/repo", ref: "refs/heads/main", key: "sccache-linux-1" };
const key = signingKeyOf(makeKeys().privateLine);
const trust: Trust = { keys: [createPublicKey(key)] };
const stranger: Trust = { keys: [createPublicKey(signingKeyOf(makeKeys().privateLine))] };

const entries: readonly MadeUpEntry[] = [1, 2, 3, 4].map((seed) => ({
  name: nameFor(seed),
  content: zipOf([{ name: "obj", content: Buffer.alloc(150_000, `${seed} `) }], 3),
  lastUse: 1_700_000_000,
}));

let plain: Buffer;
let bundle: Buffer;
let tail: Tail;

beforeAll(async () => {
  await inFolder(async (folder) => {
    const { file } = await packTree(folder, entries);
    plain = await readFile(file);
    expect(await signFile(file, name, key)).toBe((await readFile(file)).length);
    bundle = await readFile(file);
    tail = tailOf(bundle);
  });
});

function signingKeyOf(line: string): KeyObject {
  const { signingKey } = keysOf(line);
  if (!signingKey) throw new Error("there is no private key");
  return signingKey;
}

function tailOf(bytes: Buffer): Tail {
  return asTail(bytes.subarray(-lastFrames(bytes)));
}

/** What the last three frames take, as the seek table tells. */
function lastFrames(bytes: Buffer): number {
  const count = bytes.readUInt32LE(bytes.length - 9);
  const table = 8 + 8 * count + 9;
  const sizes = [count - 2, count - 1].map((i) => bytes.readUInt32LE(bytes.length - table + 8 + 8 * i));
  return table + sizes.reduce((sum, size) => sum + size, 0);
}

test("a signed bundle is read with the key, among others, and without any", async () => {
  expect(await refusalOf(bundle, trust)).toBeUndefined();
  expect(await refusalOf(bundle, { keys: [...stranger.keys, ...trust.keys] })).toBeUndefined();
  expect(await refusalOf(bundle)).toBeUndefined();
});

test("what is signed is what docs/format.md says", () => {
  const at = tail.end.length + signatureAt;
  const value = tail.bytes.subarray(at, at + 64);
  const unsigned = Buffer.from(tail.bytes).fill(0, at, at + 64);
  const message = Buffer.concat([Buffer.from("sccache-bundle signature 1\n"), unsigned]);
  expect(verify(null, message, createPublicKey(key), value)).toBe(true);
});

test("a bundle that is not signed, or by a stranger, is refused in words", async () => {
  expect(await refusalOf(plain, trust)).toMatchObject({
    fault: "not-signed",
    message: expect.stringContaining("it is not signed"),
  });
  expect(await refusalOf(bundle, stranger)).toMatchObject({ fault: "not-signed" });
});

test("any byte of the last frames that is flipped refuses them, whatever else is in order", () => {
  const whole = Buffer.from(tail.bytes);
  checkSignature(asTail(whole), trust);
  for (let at = 0; at < whole.length; at += 1) {
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    expect(() => checkSignature(asTail(flipped), trust), `byte ${at}`).toThrow(BundleError);
  }
});

test("any bit that is flipped anywhere refuses the bundle", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(bundle.length - 1), fc.nat(7), async (at, bit) => {
      const flipped = Buffer.from(bundle);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      expect(await refusalOf(flipped, trust)).toBeInstanceOf(BundleError);
    }),
    { numRuns: 60 },
  );
});

test("bytes that are cut off, put in or taken from another bundle refuse it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(bundle.length - 1),
      fc.uint8Array({ minLength: 1, maxLength: 9 }),
      async (at, more) => {
        expect(await refusalOf(bundle.subarray(0, at), trust)).toBeInstanceOf(BundleError);
        const longer = Buffer.concat([bundle.subarray(0, at), more, bundle.subarray(at)]);
        expect(await refusalOf(longer, trust)).toBeInstanceOf(BundleError);
      },
    ),
    { numRuns: 20 },
  );
  await inFolder(async (folder) => {
    const { file } = await packTree(folder, entries.slice(1));
    await signFile(file, name, key);
    const others = tailOf(await readFile(file)).bytes;
    const mixed = Buffer.concat([bundle.subarray(0, bundle.length - tail.bytes.length), others]);
    expect(await refusalOf(mixed, trust)).toBeInstanceOf(BundleError);
  });
});

test("a name decides: what a reader refuses is refused, though the signature is valid", async () => {
  const refuses = (found: SignedName) => (found.key === name.key ? undefined : "it was found as another");
  expect(await refusalOf(bundle, { ...trust, refuses })).toBeUndefined();
  await inFolder(async (folder) => {
    const file = join(folder, "bundle.tar.zst");
    await writeFile(file, bundle);
    await signFile(file, { ...name, key: "other" }, key);
    const error = await refusalOf(await readFile(file), { ...trust, refuses });
    expect(error?.message).toBe(
      'it is signed for "other" of "refs/heads/main" in "octo/repo", and it was found as another',
    );
    expect((await readContents(file, zstd, trust)).signedFor).toEqual({ ...name, key: "other" });
  });
});

test("whatever is signed can be read, and signing anew leaves nothing of the signature before", async () => {
  const text = fc.option(
    fc.string({ unit: "grapheme", maxLength: 100 }).filter((one) => !/\p{Cc}/u.test(one)),
    {
      nil: null,
    },
  );
  const names = fc.record({ repository: text, ref: text, key: text });
  await fc.assert(
    fc.asyncProperty(names, names, async (one, other) => {
      await inFolder(async (folder) => {
        const [first, second] = [join(folder, "first"), join(folder, "second")];
        await Promise.all([writeFile(first, plain), writeFile(second, bundle)]);
        await signFile(first, one, key);
        await signFile(second, other, key);
        await signFile(second, one, key);
        expect(await readFile(second)).toEqual(await readFile(first));
        expect((await readContents(first, zstd, trust)).signedFor).toEqual(one);
        expect((await readFile(first)).length - plain.length).toBeLessThanOrEqual(mostSignatureBytes);
      });
    }),
    { numRuns: 20 },
  );
});

test("a bundle that is signed while it is packed is signed for no name", async () => {
  await inFolder(async (folder) => {
    const { file, bytes } = await packTree(folder, entries, { signingKey: key });
    expect((await readFile(file)).length).toBe(bytes);
    expect((await readContents(file, zstd, trust)).signedFor).toEqual(noName);
    await signFile(file, name, key);
    expect(await readFile(file)).toEqual(bundle);
  });
});

test("plain tools take a signed bundle for what it is", async () => {
  await inFolder(async (folder) => {
    const file = join(folder, "bundle.tar.zst");
    await writeFile(file, bundle);
    execFileSync("zstd", ["-tq", file]);
    execFileSync("tar", ["--zstd", "-xf", file, "-C", folder]);
    expect((await readTree(folder)).size).toBe(entries.length + 1);
  });
});

test.skipIf(!zlibHasZstd())("the decoder of Node reads it too", async () => {
  await inFolder(async (folder) => {
    const file = join(folder, "bundle.tar.zst");
    await writeFile(file, bundle);
    expect((await readManifest(file, zlibZstd, trust)).entries).toHaveLength(entries.length);
  });
});

test("a version that is not known is said before the signature, so that nobody replaces what a later version made", async () => {
  const later = Buffer.from(bundle);
  later.writeUInt16LE(9, later.length - tail.bytes.length + tail.end.length + signatureAt - 8);
  expect(await refusalOf(later, trust)).toMatchObject({ fault: "unknown-version" });
});
