import type { Zstd } from "../zstd/zstd.ts";
import { BundleError, type BundleFault } from "./format/checks.ts";
import type { Manifest } from "./format/manifest.ts";
import { checkEnd, type Outline, readOutline } from "./format/read-manifest.ts";
import type { SignedName, Trust } from "./format/signature.ts";
import { sumRawBytes } from "./segment-plan.ts";
import { type OnProgress, openPool, type Pool } from "./threads/pool.ts";
import { type SegmentTask, segmentTasks } from "./threads/segments.ts";

/** Something that is wrong with a bundle. */
export type Finding = { readonly fault: BundleFault /** In words for the user. */; readonly why: string } & (
  | {
      readonly where: "segment";
      readonly segment: number;
      /** All that the manifest lists for the segment. */
      readonly entries: readonly string[];
    }
  /** The frame that ends the tar: no entry is lost. */
  | { readonly where: "end" }
  /** The seek table, the manifest or its signature, without which nothing else is known. */
  | { readonly where: "contents" }
);

interface Verification {
  /** Undefined when it cannot be read. */
  readonly manifest: Manifest | undefined;
  /** For what it is signed, or undefined when it is not. */
  readonly signedFor: SignedName | undefined;
  /** In file order; empty when the bundle is sound. */
  readonly findings: readonly Finding[];
}

interface VerifyRequest {
  /** The bundle. */
  readonly file: string;
  readonly threads: number;
  /** Whose signatures count; without it, signatures are not checked. */
  readonly trust: Trust | undefined;
  /** Told the uncompressed bytes of the segments that were read. */
  readonly onProgress?: OnProgress;
}

/**
 * Reads a bundle to the end as `unpack` would, and says all that is wrong with it instead of stopping.
 * @throws what reading the file throws
 */
export async function verify(request: VerifyRequest, zstd: Zstd): Promise<Verification> {
  const outline = await findingOr(() => readOutline(request.file, zstd, request.trust));
  if ("fault" in outline) {
    return { manifest: undefined, signedFor: undefined, findings: [{ where: "contents", ...outline }] };
  }
  const pool = openPool(Math.min(request.threads, outline.manifest.segments.length), zstd);
  try {
    const segments = await checkSegments(request, outline, pool);
    const end = await findingOr(async () => checkEnd(outline.end, zstd));
    return {
      manifest: outline.manifest,
      signedFor: outline.signedFor,
      findings: end === undefined ? segments : [...segments, { where: "end", ...end }],
    };
  } finally {
    await pool.close();
  }
}

async function checkSegments(
  { file, onProgress }: VerifyRequest,
  { manifest }: Outline,
  pool: Pool,
): Promise<Finding[]> {
  const total = sumRawBytes(manifest.segments);
  let done = 0;
  const check = async (task: SegmentTask): Promise<Finding[]> => {
    const found = await findingOr(() => pool.run("check", task));
    done += task.segment.rawBytes;
    onProgress?.({ done, total });
    if (found === undefined) return [];
    const entries = task.entries.map(({ name }) => name);
    return [{ where: "segment", segment: task.index, entries, ...found }];
  };
  return (await Promise.all(segmentTasks(file, manifest).map(check))).flat();
}

/** What `work` gives, or what it finds wrong. */
async function findingOr<T>(work: () => Promise<T>): Promise<T | { fault: BundleFault; why: string }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return { fault: error.fault, why: error.message };
  }
}
