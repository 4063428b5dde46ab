import type { Candidate } from "./candidate.ts";

type Measured = Pick<Candidate, "cost" | "costMs" | "language">;

/** Without any measurement: about what a line through the entries of real Rust builds gives. */
const usual = { msPerByte: 2e-3, exponent: 0.73 };
/** Of what usual entry that ratio is, in bytes. */
const usualBytes = 100_000;

/**
 * Estimates how long the compiler took for an entry, in milliseconds: what was measured, or else what entries of the same
 * language take by the byte in the median, or of all languages where that one has none. Larger entries take less by the byte.
 */
export function estimateCompileTimes(measured: readonly Measured[]): (one: Measured) => number {
  const known = measured.filter(({ costMs }) => costMs !== null);
  const all = scaleOf(known, 1);
  const byLanguage = new Map(
    [...Map.groupBy(known, ({ language }) => language)].map(([language, group]) => [
      language,
      scaleOf(group, all),
    ]),
  );
  return ({ cost, costMs, language }) => costMs ?? (byLanguage.get(language) ?? all) * usualMs(cost);
}

/** How many times longer than usual these took, in the median. */
function scaleOf(known: readonly Measured[], otherwise: number): number {
  const ratios = Float64Array.from(known, ({ cost, costMs }) => (costMs ?? 0) / usualMs(cost)).sort();
  return ratios[ratios.length >> 1] ?? otherwise;
}

function usualMs(bytes: number): number {
  return usual.msPerByte * usualBytes * (bytes / usualBytes) ** usual.exponent;
}
