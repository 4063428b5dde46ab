import {
  parseManifestFrame,
  parseSeekTable,
  seekTableSize,
  skippableHeader,
} from "../../src/bundle/format/frames.ts";
import { manifestToJson } from "../../src/bundle/format/manifest-json.ts";
import type { Zstd } from "../../src/zstd/zstd.ts";

const markBytes = 16;
const seekEntryBytes = 8;

/** The same bundle as a writer of format 1 would have made it. */
export function asFormat1(bundle: Buffer, zstd: Zstd): Buffer {
  const tableAt = bundle.length - seekTableSize(bundle.subarray(-9));
  const table = Buffer.from(bundle.subarray(tableAt));
  const frames = parseSeekTable(table);
  const last = frames.at(-1)?.bytes ?? 0;
  const frame = bundle.subarray(tableAt - last, tableAt);
  const json = Buffer.from(manifest1(manifestToJson(parseManifestFrame(frame, zstd))));
  const header = Buffer.from(frame.subarray(0, skippableHeader + markBytes + 8));
  const packed = zstd.compress(json, { level: 9, checksum: true });
  header.writeUInt32LE(header.length - skippableHeader + packed.length, 4);
  header.writeUInt16LE(1, skippableHeader + markBytes);
  header.writeUInt32LE(json.length, skippableHeader + markBytes + 4);
  table.writeUInt32LE(header.length + packed.length, skippableHeader + (frames.length - 1) * seekEntryBytes);
  return Buffer.concat([bundle.subarray(0, tableAt - last), header, packed, table]);
}

/** Format 1 knew of one run alone how many entries it used. */
function manifest1(text: string): string {
  const {
    parents: _p,
    ancestors: _a,
    run: _r,
    history: _h,
    evicted: _e,
    family: _b,
    prints: _f,
    entries,
    ...rest
  } = JSON.parse(text);
  const { lastRun: _l, language: _g, costMs: _c, prints: _t, ...columns } = entries;
  return JSON.stringify({ ...rest, used: columns.name.length, entries: columns });
}
