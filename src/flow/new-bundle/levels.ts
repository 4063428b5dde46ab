import type { Config } from "../../config/inputs.ts";

/** zstd levels of a bundle. */
export interface Levels {
  readonly usual: number;
  /** For what does not fit at the usual one. */
  readonly tight: number;
}

/** A level that was asked for is for every bundle. docs/decisions.md tells why 6, "What does not fit". */
export function levelsOf({ compressionLevel: asked }: Pick<Config, "compressionLevel">): Levels {
  return { usual: asked ?? 3, tight: asked ?? 6 };
}

/**
 * Expected bytes at a level, by those at the level of a bundle that was measured. A bundle of the tight level is taken for larger
 * at the usual one than it would be: else one that hardly fits would be packed at both in every save.
 */
export function ratioBetween(measured: number, wanted: number): number {
  if (measured === wanted) return 1;
  return measured < wanted ? 0.93 : 1 / 0.88;
}
