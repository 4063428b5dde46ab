import { statSync } from "node:fs";
import { kindOf } from "../../sccache/directory.ts";
import { type Inspected, inspectEntry } from "../../sccache/entry/transcode.ts";
import { checkOutline, isThere, type Load } from "../../zstd/frame.ts";
import type { Zstd } from "../../zstd/zstd.ts";
import { limits } from "../format/checks.ts";
import type { BundledEntry } from "../format/manifest.ts";
import { memberBytes } from "../format/tar.ts";
import type { Dropped } from "./pack-entries.ts";
import { largeBytes, unreadable, type Workbench, withFile } from "./workbench.ts";

/** What an earlier bundle tells of an entry. */
export type Remembered = Pick<BundledEntry, "bytes" | "storedBytes" | "label">;

/** Some entries to be examined: work for one thread. */
export interface ExamineTask {
  readonly entries: readonly {
    readonly name: string;
    readonly path: string;
    readonly remembered: Remembered | undefined;
  }[];
  /** Whether one may take more memory than a usual segment to be decoded; when left out, such an entry is handed back. */
  readonly mayBeLarge?: boolean;
}

/** An entry that can be packed: what it is called, and exactly what it takes in a bundle. */
interface Examined extends Remembered {
  readonly name: string;
}

export interface Examination {
  readonly sound: readonly Examined[];
  readonly dropped: readonly Dropped[];
  /** Entries that are too large for this task. */
  readonly large: ExamineTask["entries"];
}

/** That an entry may take more memory to be decoded than the task has. */
class TooLarge extends Error {}

/**
 * Says which entries can be packed, as far as can be told before they are. The result depends on their content alone, but
 * that an entry is not read when it has the very size that its member of an earlier bundle had: then it is that member.
 */
export function examineEntries({ entries, mayBeLarge }: ExamineTask, bench: Workbench): Examination {
  const sound: Examined[] = [];
  const dropped: Dropped[] = [];
  const large: ExamineTask["entries"][number][] = [];
  const within = mayBeLarge ? bench : { ...bench, zstd: withoutLarge(bench.zstd) };
  for (const entry of entries) {
    const { name, path, remembered } = entry;
    try {
      const examined = examine(path, name, { remembered, bench: within });
      if (typeof examined === "string") dropped.push({ name, why: examined });
      else sound.push({ name, ...examined });
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      large.push(entry);
    }
  }
  return { sound, dropped, large };
}

/** The zstd that decodes nothing which may take more memory than a usual segment. */
function withoutLarge(zstd: Zstd): Zstd {
  return {
    ...zstd,
    decompressWithin(frame, most) {
      if (Math.min(checkOutline(frame).mostBytes, most) > largeBytes) throw new TooLarge();
      return zstd.decompressWithin(frame, most);
    },
  };
}

/** What is known of the entry, or why it is dropped. */
function examine(
  path: string,
  name: string,
  { remembered, bench }: { remembered: Remembered | undefined; bench: Workbench },
): Remembered | string {
  try {
    if (remembered && statSync(path).size === remembered.bytes) return remembered;
    return withFile(path, bench, ({ content, load }) => {
      const inspected = inspect(name, content, { load: loadOnce(content, load), bench });
      if (inspected.kind === "damaged") return `it is damaged: ${inspected.why}`;
      if (memberBytes(inspected.rawBytes) > limits.segmentRawBytes) {
        return `it has ${inspected.rawBytes} bytes, more than an entry of a bundle may have`;
      }
      return { bytes: inspected.rawBytes, storedBytes: content.length, label: inspected.label };
    });
  } catch (error) {
    return unreadable(error);
  }
}

function inspect(
  name: string,
  content: Buffer,
  { load, bench }: { load: Load; bench: Workbench },
): Inspected {
  // Preprocessor files are another format, which sccache keeps to itself.
  if (kindOf(name) !== "object") return { kind: "sound", label: null, rawBytes: content.length };
  return inspectEntry(content, bench.zstd, load);
}

/** Up to here a file is read at once, since several reads of a few bytes take longer. */
const smallBytes = 2 ** 18;

function loadOnce(content: Buffer, load: Load): Load {
  if (content.length > smallBytes) return load;
  load(0, content.length);
  return isThere;
}
