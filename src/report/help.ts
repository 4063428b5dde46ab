import type { MissClass } from "./explain/explanation.ts";
import type { Advice, Failure } from "./report.ts";

/** Where docs/faq.md explains a failure, a cause of misses or an advice: each has an anchor of its name there. */
export function helpUrl(kind: Failure | MissClass | Advice["kind"]): string {
  return `https://github.com/sccache-bundle/sccache-bundle/blob/main/docs/faq.md#${kind}`;
}
