import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { scan } from "../../src/sccache/scan.ts";
import { fill, membersOf, type RawMember } from "./synthetic.ts";

const wantedBytes = 5e9;
/** A change in so many bytes, as between versions of a crate. */
const changeEvery = 20_000;

/** Real entries again and again, each time a little changed, until they are 5 GB uncompressed. */
export async function makeLarge(source: string, into: string): Promise<string> {
  const { entries } = await scan(source);
  const paths = entries.filter(({ kind }) => kind === "object").map(({ name }) => join(source, name));
  const originals = await Promise.all(paths.map(async (path) => membersOf(await readFile(path))));
  return fill(into, changed(originals));
}

function* changed(originals: readonly RawMember[][]): Generator<RawMember[]> {
  let bytes = 0;
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
