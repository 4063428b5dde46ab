import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { scan } from "../../src/sccache/directory.ts";
import { fill, membersOf, type RawMember } from "./synthetic.ts";

const wantedBytes = 5e9;
/** A change in so many bytes, as between versions of a crate. */
const changeEvery = 20_000;

/** What a large program's largest entries take: the libraries of a game engine with debug information. */
const largestBytes = 385e6;
const largestCount = 3;

/** Real entries again and again, each time a little changed, until they are 5 GB uncompressed; three are very large. */
export async function makeLarge(source: string, into: string): Promise<string> {
  const { entries } = await scan(source);
  const paths = entries.filter(({ kind }) => kind === "object").map(({ name }) => join(source, name));
  const originals = await Promise.all(paths.map(async (path) => membersOf(await readFile(path))));
  return fill(into, changed(originals));
}

function* changed(originals: readonly RawMember[][]): Generator<RawMember[]> {
  let bytes = 0;
  const all = Buffer.concat(originals.flat().map(({ content }) => content));
  for (let i = 0; i < largestCount; i += 1) {
    const content = Buffer.alloc(largestBytes);
    for (let at = 0; at < content.length; at += all.length) all.copy(content, at, at === 0 ? i * 1e6 : 0);
    for (let at = i; at < content.length; at += changeEvery) content[at] = ((content[at] ?? 0) + i + 1) % 256;
    bytes += content.length;
    yield [{ name: `liblarge${i}-0a1b2c3d4e5f6a7b.rlib`, content }];
  }
  for (let round = 1; bytes < wantedBytes; round += 1) {
    for (const members of originals) {
      for (const { content } of members) {
        bytes += content.length;
        for (let at = (round * 7919) % changeEvery; at < content.length; at += changeEvery) {
          content[at] = ((content[at] ?? 0) + round) % 256;
        }
      }
      yield members;
    }
  }
}
