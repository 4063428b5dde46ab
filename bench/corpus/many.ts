import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { scan } from "../../src/sccache/directory.ts";
import { fill, membersOf, type RawMember } from "./synthetic.ts";

const smallBytes = 20_000;
const smallCount = 20_000;
const smallPerLarge = 1_000;

/** The bytes of real entries as 20,000 objects of 20 kB, and as 20 of 20 MB: what differs is the count alone. */
export async function makeMany(
  source: string,
  { many, few }: { many: string; few: string },
): Promise<{ many: string; few: string }> {
  const { entries } = await scan(source);
  const contents: Buffer[] = [];
  let bytes = 0;
  while (bytes < smallBytes * smallCount) {
    for (const { name } of entries) {
      for (const { content } of membersOf(await readFile(join(source, name)))) {
        contents.push(content);
        bytes += content.length;
      }
    }
  }
  const all = Buffer.concat(contents, smallBytes * smallCount);
  fill(many, slices(all, smallBytes));
  fill(few, slices(all, smallBytes * smallPerLarge));
  return { many, few };
}

function* slices(all: Buffer, bytes: number): Generator<RawMember[]> {
  for (let at = 0; at < all.length; at += bytes) {
    yield [{ name: "obj", content: all.subarray(at, at + bytes) }];
  }
}
