import { foreign } from "../foreign.ts";
import { count, duration, firstOf } from "../words.ts";
import type { Cause, Explanation } from "./explanation.ts";

/** Why compilations missed, as lines for a terminal: each cause, what it cost, which crates, and what to do. */
export function explanationLines(explanation: Explanation | null): string[] {
  if (!explanation || explanation.causes.length === 0) return ["Nothing missed."];
  return explanation.causes.flatMap(causeLines);
}

function causeLines({ detail, remedy, compilations, seconds, labels }: Cause): string[] {
  const cost = [
    ...(compilations === null ? [] : [count(compilations, "compilation")]),
    ...(seconds === null ? [] : [duration(seconds)]),
  ];
  return [
    `${foreign(detail)}${cost.length > 0 ? ` (${cost.join(", ")})` : ""}`,
    ...(labels.length > 0 ? [`  ${firstOf(labels, 10, (label) => foreign(label, 100))}`] : []),
    ...(remedy === null ? [] : [`  to do: ${foreign(remedy)}`]),
  ];
}
