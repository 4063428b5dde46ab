import type { OnProgress } from "../../bundle/progress.ts";
import type { Terminal } from "./terminal.ts";

const cells = 30;

/** A bar of `cells` cells for a share of 0 to 1. */
export function bar(share: number): string {
  const full = Math.floor(share * cells);
  return `[${"#".repeat(full)}${"-".repeat(cells - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}

/** Shows how far `what` is: as a bar that moves on a terminal, elsewhere as a line for each quarter. */
export function progressOn({ show, say }: Terminal, what: string): OnProgress {
  let quarters = 0;
  return ({ done, total }) => {
    const share = total === 0 ? 1 : done / total;
    if (show) {
      show(share < 1 ? `${what} ${bar(share)}` : "");
      return;
    }
    const reached = Math.floor(share * 4);
    if (reached > quarters) say(`${what}: ${reached * 25} %`);
    quarters = Math.max(quarters, reached);
  };
}
