import { BundleError } from "../../../src/bundle/format/checks.ts";
import {
  footerBytes,
  parseManifestFrame,
  parseSeekTable,
  seekTableSize,
} from "../../../src/bundle/format/frames.ts";
import type { Manifest } from "../../../src/bundle/format/manifest.ts";
import { manifestFromJson, manifestToJson } from "../../../src/bundle/format/manifest-json.ts";
import { readPrints } from "../../../src/bundle/format/prints-json.ts";
import { findMembers, readMembers } from "../../../src/bundle/format/tar.ts";
import { inspectEntry, toCompact } from "../../../src/sccache/entry/transcode.ts";
import { checkOutline, readFrom, walkFrame, ZstdError } from "../../../src/zstd/frame.ts";
import { make, name, other, tarOf } from "../../bundle/hostile-bundle.ts";
import { rawOf, zipOf, zstd } from "../../bundle/made-up-entries.ts";
import type { FuzzTarget } from "./mutate.ts";

const jsonWords = [
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  "null",
  "true",
  "-1",
  "0.5",
  "1e999",
  "9007199254740992",
  "\\u0000",
];

const run1 = {
  id: null,
  endedAt: 1_700_000_000,
  complete: false,
  used: 2,
  hits: 1,
  misses: 1,
  compileFails: 0,
  savedMs: 5,
  hitsWithTime: 1,
  restoreMs: 5,
  bundleBytes: 5000,
};

/** The object that `text` says, or an empty one. */
function record(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {}; // it is not for this target to refuse
  }
}

/** What a parser may throw. */
function refuses(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof BundleError || error instanceof ZstdError)) throw error;
  }
}

/** The parsers of what bundles and sccache's entries are made of, by name. */
export async function bundleTargets(): Promise<Readonly<Record<string, FuzzTarget>>> {
  const members = [
    { name: "libserde-0a1b2c3d4e5f6a7b.rlib", content: Buffer.from("some code ".repeat(90)) },
    { name: "stderr", content: Buffer.alloc(0) },
  ];
  const zips = [-131072, 1].map((level) => zipOf(members, level));
  const raw = rawOf(zips[0] ?? Buffer.alloc(0), Buffer.alloc(5000));
  const run = await tarOf([{ name }, { name: other }]);
  const bundle = await make({ run, names: [name, other] });
  const tail = bundle.subarray(bundle.lastIndexOf(Buffer.from("5d2a4d18", "hex")));
  const manifest = tail.subarray(0, -(8 + 3 * 8 + footerBytes));
  const sound = parseManifestFrame(manifest, zstd);
  const json = manifestToJson(sound);
  const [first] = sound.entries;
  if (!first) throw new Error("the sample has no entry");
  const prints = ["opt-level#0a1b2c", "-C#969e77", "#adc90e"];
  const full: Manifest = {
    ...sound,
    parents: ["a-b-1"],
    ancestors: ["a-b-1", "a-b-0"],
    history: [{ ...run1, id: "7", complete: true }, run1],
    family: "a-b",
    evicted: { unused: ["serde"], "over-budget": [] },
    environment: { RUSTFLAGS: "0a1b2c" },
    entries: sound.entries.map((entry) => ({
      ...entry,
      prints,
      label: "serde",
      language: "rust",
      costMs: 7,
    })),
  };
  const lists = {
    arguments: prints,
    entries: { prints: ["0 1 2", null, "2 2"] },
  };
  return {
    zip: {
      samples: raw.kind === "transcoded" ? [...zips, raw.content] : zips,
      attempt(input) {
        const measured = inspectEntry(input, zstd);
        const made = rawOf(input);
        if (made.kind === "transcoded" && measured.kind === "sound") {
          if (made.content.length !== measured.rawBytes) throw new Error("it was measured wrong");
          const again = rawOf(made.content);
          const same = again.kind === "transcoded" && again.content.equals(made.content);
          if (!same) throw new Error("what was rewritten is rewritten otherwise");
        }
        toCompact(input, zstd);
      },
    },
    frame: {
      samples: [1, 19].flatMap((level) =>
        [true, false].map((checksum) =>
          Buffer.from(zstd.compress(Buffer.from("abc ".repeat(500)), { level, checksum })),
        ),
      ),
      attempt(input) {
        walkFrame(readFrom(input), 0);
        refuses(() => checkOutline(input));
        refuses(() => zstd.decompressWithin(input, 2 ** 20));
      },
    },
    tar: {
      samples: [run],
      attempt(input) {
        refuses(() => [...readMembers(input)]);
        for (const { content } of findMembers(input)) content.at(0);
      },
    },
    manifest: {
      samples: [
        Buffer.from(json),
        Buffer.from(json.replaceAll(",", " , ")),
        Buffer.from(manifestToJson(full)),
      ],
      words: jsonWords,
      attempt(input) {
        for (const major of [1, 2]) refuses(() => manifestFromJson(input.toString(), major));
      },
    },
    "compact lists": {
      samples: [Buffer.from(JSON.stringify(lists))],
      words: [...jsonWords, "#0a1b2c", "-C#969e77", "999999", "1 ", " 2"],
      attempt(input) {
        const root = record(input.toString());
        const columns = record(JSON.stringify(root["entries"] ?? null));
        refuses(() => {
          const found = readPrints(root, columns, 3);
          if (found.length !== 3) throw new Error("it has another length");
        });
      },
    },
    "manifest frame": {
      samples: [manifest],
      attempt: (input) => refuses(() => parseManifestFrame(input, zstd)),
    },
    "seek table": {
      samples: [tail.subarray(manifest.length)],
      attempt(input) {
        refuses(() => {
          const size = seekTableSize(input.subarray(-footerBytes));
          if (size === input.length) parseSeekTable(input);
        });
      },
    },
  };
}
