import { type ShowProgress, showProgressOn } from "../../report/progress.ts";
import type { Terminal } from "./terminal.ts";

/** Shows waits: as a bar that moves on a terminal, elsewhere as lines. */
export function progressOn({ show, say }: Terminal): ShowProgress {
  return showProgressOn({ show, say, clock: () => performance.now() });
}
