const steps = "▁▂▃▄▅▆▇█";

/** A character for each share from 0 to 1: the higher, the larger; `·` where it is not known. */
export function sparkline(shares: readonly (number | undefined)[]): string {
  return shares
    .map((share) =>
      share === undefined ? "·" : steps[Math.min(steps.length - 1, Math.floor(share * steps.length))],
    )
    .join("");
}

const cells = 20;

/** A bar for parts of a whole, each with its own character; what is left is `rest`. */
export function bar(parts: readonly { readonly share: number; readonly fill: string }[], rest = "░"): string {
  let text = "";
  let share = 0;
  for (const part of parts) {
    share = Math.min(1, share + Math.max(0, part.share));
    const end = Math.round(share * cells);
    // What is there at all is seen.
    const wanted = Math.max(end - text.length, part.share > 0 && text.length < cells ? 1 : 0);
    text += part.fill.repeat(wanted);
  }
  return text.padEnd(cells, rest);
}

/** A colour that is seen on white and on black: Mermaid's own is hardly seen on either. */
const chartSettings =
  '%%{init: {"xyChart": {"height": 260}, "themeVariables": {"xyChart": {"plotColorPalette": "#2f81f7"}}}}%%';

/**
 * A line chart that GitHub draws, and that can be read as a list of numbers elsewhere. `shares` are from 0 to 1, at least
 * two. Points are numbered, since thirty names would lie on top of each other.
 */
export function mermaidLine(title: string, points: string, shares: readonly number[]): string {
  return [
    "```mermaid",
    chartSettings,
    "xychart-beta",
    `  title "${title}"`,
    `  x-axis "${points}" [${shares.map((_, i) => i + 1).join(", ")}]`,
    `  y-axis "%" 0 --> 100`,
    `  line [${shares.map((share) => Math.round(share * 1000) / 10).join(", ")}]`,
    "```",
  ].join("\n");
}
