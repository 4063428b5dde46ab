import { bundleTargets } from "./bundles.ts";
import type { FuzzTarget } from "./mutate.ts";
import { textTargets } from "./texts.ts";

/** All parsers that read what others may have written, by name. */
export async function fuzzTargets(): Promise<Readonly<Record<string, FuzzTarget>>> {
  return { ...(await bundleTargets()), ...textTargets() };
}

/** Where an input that once crashed the target of this name is kept: files that begin so. */
export const fixtureName = (target: string): string => `${target.replaceAll(" ", "_")}-`;
