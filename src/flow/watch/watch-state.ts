import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { manifestToJson } from "../../bundle/format/manifest-json.ts";
import { replaceFile } from "../../replace-file.ts";
import { type ScannedEntry, scan } from "../../sccache/directory.ts";
import type { RestoredBundle } from "../handoff.ts";

/** What a watch remembers, so that the next one continues where it ended. */
export interface WatchState {
  readonly publishedMs: number;
  readonly bundle: RestoredBundle;
  /** When each entry was last touched, as it was after that bundle was packed: packing itself reads every entry. */
  readonly touched: Touched;
  /** What was touched later, when builds of the bundle's family were seen last: what those of another one use is newer still. */
  readonly seen?: Touched;
}

/** When entries were last touched, in milliseconds since 1970, by name. */
export type Touched = Readonly<Record<string, number>>;

const stateFileName = "watch.json";

/** When an entry was last touched, in milliseconds since 1970. */
export function touchOf({ mtimeMs, atimeMs }: ScannedEntry): number {
  return Math.max(mtimeMs, atimeMs);
}

/** The state after a bundle of what was `scanned` was published. What builds made or used meanwhile stays for the next one. */
export async function remember(
  published: { key: string; bytes: number; manifest: Manifest; publishedMs: number },
  scanned: readonly ScannedEntry[],
  { stateFolder, directory }: { readonly stateFolder: string; readonly directory: string },
): Promise<WatchState> {
  const { key, bytes, manifest, publishedMs } = published;
  const manifestFile = join(stateFolder, "published.manifest.json");
  await replaceFile(manifestFile, (made) => writeFile(made, manifestToJson(manifest)));
  const now = new Map((await scan(directory)).entries.map((entry) => [entry.name, entry]));
  const touched = Object.fromEntries(
    scanned.map((before) => {
      const after = now.get(before.name);
      // Packing reads, and a use sets the time of modification too.
      const isUsed = after !== undefined && after.mtimeMs > before.mtimeMs;
      return [before.name, touchOf(isUsed ? before : (after ?? before))];
    }),
  );
  const bundle = { key, bytes, readAtMs: 0, manifestFile, leftOutFile: null, bundleFile: null };
  const state: WatchState = { publishedMs, bundle, touched };
  return keep(state, stateFolder);
}

/** The state after builds that left nothing to publish. */
export async function noteSeen(
  left: WatchState,
  scanned: readonly ScannedEntry[],
  stateFolder: string,
): Promise<WatchState> {
  const newer = scanned.filter((entry) => touchOf(entry) > (left.touched[entry.name] ?? 0));
  const seen = Object.fromEntries(newer.map((entry) => [entry.name, touchOf(entry)]));
  return keep({ ...left, seen }, stateFolder);
}

/** What the last watch of this directory left; undefined for the first one, or where that is lost: then it starts anew. */
export function recall(stateFolder: string): WatchState | undefined {
  try {
    const state: Partial<WatchState> = JSON.parse(readFileSync(join(stateFolder, stateFileName), "utf8"));
    const { publishedMs, bundle, touched } = state;
    const sound = typeof publishedMs === "number" && typeof bundle?.manifestFile === "string" && touched;
    return sound ? (state as WatchState) : undefined;
  } catch {
    return undefined;
  }
}

async function keep(state: WatchState, stateFolder: string): Promise<WatchState> {
  await replaceFile(join(stateFolder, stateFileName), (made) => writeFile(made, JSON.stringify(state)));
  return state;
}
